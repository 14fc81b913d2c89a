"""Small numbers of people: what is told of fewer than the office's minimum, and what the sums say instead.

Let n be `smallest_people` of the office's policy. A record of fewer than n persons stands, in everything that pages and
commands compute, as the same number of persons, `stand_in(n)`, whichever its own number is: nothing that is shown, and
nothing that can be computed from all that is shown under all filters and on all days, depends on it. (Rounding each
figure instead would not do: of ones alone, a sum of four that is "under 5" and one of five that is "5" tell all five.)
A figure that may be about fewer than n persons is not shown at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dashboard.indicators.difference import Difference
from dashboard.indicators.frame import Values
from dashboard.indicators.registry import INDICATORS
from etl.policy import POLICY

# Table → its columns of people, and the condition that a row's number is one of people.
PEOPLE = {
    "visits": (("participants",), "true"),
    "visits_rows": (("participants",), "true"),
    "talent_flows": (("headcount",), "true"),
    "talent_flows_rows": (("headcount",), "true"),
    "published_figures": (("value", "out_of"), "unit in ('persons', 'cases')"),
}

# Columns in which some people are taken from others.
NET = ("signed_headcount",)


def stand_in(smallest: int) -> int:
    """What a record of fewer than `smallest` persons counts as in sums: about the middle of what it may be."""
    return max(1, smallest // 2)


def veiled_sql(table: str, source: str, existing: Iterable[str], smallest: int) -> str:
    """A select of `source` that is like `table`, with the stand-in for every small number of people."""
    columns, condition = PEOPLE[table]
    replaced = [_stand_in_sql(column, condition, smallest) for column in columns if column in set(existing)]
    return f"select * replace ({', '.join(replaced)}) from {source}" if replaced else f"from {source}"


def _stand_in_sql(column: str, condition: str, smallest: int) -> str:
    number = f"try_cast({column} as double)"
    is_small = f"({condition}) and {number} > 0 and {number} < {smallest}"
    return f"case when {is_small} then '{stand_in(smallest)}' else {column} end as {column}"


def is_small(people: float | None) -> bool:
    """Whether a number of people is under the office's minimum, and so not shown. Nobody and not known are not."""
    return people is not None and 0 < abs(people) < POLICY.smallest_people


def without_small(found: Values) -> Values:
    """The frame, with `value` None and `suppressed` True where a figure may be about too few people."""
    smallest = POLICY.smallest_people
    if not smallest:
        return found
    rows = tuple(_row(found, row, smallest) for row in found.rows)
    return found if all(new is old for new, old in zip(rows, found.rows, strict=True)) else replace(found, rows=rows)


def _row(found: Values, row: dict[str, Any], smallest: int) -> dict[str, Any]:
    indicator = found.indicator
    parts, basis = [row["value"]], indicator.basis
    if indicator.measure == "plan":
        # Of a share of a target what was reached is the figure; the target is known.
        of = str(row.get("indicator", indicator.of))
        parts, basis = [row["numerator"]], INDICATORS[of].basis if of in INDICATORS else ""
    elif indicator.measure == "ratio":
        parts = [row["numerator"], row["denominator"]]
    if (
        basis != "persons"
        or row["value"] is None
        or not any(may_be_small(part, row, smallest, is_net=indicator.amount in NET) for part in parts)
    ):
        return row
    return row | dict.fromkeys({"value", "numerator", "denominator"} & set(row)) | {"suppressed": True}


def is_told(found: Difference | None, now: Values) -> bool:
    """Whether a difference may be told: neither of its sides, nor what a cause adds, may be about too few people.

    `now` are the indicator's values at its end, with or without small ones.
    """
    smallest = POLICY.smallest_people
    if not found or not smallest or now.indicator.basis != "persons":
        return True
    if without_small(now).total is None and found.now is not None:
        return False
    if now.indicator.measure != "sum":
        return True
    # How many records the parts are made of is not known here: as many as may still be too few people.
    told = {"known": smallest}
    return not any(
        may_be_small(number, told, smallest) for number in (found.before, *(part.value for part in found.parts))
    )


def may_be_small(number: float | None, row: Mapping[str, Any], smallest: int, *, is_net: bool = False) -> bool:
    """Whether a number of people, made of `row["known"]` records, may be one of fewer than `smallest`.

    It may be made of small records alone, and of fewer than `smallest` of them, which may have one person each. Nobody
    is not few; of a net (`is_net`) both sides are judged by themselves, and its own size here.
    """
    if number is None:
        return False
    known, size = row.get("known") or 0, abs(number)
    if is_net:
        return known > 0 and size < smallest
    return 0 < size < smallest or 0 < size <= min(known, smallest - 1) * stand_in(smallest)
