"""A corpus of untidy workbooks as offices make them, each with the rows and problems it must give: all of them.

The same workbooks are given to pandas and to DuckDB, with sheet, heading and columns told to them by hand; how many
each has right is printed at the end.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.etl.corpus import answers, expected, peers

THEMES = (
    "formats", "layout", "headings", "totals", "several_tables", "sheets", "cells", "wide", "context", "dates",
    "amounts", "names", "duplicates", "formulas", "refused",
)  # fmt: skip
for theme in THEMES:
    import_module(f"tests.etl.corpus.{theme}")


@cache
def ours(name: str) -> tuple[str, ...]:
    """What the product says otherwise than a workbook's entry; a crash is a difference, and the others still count."""
    try:
        return tuple(answers.differences(expected.CORPUS[name]))
    except Exception as error:
        return (f"crash: {error!r}",)


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(expected.CORPUS) >= 60


@pytest.mark.parametrize("name", expected.CORPUS)
def test_a_workbook_gives_its_rows_and_problems(name):
    assert not ours(name), "\n".join([expected.CORPUS[name].why, *ours(name)])


def test_ours_reads_all_of_them_and_the_peers_are_scored_beside_it(tmp_path, capsys):
    missing = peers.why_no_excel()
    readers = {"pandas": peers.with_pandas, "DuckDB": peers.with_duckdb}
    wrong = {who: {} for who in readers}
    for entry in expected.CORPUS.values():
        path = Path(tmp_path) / entry.name / entry.file
        path.parent.mkdir()
        path.write_bytes(entry.content)
        for who, read in readers.items():
            no_reader = missing if who == "DuckDB" and path.suffix not in peers.TEXT_FILES else None
            if why := no_reader or peers.wrong(entry, path, read):
                wrong[who][entry.name] = why
    right = [name for name in expected.CORPUS if not ours(name)]
    with capsys.disabled():
        print(f"\ncorpus: {len(right)} of {len(expected.CORPUS)} workbooks as expected")
        for who, found in wrong.items():
            without = f" (no read_xlsx here: {missing})" if who == "DuckDB" and missing else ""
            print(f"  {who}, heading given by hand: {len(expected.CORPUS) - len(found)}{without}")
    assert right == list(expected.CORPUS)
    assert all(len(expected.CORPUS) - len(found) <= len(right) for found in wrong.values())
