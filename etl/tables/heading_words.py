"""Which cells of a sheet may be headings, and in which rows a heading may begin; most rows are done with here."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from etl.clean.text import heading_key
from etl.read.sheet import Value
from etl.source import across_words, plain_key, sources
from etl.tables.across import read_across
from etl.tables.corner import PARTS
from etl.tables.grid import Grid

DEEPEST_HEADING = 3
# Fewer known headings than this is a coincidence, not a table.
FEWEST_KNOWN = 3
LONGEST_HEADING = 60
LONGEST_PERIOD = 12
_NOTED = re.compile(r"[(（\[【〔\s/／\\＼]")
_DATA = re.compile(r"\d{5}|://")
_LATIN = re.compile("[a-z]")

# (layout, heading key) → "visits.start_date", as a person chose it
Chosen = Mapping[tuple[str, str], str]


def candidate_rows(grid: Grid, chosen: Chosen) -> Iterator[int]:
    """The rows in which a heading may begin: words of headings stand there and in the lines below, in three columns."""
    words = frozenset(part for _, key in chosen for part in key.split("/"))
    # Row → the columns, as bits, in which words and periods of headings stand
    hits: dict[int, int] = {}
    periods: dict[int, int] = {}
    for index, column in enumerate(grid.sheet.columns):
        kinds = [(code, kind_of(value, words)) for code, value in enumerate(column.values) if value is not None]
        for kind, found in (("word", hits), ("period", periods)):
            codes = {code for code, of in kinds if of == kind}
            for row in [row for row, code in enumerate(column.codes) if code in codes] if codes else ():
                found[row] = found.get(row, 0) | 1 << index
    across = {row for row, columns in periods.items() if columns.bit_count() >= FEWEST_KNOWN}
    for top in sorted({row - up for row in (*hits, *across) for up in range(DEEPEST_HEADING) if row >= up}):
        near = range(top, top + DEEPEST_HEADING)
        columns = 0
        for row in near:
            columns |= hits.get(row, 0) | periods.get(row, 0)
        if columns.bit_count() >= (1 if chosen else FEWEST_KNOWN):
            yield top


def kind_of(value: Value, words: frozenset[str]) -> str | None:
    if not isinstance(value, str):
        return "period" if not isinstance(value, bool | float) and _is_period(value) else None
    # Most cells are no headings; that must show before they are folded.
    if len(value) > LONGEST_HEADING or (len(value) > 20 and not _NOTED.search(value)) or _DATA.search(value):
        return None
    key = heading_key(value)[0]
    if not key:
        return None
    if key in words or is_heading_word(value, key):
        return "word"
    begins = len(key) <= LONGEST_PERIOD and any(pattern.match(key) for pattern in across_words().periods)
    return "period" if begins and read_across((value,)) else None


def _is_period(value: Value) -> bool:
    return bool(getattr(value, "day", None) == 1 or (isinstance(value, int) and 1990 <= value <= 2100))


def is_heading_word(text: str, key: str) -> bool:
    """Whether a text is a heading of any source, or one level of one."""
    known = _words()
    if key in known or plain_key(text) in known:
        return True
    parts = PARTS.split(text)
    if len(parts) == 2 and any(len(part) > 1 and heading_key(part)[0] in known for part in parts):
        return True
    if not text.isascii() and _LATIN.search(key) and any(source.heading((text,)) for source in sources().values()):
        return True
    # 赴港人数 says two things at once.
    said = read_across((text,)) if any(key.endswith(word) for word in _numbers()) else None
    return said is not None and said.is_number


@cache
def _words() -> frozenset[str]:
    parts = {part for source in sources().values() for key in source.headings for part in (key, *key.split("/"))}
    # 赴港 is a part of the heading 赴港/来访, and stands in cells far more often.
    return frozenset(part for part in parts if (said := read_across((part,))) is None or said.is_number)


@cache
def _numbers() -> tuple[str, ...]:
    return tuple(
        key for source in sources().values() for key, found in source.headings.items() if found.fills == ("headcount",)
    )
