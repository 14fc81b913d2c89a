"""The small vocabulary in which definitions say what they count, and the SQL that it becomes.

Definitions are data that an office edits: a column is looked up among those that a relation has, a value is bound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.errors import ReferenceBroken

AS_OF = "as_of"
Value = tuple[str, ...] | bool | str | int


@dataclass(frozen=True)
class Criterion:
    """One condition on a fact: `column` stands in `test` to `value`; all criteria of a definition hold together.

    Tests: `in` (one of these texts), `any` (the list holds one of these texts), `filled` (yes or no), `is` (yes or no),
    `until` (not after the day asked about), `after` with `days` (from the other column's day to that many days later).
    """

    column: str
    test: str
    value: Value
    days: int = 0


_KINDS = {"in": "text", "any": "texts", "filled": "texts", "is": "flag", "until": "date", "after": "date"}


def criteria(written: Any, columns: Mapping[str, str], place: str) -> tuple[Criterion, ...]:
    """Reads the list of conditions of a definition; `columns` says which there are and of which kind.

    Raises `ReferenceBroken` naming `place` for whatever is not in the vocabulary.
    """
    if not isinstance(written, list):
        raise ReferenceBroken(f"{place}: a list of conditions is needed")
    return tuple(_criterion(one, columns, place) for one in written)


def _criterion(written: Any, columns: Mapping[str, str], place: str) -> Criterion:
    tests = [name for name in written if name in _KINDS] if isinstance(written, dict) else []
    if len(tests) != 1 or set(written) - {"column", "days", tests[0]}:
        raise ReferenceBroken(f"{place}: a condition is a column and one of {', '.join(_KINDS)}")
    test, column, value, days = tests[0], written.get("column"), written[tests[0]], written.get("days", 0)
    if not isinstance(column, str) or columns.get(column) != _KINDS[test]:
        raise ReferenceBroken(f"{place}: {test} does not apply to a column {column!r}")
    if not _fits(test, value, columns) or type(days) is not int or not 0 <= days < 100_000:
        raise ReferenceBroken(f"{place}: {column} {test} {value!r} is no condition")
    return Criterion(column, test, tuple(value) if isinstance(value, list) else value, days)


def _fits(test: str, value: Any, columns: Mapping[str, str]) -> bool:
    if test in ("in", "any"):
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    if test in ("filled", "is"):
        return isinstance(value, bool)
    return bool(value == AS_OF if test == "until" else isinstance(value, str) and columns.get(value) == "date")


_SQL: dict[str, Callable[[Criterion, str], str]] = {
    "in": lambda one, bound: f"list_contains(${bound}, {one.column})",
    "any": lambda one, bound: f"list_has_any({one.column}, ${bound})",
    "filled": lambda one, _: f"len({one.column}) {'>' if one.value else '='} 0",
    "is": lambda one, _: f"{one.column} is {'true' if one.value else 'not true'}",
    "until": lambda one, _: f"{one.column} <= $on",
    "after": lambda one, bound: f"{one.column} between {one.value} and {one.value} + ${bound}::integer",
}


def criteria_sql(found: Sequence[Criterion], bound: dict[str, Any], name: str) -> str:
    """The criteria as one condition; their values are added to `bound` under `name` and a number.

    `$on`, the day asked about, is the caller's to bind.
    """
    parts = []
    for number, one in enumerate(found):
        key = f"{name}_{number}"
        if one.test in ("in", "any"):
            assert isinstance(one.value, tuple)
            bound[key] = list(one.value)
        elif one.test == "after":
            bound[key] = one.days
        parts.append(f"({_SQL[one.test](one, key)})")
    return " and ".join(parts) or "true"
