"""Which cells of a sheet may be headings, and in which rows a heading may begin; most rows are done with here."""

import re
from collections.abc import Iterator
from functools import cache

from etl.clean.text import all_folded, heading_key, key_of_folded
from etl.read.distinct import Distinct
from etl.read.sheet import Value
from etl.source import across_words, plain_key, sources
from etl.tables.across import any_period, read_across, read_key
from etl.tables.chosen import Chosen
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
_DIGIT = re.compile("[0-9]")


def candidate_rows(grid: Grid, chosen: Chosen) -> Iterator[int]:
    """The rows in which a heading may begin: words of headings stand there and in the lines below, in three columns."""
    words = frozenset(heading_key(part)[0] for _, key in chosen.headings for part in key.split("/"))
    # Row → the columns, as bits, in which words and periods of headings stand
    hits: dict[int, int] = {}
    periods: dict[int, int] = {}
    for index, column in enumerate(grid.sheet.columns):
        kinds = kinds_of(column, words)
        for kind, found in (("word", hits), ("period", periods)):
            for row in column.rows_with([code for code, of in kinds.items() if of == kind]):
                found[row] = found.get(row, 0) | 1 << index
    across = {row for row, columns in periods.items() if columns.bit_count() >= FEWEST_KNOWN}
    for top in sorted({row - up for row in (*hits, *across) for up in range(DEEPEST_HEADING) if row >= up}):
        near = range(top, top + DEEPEST_HEADING)
        columns = 0
        for row in near:
            columns |= hits.get(row, 0) | periods.get(row, 0)
        if columns.bit_count() >= (1 if chosen.headings else FEWEST_KNOWN):
            yield top


def kinds_of(column: Distinct, words: frozenset[str]) -> dict[int, str]:
    """`kind_of` each cell that is of a kind, by its code.

    Only periods and what stands before a number of people depend on which digits they hold.
    """
    values = column.values
    kinds: dict[int, str] = {}
    undecided: list[int] = []
    are_alike = not any(_DIGIT.search(word) for word in words)
    for codes in column.alike:
        value = values[codes[0]]
        if not are_alike or (isinstance(value, str) and _numbers_decide(value)):
            undecided += codes
        elif kind := kind_of(value, words):
            kinds |= dict.fromkeys(codes, kind)
    folds = all_folded([str(values[code]) for code in undecided])
    for code, fold in zip(undecided, folds, strict=True):
        key = key_of_folded(fold)[0]
        may_be = (
            not are_alike or key in words or key.endswith(_numbers()) or (any_period().match(key) and read_key(key))
        )
        if may_be and (kind := kind_of(values[code], words)):
            kinds[code] = kind
    return kinds


def _numbers_decide(text: str) -> bool:
    """Whether another text of this shape may be of another kind."""
    if not _DIGIT.search(text) or _is_data(text):
        return False
    key = heading_key(text)[0]
    begins = len(key) <= LONGEST_PERIOD and (key[:1].isdigit() or key[:1] in _first_of_periods())
    return key.endswith(_numbers()) or (begins and not is_heading_word(text, key))


def _is_data(text: str) -> bool:
    """Most cells are no headings; that must show before they are folded."""
    return bool(len(text) > LONGEST_HEADING or (len(text) > 20 and not _NOTED.search(text)) or _DATA.search(text))


def kind_of(value: Value, words: frozenset[str]) -> str | None:
    if not isinstance(value, str):
        return "period" if not isinstance(value, bool | float) and _is_period(value) else None
    if _is_data(value):
        return None
    key = heading_key(value)[0]
    if not key:
        return None
    if key in words or is_heading_word(value, key):
        return "word"
    begins = len(key) <= LONGEST_PERIOD and any_period().match(key)
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
    said = read_across((text,)) if key.endswith(_numbers()) else None
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


@cache
def _first_of_periods() -> frozenset[str]:
    """The characters, and a few more, with which a period that begins with no digit can begin."""
    return frozenset("".join(pattern.pattern for pattern in across_words().periods))
