"""What an indicator gives: the frame of its values, and the one way to add two of them."""

from dataclasses import dataclass
from typing import Any

from dashboard.indicators.facts import RELATIONS
from dashboard.indicators.indicator import Indicator

# Dimensions in which one case may have several keys.
_SEVERAL = frozenset({"sector", "partner", "partner_kind", "town"})


class NotAddable(ValueError):
    """Two numbers that count different things, in different units or in another way."""


class StagesNotAddable(NotAddable):
    """An intention, an MoU and a contract are not one number, and neither are applications, approvals and arrivals."""


@dataclass(frozen=True)
class Values:
    """The frame: one row a combination of `by`, with `value`; for a rate `numerator` and `denominator`; for a sum or
    median `cases` and `known`, the number of cases whose amount the record states; for published figures `since` and
    `as_at`.

    `suppressed` is True, and the value None, where it may be about too few people (`suppression.py`).
    A key is None where the record does not say. `is_example` is true when any row behind the values is made-up data.
    `indicator` says by which version of the definition.
    """

    indicator: Indicator
    by: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    @property
    def total(self) -> float | int | None:
        """The one value of a frame that is not split."""
        assert not self.by, "a total of distinct things is never a sum of its parts"
        return self.rows[0]["value"] if self.rows else None

    @property
    def is_suppressed(self) -> bool:
        """Whether the one value of a frame that is not split may be about too few people, and is not shown."""
        assert not self.by
        return any(row.get("suppressed", False) for row in self.rows)

    @property
    def is_example(self) -> bool:
        """Whether made-up rows are among those counted."""
        return any(row["is_example"] for row in self.rows)

    @property
    def overlaps(self) -> bool:
        """Whether one case may be in several rows, so that they add up to more than the total, which is distinct."""
        once = set(RELATIONS[self.indicator.facts].once)
        if "partner" in self.indicator.case:
            once |= {"partner", "partner_kind"}
        return bool(set(self.by) & (_SEVERAL - once))


def add(one: Values, other: Values) -> float | int | None:
    """The sum of two totals that count the same kind of thing, such as persons in both directions.

    None is nothing known: it adds nothing. Raises `StagesNotAddable` for different stages or measures of people, and
    `NotAddable` for whatever else is not alike, for rates and medians, and for frames that are split.
    """
    first, second = one.indicator, other.indicator
    if first.like != second.like:
        is_steps = first.topic == second.topic and first.unit == second.unit and first.topic != "visits"
        raise (StagesNotAddable if is_steps else NotAddable)(f"{first.id} + {second.id}")
    if (first.unit, first.measure) != (second.unit, second.measure) or first.measure not in ("count", "sum"):
        raise NotAddable(f"{first.id} + {second.id}: {first.unit}, {first.measure}")
    if one.by or other.by:
        raise NotAddable(f"{first.id} + {second.id}: split by {', '.join((*one.by, *other.by))}")
    known = [value for value in (one.total, other.total) if value is not None]
    return sum(known) if known else None
