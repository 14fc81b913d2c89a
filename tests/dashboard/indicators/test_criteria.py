"""The vocabulary of definitions: whatever an office writes becomes a condition with bound values, or is refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.indicators.criteria import Criterion, criteria, criteria_sql
from dashboard.indicators.facts import columns_of
from etl.errors import ReferenceBroken

COLUMNS = columns_of("stages")


@pytest.mark.parametrize(
    ("written", "sql", "bound"),
    [
        ({"column": "stage", "in": ["intent", "mou"]}, "(list_contains($x_0, stage))", {"x_0": ["intent", "mou"]}),
        (
            {"column": "reached_stages", "any": ["landed"]},
            "(list_has_any(reached_stages, $x_0))",
            {"x_0": ["landed"]},
        ),
        ({"column": "partners", "filled": True}, "(len(partners) > 0)", {}),
        ({"column": "partners", "filled": False}, "(len(partners) = 0)", {}),
        ({"column": "is_example", "is": True}, "(is_example is true)", {}),
        ({"column": "is_example", "is": False}, "(is_example is not true)", {}),
        ({"column": "day", "until": "as_of"}, "(day <= $on)", {}),
        (
            {"column": "contract_date", "after": "day", "days": 180},
            "(contract_date between day and day + $x_0::integer)",
            {"x_0": 180},
        ),
    ],
)
def test_each_condition_as_sql(written, sql, bound):
    values = {}
    assert criteria_sql(criteria([written], COLUMNS, "x"), values, "x") == sql
    assert values == bound


def test_all_hold_together_and_none_is_always_true():
    two = (Criterion("partners", "filled", True), Criterion("is_example", "is", False))
    assert criteria_sql(two, {}, "x") == "(len(partners) > 0) and (is_example is not true)"
    assert criteria_sql((), {}, "x") == "true"


PLAIN = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(), some.dates(),
    some.sampled_from([*COLUMNS, "as_of", "1=1", "day) or (true", "'"]),
)  # fmt: skip
KEYED = some.dictionaries(some.text(), PLAIN, max_size=2)
ANY = some.recursive(PLAIN, lambda inner: some.lists(inner, max_size=3)) | KEYED
CONDITION = some.dictionaries(
    some.sampled_from(["column", "in", "any", "filled", "is", "until", "after", "days", "sql"]), ANY, max_size=4
)
SHAPE = re.compile(r"true|(?:(?: and )?\((?:[a-z_]+\()?[a-z_$0-9, ]+\)?(?: (?:[<>]=?|=|is|between)[a-z_$0-9:+ ]+)?\))+")


@given(written=some.lists(CONDITION, max_size=3) | ANY)
@settings(max_examples=50, derandomize=True, deadline=None)
def test_anything_else_is_refused_in_one_sentence(written):
    try:
        found = criteria(written, COLUMNS, "indicators.toml: x")
    except ReferenceBroken as refused:
        assert str(refused).startswith("indicators.toml: x: ")
    else:
        assert all(one.column in COLUMNS for one in found)
        assert SHAPE.fullmatch(criteria_sql(found, {}, "x"))


@given(value=some.text(min_size=1), days=some.integers(0, 99_999))
@settings(max_examples=50, derandomize=True, deadline=None)
def test_a_value_never_becomes_sql(value, days):
    written = [
        {"column": "stage", "in": [value]},
        {"column": "reached_stages", "any": [value]},
        {"column": "contract_date", "after": "day", "days": days},
    ]
    bound = {}
    sql = criteria_sql(criteria(written, COLUMNS, "x"), bound, "x")
    assert sql == (
        "(list_contains($x_0, stage)) and (list_has_any(reached_stages, $x_1))"
        " and (contract_date between day and day + $x_2::integer)"
    )
    assert bound == {"x_0": [value], "x_1": [value], "x_2": days}
