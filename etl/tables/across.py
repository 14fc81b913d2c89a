"""Headings that say what rows usually say: months, quarters, years, directions, measures across a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from etl.clean.text import folded, heading_key
from etl.reference import choices
from etl.source import Heading, Source, across_words, row_words, sources
from etl.tables.found import FoundColumn, Spread

# What the numbers under such headings are read as.
NUMBER = "headcount"
# Values that a heading may say, a word that fits several being the first of them.
SAID = ("direction", "purpose", "measure")
# "Other" stands over anything.
VAGUE = "OTHER"
FEWEST = 2


@dataclass(frozen=True)
class Across:
    """What the texts over one column say together."""

    year: int | None = None
    months: tuple[int, int] | None = None
    values: tuple[tuple[str, str], ...] = ()
    is_total: bool = False
    is_number: bool = False

    @property
    def says_period(self) -> bool:
        """Whether a period is said."""
        return self.year is not None or self.months is not None


@dataclass(frozen=True)
class Spreading:
    """The columns of a heading that are spread, and those that are their totals."""

    spread: tuple[Spread, ...]
    totals: tuple[FoundColumn, ...]


def spreading(source: Source, paths: Sequence[tuple[int, tuple[str, ...]]], around: Sequence[str]) -> Spreading | None:
    """The spread columns among the headings given as (column, texts); None where there are none.

    `around` are the texts above and the names of sheet and workbook: only they can say that people are counted.
    """
    number = source.filling(NUMBER)
    if number is None:
        return None
    said = [(index, texts, read_across(texts)) for index, texts in paths]
    found = [(index, texts, one) for index, texts, one in said if one and not one.is_total and _spreads(one)]
    by_period = [one for _, _, one in found if one.says_period]
    if not by_period:
        # 赴港人数 | 来访人数: the rows say when.
        found = [(index, texts, one) for index, texts, one in found if one.is_number]
    if len({(one.year, one.months, one.values) for _, _, one in found}) < max(FEWEST, len(found)):
        return None
    if by_period and (len(by_period) < len(found) or not _counts_people(paths, found, around)):
        return None
    totals = [_column(index, texts, number) for index, texts, one in said if one and one.is_total]
    if by_period:
        totals += [_column(i, texts, number) for i, texts, one in said if one == Across(is_number=True)]
    parts = [entry for entry in found if not _is_sum(entry[2], [one for _, _, one in found])]
    totals += [_column(index, texts, number) for index, texts, one in found if (index, texts, one) not in parts]
    passing = _passing_year_end([one for _, _, one in parts])
    spread = tuple(
        Spread(_column(i, texts, number), one.year, one.months, one.values, one.values in passing)
        for i, texts, one in parts
    )
    return Spreading(spread, tuple(sorted(totals, key=lambda column: column.index)))


def _spreads(said: Across) -> bool:
    return said.says_period or bool(said.values)


def _column(index: int, texts: tuple[str, ...], number: Heading) -> FoundColumn:
    return FoundColumn(index, texts, number)


def _is_sum(said: Across, others: list[Across]) -> bool:
    """Whether its period holds that of another column: 一季度 beside 1月, 1-3月 beside 1-2月."""
    return said.says_period and any(
        other != said
        and other.values == said.values
        and other.year in (said.year, None)
        and _months(said) != _months(other)
        and _months(said)[0] <= _months(other)[0] <= _months(other)[1] <= _months(said)[1]
        for other in others
    )


def _passing_year_end(said: list[Across]) -> set[tuple[tuple[str, str], ...]]:
    """What is said besides the months, for each run of months without years that is in no order: 11月, 12月, 1月."""
    found = set()
    for values in {one.values for one in said}:
        first = [one.months[0] for one in said if one.values == values and one.months and one.year is None]
        is_ordered = first == sorted(first) or (first == sorted(first, reverse=True) and first[:2] != [12, 1])
        if not is_ordered:
            found.add(values)
    return found


def _months(said: Across) -> tuple[int, int]:
    return said.months or (1, 12)


def _counts_people(
    paths: Sequence[tuple[int, tuple[str, ...]]],
    found: list[tuple[int, tuple[str, ...], Across]],
    around: Sequence[str],
) -> bool:
    words = across_words()
    # 金额 under 1月 is a column of its own that stays unknown; over the names of the rows it speaks of all numbers.
    spread = {index for index, _, _ in found}
    headings = [folded(text) for index, texts in paths if index in spread or index < min(spread) for text in texts]
    told = [*headings, *map(folded, around)]
    if any(word in text for word in words.never for text in told):
        return False
    if any(word in text for word in words.people for text in told) or any(one.is_number for _, _, one in found):
        return True
    if any(word in text for word in words.other for text in told):
        return False
    # A direction, a scheme or a purpose beside the months is what tables of people have.
    keys = {heading_key(texts[-1])[0] for _, texts in paths}
    return any(one.values for _, _, one in found) or not keys.isdisjoint(_telling())


@cache
def _telling() -> frozenset[str]:
    return frozenset(
        spelling
        for source in sources().values()
        if NUMBER in source.columns
        for spelling, heading in source.headings.items()
        if heading.fills in (("direction",), ("scheme",), ("purpose",))
    )


def read_across(texts: Sequence[str]) -> Across | None:
    """What a column's headings say, from the outermost inwards; None where any of them says something else as well."""
    together = Across()
    for text in texts:
        one = _read(text)
        if one is None:
            return None
        if (one.year and together.year not in (None, one.year)) or (
            one.months and together.months and not _lies_in(one.months, together.months)
        ):
            return None
        values = dict(together.values)
        if any(values.get(name, value) != value for name, value in one.values):
            return None
        together = replace(
            together,
            year=one.year or together.year,
            months=one.months or together.months,
            values=tuple(sorted({**values, **dict(one.values)}.items())),
            is_total=one.is_total or together.is_total,
            is_number=one.is_number or together.is_number,
        )
    return together if texts else None


