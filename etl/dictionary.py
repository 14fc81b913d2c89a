"""The data dictionary from the source descriptions: `python -m etl.dictionary` writes `docs/data_dictionary.md`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from etl.places import ROOT
from etl.reference import NAMES, OTHERS, read_lines, read_table
from etl.schema import MADE, OWN, columns, fact_columns, meaning, rows_table
from etl.source import FOLDER, Column, Source, sources
from etl.write.fields import CHOICES, OFFERED, entries

FILE = ROOT / "docs" / "data_dictionary.md"
INTRODUCTION = """# Data dictionary

Every table of the warehouse with its columns. Made by `python -m etl.dictionary` from `etl/sources/*.toml` and
`data/reference/`; change it there, not here. Empty values are null.
A fact table ends with the columns that say where the row came from.
"""


@cache
def _described() -> dict[str, dict[str, str]]:
    with (FOLDER / "dictionary.toml").open("rb") as file:
        return tomllib.load(file)


def dictionary() -> str:
    """The whole document."""
    parts = [INTRODUCTION]
    for source in sources().values():
        allowed = _allowed(source)
        parts.append(_section(source.table, source.meaning, fact_columns(source), allowed, _keys(source)))
    for source in sources().values():
        kept = f"The columns of `{source.table}`; the table above holds the current row of each `{source.id}`."
        parts.append(f"## {rows_table(source.table)}\n\n{_plain(meaning('rows'))}\n\n{kept}\n")
    stages = {"stage": ", ".join(f"`{row['stage']}`" for row in read_table("stages"))}
    parts.append(_section("intent_stages", meaning("intent_stages"), columns("intent_stages"), stages))
    for table in (*OWN, *MADE):
        parts.append(_section(table, meaning(table), columns(table), {}))
    parts += _reference_sections()
    return "\n".join(parts)


def _section(table: str, text: str, described: list[Column], allowed: dict[str, str], keys: str = "") -> str:
    lines = ["| column | type | unit | meaning | allowed values |", "|---|---|---|---|---|"]
    for column in described:
        values = allowed.get(column.name) or ("`true`, `false`" if column.type == "boolean" else "")
        cells = (
            f"`{column.name}`",
            column.sql_type,
            _described()["units"].get(column.name, ""),
            _plain(column.meaning),
            values,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return f"## {table}\n\n{_plain(text)}\n\n{keys}" + "\n".join(lines) + "\n"


def _keys(source: Source) -> str:
    required = ", ".join(f"`{name}`" for name in source.required if name not in source.defaults)
    key = ", ".join(f"`{name}`" for name in source.key)
    defaults = "".join(f"; `{name}` is `{value}` when not said" for name, value in source.defaults.items())
    return f"Required: {required}{defaults}. Without a number of its own, a row is the same row by {key}.\n\n"


def _allowed(source: Source) -> dict[str, str]:
    """What the reader makes of a column's cells: the values of a choice, or the names of a reference table."""
    allowed = {}
    for entry in entries(source.table):
        reads = entry["reads"]
        if reads == "stage" or (reads in CHOICES and reads != "flag"):
            allowed[entry["fills"][0]] = ", ".join(_values(reads))
        elif reads in OFFERED:
            for column in (entry["fills"][0], entry["fills"][0].removesuffix("s")):
                allowed[column] = f"names of [{OFFERED[reads]}](#{OFFERED[reads]}), others as written"
    return allowed


def _values(reads: str) -> Iterator[str]:
    if reads == "stage":
        rows = [(row["stage"], row) for row in read_table("stages")]
    else:
        rows = [(row["value"], row) for row in read_table("choices") if row["choice"] == reads]
    for value, row in rows:
        yield f"`{value}` {row['zh_hans']} {row['en']}"


def _reference_sections() -> Iterator[str]:
    described = _described()
    for table in (*NAMES, *OTHERS):
        names, texts = read_lines(table)[0], described["columns"]
        told = [Column(name, "text", texts.get(f"{table}.{name}") or texts.get(name, "")) for name in names]
        yield _section(table, described["tables"].get(table, ""), told, {})


def _plain(text: str) -> str:
    return text.replace(" | ", " · ").replace("|", "\\|")


def main(out: Path = FILE) -> None:
    """Writes the document."""
    out.write_text(dictionary(), encoding="utf-8")


if __name__ == "__main__":
    main()
