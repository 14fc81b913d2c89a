"""The changes of a figure in words: against the days before, against last year, since last Friday."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.indicators.comparison import BEFORE, THIS_YEAR, YEAR, Comparison, comparisons
from dashboard.indicators.registry import INDICATORS
from dashboard.reader import Reader
from dashboard.text.format import day
from dashboard.text.sentences import CAUSE_WORDS
from dashboard.wording import unit_word, written

# A card and a panel of one page often show the same figure.
CHANGES_KEPT = 2000
_AGAINST = {BEFORE: "change.on_period", YEAR: "change.on_year", THIS_YEAR: "change.on_this_year"}
_NONE_THEN = {BEFORE: "change.none", YEAR: "change.year_none", THIS_YEAR: "change.year_none"}
_NONE_NOW = {BEFORE: "change.unknown", YEAR: "change.unknown", THIS_YEAR: "change.year_unknown"}


@dataclass(frozen=True)
class Change:
    """A change in words; `arrow` is up, down or flat, or empty where there is nothing to compare with."""

    words: str
    arrow: str
    is_from_zero: bool = False


def changes(reader: Reader, indicator: str) -> tuple[Change, ...]:
    """The changes that fit what is chosen, most telling first.

    Published figures are cumulative: they have the day that they stand for instead of a change.
    """
    return _changes(reader, indicator, reader.today)


@lru_cache(maxsize=CHANGES_KEPT)
def _changes(reader: Reader, indicator: str, today: date) -> tuple[Change, ...]:
    values = reader.values(indicator)
    if values.indicator.published:
        as_at = values.rows[0]["as_at"] if values.rows else None
        as_of = reader.t("header.as_of", date=day(as_at, reader.language)) if as_at else reader.t("change.unknown")
        return (Change(as_of, ""),)
    found = [_compared(reader, indicator, each) for each in comparisons(reader.filters, today)]
    if since := _since_friday(reader, indicator):
        found.append(since)
    return tuple(dict.fromkeys(found))


def amount(reader: Reader, indicator: str, difference: float) -> str:
    """The size of a difference with its unit: 6 团, 7.2 亿元, 2.4 点."""
    if INDICATORS[indicator].unit == "ratio":
        return reader.t("unit.points", number=f"{abs(difference) * 100:.1f}")
    word = unit_word(reader, indicator)
    number = written(reader, indicator, abs(difference))
    return f"{number} {word}" if word else number


def _compared(reader: Reader, indicator: str, comparison: Comparison) -> Change:
    both = [reader.values(indicator, filters=filters) for filters in (comparison.now, comparison.then)]
    now, then = both[0].total, both[1].total
    if any(one.is_suppressed for one in both):
        return Change(reader.t("change.too_few"), "")
    if now is None:
        return Change(reader.t(_NONE_NOW[comparison.kind]), "")
    if then is None:
        return Change(reader.t(_NONE_THEN[comparison.kind]), "")
    if now == then and comparison.kind == BEFORE:
        return Change(reader.t("change.same"), "flat")
    words, arrow = moved(reader, indicator, now - then)
    return Change(reader.t(_AGAINST[comparison.kind], change=words), arrow, is_from_zero=then == 0 and now != 0)


def _since_friday(reader: Reader, indicator: str) -> Change | None:
    found = reader.difference(indicator)
    if found is None or found.now is None:
        return None
    if not found.total:
        return Change(reader.t("change.since_friday_equal"), "flat")
    words, arrow = moved(reader, indicator, found.total)
    words = reader.t("change.since_friday", change=words)
    causes = [part.cause for part in found.parts if part.value]
    if len(causes) == 1:
        words = reader.t("change.with_cause", change=words, cause=reader.t(CAUSE_WORDS[causes[0]]))
    return Change(words, arrow)


def moved(reader: Reader, indicator: str, difference: float) -> tuple[str, str]:
    """A difference in words (增 6 团, 降 2.4 点) and its arrow."""
    if not difference:
        return reader.t("change.equal"), "flat"
    is_rate = INDICATORS[indicator].unit == "ratio"
    up, down = ("change.higher", "change.lower") if is_rate else ("change.more", "change.less")
    return reader.t(up if difference > 0 else down, amount=amount(reader, indicator, difference)), (
        "up" if difference > 0 else "down"
    )
