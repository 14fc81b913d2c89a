"""What was found, in the reader's language, with the address that it opens."""

from typing import Any
from urllib.parse import urlencode

from dashboard import warehouse
from dashboard.search.find import Hit
from dashboard.search.kinds import KINDS, Kind
from dashboard.text import t
from dashboard.text.format import bucket, count, day
from dashboard.text.names import Names, names
from dashboard.text.show import quoted

_REFERENCE = {"partner": "partners", "sector": "sectors", "town": "towns"}
LONGEST_NAME, LONGEST_MATCHED = 120, 60


def groups(version: str, hits: list[Hit], language: str) -> list[dict[str, Any]]:
    """The hits by kind, in the order of `KINDS`, ready to be sent.

    A group has `kind`, `label`, `number` (of all that fit), `more` (the same in words, when not all are here) and
    `results`; a result has `name`, `original` (as somebody wrote it, when the name is shown otherwise), `matched` (the
    spelling that fits, when it is another one), `note` (when) and `address`.
    """
    found = {kind: [hit for hit in hits if hit.kind == kind.name] for kind in KINDS}
    return [_group(version, kind, of_kind, language) for kind, of_kind in found.items() if of_kind]


def _group(version: str, kind: Kind, hits: list[Hit], language: str) -> dict[str, Any]:
    number = hits[0].number
    return {
        "kind": kind.name,
        "label": t(kind.label, language),
        "number": number,
        "more": t("search.more", language, number=count(number, language)) if number > len(hits) else "",
        "results": [_result(version, kind, hit, language) for hit in hits],
    }


def _result(version: str, kind: Kind, hit: Hit, language: str) -> dict[str, Any]:
    page, query, fragment = _place(kind, hit)
    path = "/" if page == "overview" else f"/{page}"
    name = _name(version, kind, hit.key, language)
    has_original = kind.name in _REFERENCE or not kind.is_name
    return {
        "name": _cut(name, LONGEST_NAME),
        "original": hit.key if has_original and hit.key != name else "",
        "matched": "" if hit.written in (name, hit.key) else _cut(quoted(hit.written, language), LONGEST_MATCHED),
        "note": _when(hit, language),
        "address": path + (f"?{urlencode(query)}" if query else "") + fragment,
    }


def _name(version: str, kind: Kind, key: str, language: str) -> str:
    if kind.name == "page":
        return t(f"page.{key}", language)
    if kind.name == "indicator":
        return t(f"indicator.{key}.name", language)
    known = _names(version, _REFERENCE[kind.name], language).full if kind.name in _REFERENCE else {}
    return known.get(key) or quoted(key, language)


@warehouse.cached
def _names(version: str, table: str, language: str) -> Names:
    return names(warehouse.reference(version, table), table, language)


def _when(hit: Hit, language: str) -> str:
    """The day, or the month or year when no more is known."""
    first, last = hit.first_day, hit.last_day
    if not first or not last or first == last:
        return day(first, language) if first else ""
    if first.month == last.month:
        return bucket(f"{first:%Y-%m}", "month", language)
    return bucket(f"{first:%Y}", "year", language)


def _place(kind: Kind, hit: Hit) -> tuple[str, dict[str, str], str]:
    """The page that a hit opens, its query, and the place on the page."""
    if kind.name == "page":
        return hit.key, {}, ""
    if kind.name == "indicator":
        return kind.page, {}, f"#{hit.key}"
    if kind.is_name:
        return kind.page, {kind.name: hit.key}, ""
    query = {"partner": hit.partner or ""}
    if hit.first_day and hit.last_day:
        query |= {"from": hit.first_day.isoformat(), "to": hit.last_day.isoformat()}
    return kind.page, {name: value for name, value in query.items() if value}, ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