def _lies_in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


def _read(text: str) -> Across | None:
    return read_key(heading_key(text)[0])


@lru_cache(maxsize=10_000)
def read_key(key: str) -> Across | None:
    """What one heading says, from its key."""
    rest = key
    said = Across()
    while rest:
        step = _period(rest) or _word(rest)
        if step is None:
            return None
        one, length = step
        if (one.says_period and said.says_period) or {n for n, _ in one.values} & {n for n, _ in said.values}:
            return None
        said = Across(
            one.year or said.year,
            one.months or said.months,
            tuple(sorted((*said.values, *one.values))),
            one.is_total or said.is_total,
            one.is_number or said.is_number,
        )
        rest = rest[length:].lstrip("/\\-:,、")
    return said if said != Across() else None


@cache
def any_period() -> re.Pattern[str]:
    """A pattern of all periods, to tell at once whether a text begins with one."""
    unnamed = (re.sub(r"\(\?P<[a-z]+>", "(?:", pattern.pattern) for pattern in across_words().periods)
    return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed))


def _period(text: str) -> tuple[Across, int] | None:
    if not any_period().match(text):
        return None
    for pattern in across_words().periods:
        if match := pattern.match(text):
            said = {name: part for name, part in match.groupdict().items() if part}
            year = int(said["year"]) if "year" in said else None
            return Across(year, _months_of(said)), match.end()
    return None


def _months_of(said: dict[str, str]) -> tuple[int, int] | None:
    numerals = across_words().numerals
    if "quarter" in said:
        quarter = numerals.get(said["quarter"]) or int(said["quarter"])
        return quarter * 3 - 2, quarter * 3
    if "half" in said:
        return (1, 6) if numerals[said["half"]] == 1 else (7, 12)
    if "name" in said:
        first = _ENGLISH.index(said["name"][:3]) + 1
    elif "numeral" in said:
        first = numerals[said["numeral"]]
    elif "month" in said:
        first = int(said["month"])
    else:
        return None
    return first, int(said.get("last", first))


_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _word(text: str) -> tuple[Across, int] | None:
    vocabulary = _vocabulary()
    for length in range(min(len(text), max(map(len, vocabulary))), 0, -1):
        word = text[:length]
        # An English word ends where it ends.
        if word in vocabulary and not (word.isascii() and re.match("[a-z]", text[length:])):
            return vocabulary[word], length
    return None


_PEOPLE = Across(values=(("measure", "people"),))


@cache
def _vocabulary() -> dict[str, Across]:
    """Words that may stand in a heading across → what they say."""
    found: dict[str, Across] = {}
    for name in SAID:
        for spelling, value in choices(name).canonical.items():
            if value != VAGUE:
                found.setdefault(folded(spelling), Across(values=((name, value),)))
    counted = {
        spelling
        for source in sources().values()
        for spelling, heading in source.headings.items()
        if heading.fills == (NUMBER,)
    }
    for spelling in counted:
        # 获批人数 says a measure before it says that people are counted.
        if found.get(spelling) == _PEOPLE or not any(spelling.startswith(word) for word in tuple(found)):
            found[spelling] = Across(is_number=True)
    for word in (*across_words().total, *row_words().total):
        found[word] = Across(is_total=True)
    return found
