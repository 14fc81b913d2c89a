"""Headings that no rule knows: which columns they may be, for a person to choose from."""

from collections.abc import Collection
from functools import cache

from rapidfuzz import fuzz, process

from etl.source import Source, plain_key, sources
from etl.tables.found import FoundTable

LEAST_LIKENESS = 60
MOST_CANDIDATES = 3
LONGEST_HEADING = 60


def heading_candidates(text: str, source: Source, taken: Collection[str] = ()) -> list[tuple[str, int]]:
    """(column, likeness of 100) of the columns whose spellings a heading is most like, best first, at most three.

    `taken` are columns that the table fills already; a heading cannot mean them again.
    """
    key = plain_key(text)
    if not key or len(key) > LONGEST_HEADING:
        return []
    columns = _columns_by_spelling(source.table)
    best: dict[str, int] = {}
    for spelling, score, _ in process.extract(
        key, columns.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=None
    ):
        column = columns[spelling]
        if not set(column.split("+")) & set(taken):
            best.setdefault(column, round(score))
    return list(best.items())[:MOST_CANDIDATES]


def table_candidates(table: FoundTable) -> dict[int, list[tuple[str, int]]]:
    """Column of the sheet → candidates, for each heading of a table that has no meaning yet.

    Names are `column` for a known table and `table.column` for an unknown one, of the source that its headings are
    most like altogether.
    """
    unknown = [column for column in table.columns if column.heading is None]
    if table.source:
        taken = {name for column in table.columns if column.heading for name in column.heading.fills}
        taken.update(name for one in table.spread for name in ("headcount", *(name for name, _ in one.values)))
        return {column.index: heading_candidates(column.text, table.source, taken) for column in unknown}
    best: dict[int, list[tuple[str, int]]] = {}
    best_score = 0
    for source in sources().values():
        known = {column.index: source.heading(column.texts) for column in unknown}
        found = {
            column.index: [("+".join(heading.fills), 100)]
            if (heading := known[column.index]) and heading.fills
            else heading_candidates(column.text, source)
            for column in unknown
        }
        score = sum(candidates[0][1] for candidates in found.values() if candidates)
        if score > best_score:
            best_score = score
            best = {
                index: [(f"{source.table}.{name}", likeness) for name, likeness in candidates]
                for index, candidates in found.items()
            }
    return best


@cache
def _columns_by_spelling(table: str) -> dict[str, str]:
    """Each spelling, also the inner one of 规模/人数, → the columns that it fills, joined as a choice is written."""
    source = sources()[table]
    found: dict[str, str] = {}
    for spelling, heading in source.headings.items():
        if heading.fills:
            found[spelling.replace("/", "")] = "+".join(heading.fills)
    return found
