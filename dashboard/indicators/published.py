"""Published figures overlap in time, by scheme, by class: which may be added without counting anybody twice."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

# A figure without one of these is about all of them.
CLASSES = ("sectors", "published_sector", "partners", "towns")
Figure = Mapping[str, Any]


def countable(
    figures: Sequence[Figure], parents: Mapping[str, str], by: Sequence[str], *, is_series: bool
) -> list[str]:
    """The ids of figures no two of which overlap.

    A figure that contains another stands for it. Of two that overlap in part, the one that says more stands: the larger
    headcount, where a figure is held to be at least as large as every figure it contains. Split by scheme, only figures
    of one scheme are compared. `is_series`: a total over schemes is a series of its own, beside which its schemes'
    figures of other years do not count either; not so where the years stand side by side.
    """
    lines = {figure["scheme"]: _line(figure["scheme"], {} if "scheme" in by else parents) for figure in figures}
    weights = _weights(figures, lines)
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (-weights[figure["id"]], *_narrowness(figure, lines))):
        if not any(_overlap(figure, other, lines, is_series) for other in kept):
            kept.append(figure)
    return [figure["id"] for figure in kept]


def _weights(figures: Sequence[Figure], lines: Mapping[str | None, tuple[str | None, ...]]) -> dict[str, int]:
    """The largest headcount that lies within each figure, its own included."""
    ordered = sorted(figures, key=lambda figure: figure["day"])
    days = [figure["day"] for figure in ordered]
    found = {}
    for figure in figures:
        # Only what begins within the figure can lie within it.
        inside = ordered[bisect_left(days, figure["day"]) : bisect_right(days, figure["last_day"])]
        headcounts = (other["headcount"] for other in inside if _contains(figure, other, lines))
        found[figure["id"]] = max(headcounts, default=figure["headcount"])
    return found


def _line(scheme: str | None, parents: Mapping[str, str]) -> tuple[str | None, ...]:
    """The scheme and those it is part of, outwards."""
    line = [scheme]
    while (parent := parents.get(line[-1] or "")) and parent not in line:
        line.append(parent)
    return tuple(line)


def _narrowness(figure: Figure, lines: Mapping[str | None, tuple[str | None, ...]]) -> tuple[Any, ...]:
    classes = sum(1 for column in CLASSES if figure[column])
    days = (figure["last_day"] - figure["day"]).days
    return len(lines[figure["scheme"]]), classes, -days, -figure["last_day"].toordinal(), figure["id"]


def _contains(broad: Figure, fine: Figure, lines: Mapping[str | None, tuple[str | None, ...]]) -> bool:
    if fine["day"] < broad["day"] or fine["last_day"] > broad["last_day"]:
        return False
    if broad["scheme"] not in lines[fine["scheme"]]:
        return False
    return all(not broad[column] or broad[column] == fine[column] for column in CLASSES)


def _overlap(one: Figure, other: Figure, lines: Mapping[str | None, tuple[str | None, ...]], is_series: bool) -> bool:
    is_apart = bool(one["last_day"] < other["day"] or other["last_day"] < one["day"])
    if is_apart and (one["scheme"] == other["scheme"] or not is_series):
        return False
    if one["scheme"] not in lines[other["scheme"]] and other["scheme"] not in lines[one["scheme"]]:
        return False
    return all(_same_class(one[column], other[column]) for column in CLASSES)


def _same_class(one: Any, other: Any) -> bool:
    """Whether two classes share people; a figure without the class is about all of its values."""
    if not one or not other:
        return True
    return bool(set(one) & set(other)) if isinstance(one, list) else bool(one == other)
