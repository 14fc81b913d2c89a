"""All indicators, by id, from the definitions that are data; each in the version that a day asks for."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dashboard.indicators.criteria import criteria
from dashboard.indicators.facts import RELATIONS, columns_of
from dashboard.indicators.indicator import BASES, COHORTS, MEASURES, PERIOD_RULES, UNITS, Indicator
from etl import clock
from etl.definitions import FILE, definitions, number_on, versions
from etl.errors import ReferenceBroken

# What a definition says of every version, and of one.
_OPTIONAL = {"denominator": {}, "case": ["id"], "published": False, "needs": [], "like": ""}
_PARTS = {"code", "facts", "unit", "measure", "basis", "cohort", "period_rule", "owner", "name", "counted", "versions"}
_OF_VERSION = {"valid_from", "definition", "where", "numerator", "amount", "over", "of"}
_CODES = tuple("VSRFT")
FOUND_KEPT = 4096
# The definitions, and what was asked of them: hundreds of times a page.
_found: tuple[object, dict[tuple[str, date, int | None], Indicator]] = (None, {})
# Which of `numerator`, `amount`, `over` and `of` a measure is made from.
_MADE_FROM = {
    "count": set(),
    "sum": {"amount"},
    "median": {"amount"},
    "rate": {"numerator"},
    "ratio": {"amount", "over"},
    "plan": {"of"},
}  # fmt: skip


class _Registry(Mapping[str, Indicator]):
    """Id → the indicator as it is defined today."""

    def __getitem__(self, id: str) -> Indicator:
        return definition(id)

    def __iter__(self) -> Iterator[str]:
        return iter(definitions()["indicators"])

    def __len__(self) -> int:
        return len(definitions()["indicators"])


INDICATORS: Mapping[str, Indicator] = _Registry()


def definition(id: str, day: date | None = None, number: int | None = None) -> Indicator:
    """The indicator as it was defined on `day` (today), or in its version `number`.

    Raises `KeyError` for an indicator or a version that there is not.
    """
    global _found
    written, (held, found) = definitions(), _found
    if held is not written:
        found = {}
        _found = written, found
    asked = (id, day or clock.today(), number)
    if asked in found:
        return found[asked]
    if len(found) >= FOUND_KEPT:
        found.clear()
    found[asked] = one = _definition(id, written["indicators"][id], *asked[1:])
    return one


def versions_in(id: str, start: date | None, end: date | None) -> tuple[Indicator, ...]:
    """The versions that held on any day from `start` to `end`, oldest first; None leaves the period open."""
    return tuple(
        one
        for one in _versions(id, _Entry(definitions()["indicators"][id]))
        if (end is None or one.valid_from <= end or one.version == 1)
        and (start is None or one.valid_until is None or one.valid_until >= start)
    )


class _Entry:
    """An entry as a key: the same entry is the same object until a file changes."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and other.content is self.content

    def __hash__(self) -> int:
        return id(self.content)


def _definition(id: str, entry: Mapping[str, Any], day: date, number: int | None) -> Indicator:
    known = _versions(id, _Entry(entry))
    asked = number_on(entry, day) if number is None else number
    if not 1 <= asked <= len(known):
        raise KeyError(f"{id}: {asked}")
    return known[asked - 1]


@lru_cache(maxsize=512)
def _versions(id: str, entry: _Entry) -> tuple[Indicator, ...]:
    said = {**_OPTIONAL, **entry.content}
    if strange := set(said) ^ (_PARTS | set(_OPTIONAL)):
        raise _broken(id, f"{', '.join(sorted(strange))} is missing or not known")
    _check(id, said)
    told = versions(said)
    ends = [one["valid_from"] - timedelta(days=1) for one in told[1:]]
    return tuple(
        _version(id, said, number, one, end)
        for number, (one, end) in enumerate(zip(told, [*ends, None], strict=True), 1)
    )


def _check(id: str, said: Mapping[str, Any]) -> None:
    known = {
        "facts": RELATIONS,
        "unit": UNITS,
        "measure": MEASURES,
        "basis": BASES,
        "cohort": COHORTS,
        "period_rule": PERIOD_RULES,
        "owner": definitions()["owners"],
    }
    for part, allowed in known.items():
        if not isinstance(said[part], str) or said[part] not in allowed:
            raise _broken(id, f"{part} is none of {', '.join(allowed)}")
    if not isinstance(said["code"], str) or not said["code"].startswith(_CODES):
        raise _broken(id, f"code begins with none of {', '.join(_CODES)}")
    if said["case"] not in (["id"], ["id", "partner"]) or said["needs"] not in ([], ["stage"]):
        raise _broken(id, "case or needs")
    if not isinstance(said["published"], bool) or not isinstance(said["like"], str):
        raise _broken(id, "published or like")


def _version(id: str, said: Mapping[str, Any], number: int, one: Mapping[str, Any], end: date | None) -> Indicator:
    place, columns = f"{FILE}: {id}.versions[{number}]", columns_of(said["facts"])
    if strange := set(one) - _OF_VERSION:
        raise ReferenceBroken(f"{place}: {', '.join(sorted(strange))} is not known")
    made_from = {part for part in ("numerator", "amount", "over", "of") if part in one}
    if made_from != _MADE_FROM[said["measure"]]:
        raise ReferenceBroken(f"{place}: a {said['measure']} is made from {_MADE_FROM[said['measure']] or 'nothing'}")
    for part in ("amount", "over"):
        if part in one and columns.get(str(one[part])) != "number":
            raise ReferenceBroken(f"{place}: {part} is no number of {said['facts']}")
    if "of" in one and str(one["of"]) not in definitions()["indicators"]:
        raise ReferenceBroken(f"{place}: of is no indicator")
    return Indicator(
        id=id,
        code=said["code"],
        facts=said["facts"],
        unit=said["unit"],
        measure=said["measure"],
        case=tuple(said["case"]),
        where=criteria(one.get("where", []), columns, place),
        numerator=criteria(one.get("numerator", []), columns, place),
        amount=one.get("amount"),
        over=one.get("over"),
        of=one.get("of"),
        published=said["published"],
        needs=tuple(said["needs"]),
        like=said["like"] or id,
        basis=said["basis"],
        cohort=said["cohort"],
        period_rule=said["period_rule"],
        owner=said["owner"],
        version=number,
        valid_from=one["valid_from"],
        valid_until=end,
    )


def _broken(id: str, why: str) -> ReferenceBroken:
    return ReferenceBroken(f"{FILE}: {id}: {why}")
