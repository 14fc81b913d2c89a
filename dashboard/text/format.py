"""Numbers, money, dates and periods as people write them in each language."""

from datetime import date
from functools import lru_cache
from typing import Any

from dashboard.text import t

# Most counts are small, and a page writes hundreds.
COUNTS_KEPT = 10_000
# Units: from which value on, size, the finest step that the next smaller unit shows, key, decimals.
_Units = tuple[tuple[float, float, float, str, int], ...]
_MONEY: _Units = ((1e8, 1e8, 1e3, "number.yi_yuan", 1), (1e4, 1e4, 1, "number.wan_yuan", 1))
_ENGLISH_MONEY: _Units = ((1e9, 1e9, 1e5, "number.yi_yuan", 2), (1e6, 1e6, 1, "number.wan_yuan", 1))
_COUNT: _Units = ((1e8, 1e8, 1e3, "number.yi", 1), (1e5, 1e4, 1, "number.wan", 1))
_ENGLISH_COUNT: _Units = ((1e6, 1e6, 1, "number.yi", 1),)


@lru_cache(maxsize=COUNTS_KEPT)
def count(value: float | None, language: str) -> str:
    """A count: full up to 99,999, then 12.3 万 and 1.2 亿; in English full up to 999,999, then 120 M. — is unknown."""
    if value is None:
        return t("number.unknown", language)
    return _in_units(value, language, _ENGLISH_COUNT if language == "en" else _COUNT) or f"{value:,.0f}"


def money(value: float | None, language: str) -> str:
    """An amount in CNY: 118.6 亿元, 3,200 万元, 9,800 元, RMB 11.86 bn, RMB 32 M."""
    if value is None:
        return t("number.unknown", language)
    written = _in_units(value, language, _ENGLISH_MONEY if language == "en" else _MONEY)
    return written or t("number.yuan", language, number=f"{value:,.0f}")


def _in_units(value: float, language: str, units: _Units) -> str:
    """The value in the largest unit that fits; nothing when it is smaller than all."""
    for least, size, finest, key, decimals in units:
        # What the smaller unit would round up to this one is written in this one.
        if round(abs(value) / finest) * finest >= least:
            return t(key, language, number=_trimmed(value / size, decimals))
    return ""


def percent(value: float | None, language: str) -> str:
    """A rate with one decimal."""
    return t("number.unknown", language) if value is None else f"{value * 100:.1f}%"


def duration(days: float | None, language: str) -> str:
    """A number of days, whole: 34 天, 34 days."""
    if days is None:
        return t("number.unknown", language)
    return t("unit.days", language, number=count(round(days), language))


def day(value: date | None, language: str, *, weekday: bool = False) -> str:
    """2026年11月20日（周五）, 2026年11月20日（星期五）, Fri 20 Nov 2026."""
    if value is None:
        return t("number.unknown", language)
    month = t("date.month_names", language).split()[value.month - 1]
    written = t("date.day", language, year=value.year, month=value.month, day=value.day, month_name=month)
    if not weekday:
        return written
    return t("date.with_weekday", language, date=written, weekday=t("date.weekdays", language).split()[value.weekday()])


def dates(row: dict[str, Any], first: str, language: str, last: str | None = None) -> str:
    """A row's day or days, as exactly as its `date_precision` says."""
    start: date | None = row[first]
    if start is None:
        return t("number.unknown", language)
    precision = row.get("date_precision") or "day"
    if precision == "year":
        return bucket(f"{start.year}", "year", language)
    if precision == "month":
        return bucket(f"{start:%Y-%m}", "month", language)
    end = row.get(last) if last else None
    if not end or end == start:
        return day(start, language)
    return t("period.range", language, start=day(start, language), end=day(end, language))


def bucket(key: str, unit: str, language: str) -> str:
    """A key of time as a label: 2024-05 → 2024年5月, 2024-Q2 → 2024年2季度, 2024 → 2024年."""
    year = key[:4]
    if unit == "year":
        return t("date.year", language, year=year)
    if unit == "quarter":
        return t("date.quarter", language, year=year, quarter=key[-1])
    if unit == "month":
        name = t("date.month_names", language).split()[int(key[5:7]) - 1]
        return t("date.month", language, year=year, month=int(key[5:7]), month_name=name)
    return day(date.fromisoformat(key), language)


def _trimmed(value: float, decimals: int = 1) -> str:
    written = f"{value:,.{decimals}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
