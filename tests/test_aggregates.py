"""No number for people is computed outside `dashboard/indicators`: no page, panel or chart adds, averages or counts."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = [
    ROOT / "app.py",
    *(ROOT / "pages").rglob("*.py"),
    *(path for path in (ROOT / "dashboard").rglob("*.py") if "indicators" not in path.relative_to(ROOT).parts),
]
FUNCTIONS = {"sum", "fsum", "mean", "fmean", "median", "mode", "quantiles", "stdev", "prod", "accumulate"}
METHODS = {"sum", "mean", "median", "groupby", "agg", "aggregate", "pivot_table", "cumsum", "nunique", "value_counts"}
MODULES = {"statistics", "pandas", "numpy", "polars", "duckdb"}
SQL = re.compile(r"\b(?:sum|count|avg|mean|median|min|max)\s*\(.*\bfrom\b|\bgroup\s+by\b", re.IGNORECASE | re.DOTALL)
# File → functions that add up sizes and places on the paper, or put things in order: numbers that nobody is shown.
LAYOUT = {
    "dashboard/charts/fit.py": {"ems"},  # widths of characters
    "dashboard/charts/funnel_bars.py": {"funnel_bars"},  # widths of columns
    "dashboard/charts/heat.py": {"_slots"},  # places of cells
    "dashboard/charts/stacked_columns.py": {"_sums"},  # heights of columns
    "dashboard/charts/stage_bar.py": {"stage_bar"},  # lengths of bars
    "dashboard/panels/schemes.py": {"yearly_approvals"},  # the order of a stack
}
# The one cache of open versions, and what looks names and texts up.
DOORS = re.compile(r"dashboard/(?:warehouse\.py|search/)")


def is_value(node):
    """`row["value"]`, `values.total`: what an indicator gives."""
    return any(
        (isinstance(n, ast.Attribute) and n.attr == "total") or (isinstance(n, ast.Constant) and n.value == "value")
        for n in ast.walk(node)
    )


def aggregates(tree):
    """(function, expression) of every place where values become one value."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in ast.walk(tree):
        if said := _aggregate(node):
            within = [
                one.name for one in functions if one.lineno <= getattr(node, "lineno", 0) <= (one.end_lineno or 0)
            ]
            yield (within[-1] if within else ""), said


def _aggregate(node):
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        return next((name for name in names if name.partition(".")[0] in MODULES), None)
    if isinstance(node, ast.Call):
        named = getattr(node.func, "id", None)
        is_one = named in FUNCTIONS or getattr(node.func, "attr", None) in METHODS
        return ast.unparse(node) if is_one or (named in ("min", "max") and _is_shown(node)) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return ast.unparse(node) if is_value(node.left) and is_value(node.right) else None
    return node.value if isinstance(node, ast.Constant) and SQL.search(str(node.value)) else None


def _is_shown(call):
    """The largest of values is an aggregate; which of several things has it is not: that is an order."""
    return not any(keyword.arg == "key" for keyword in call.keywords) and any(
        is_value(argument.elt if isinstance(argument, ast.GeneratorExp | ast.ListComp) else argument)
        for argument in call.args
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_computed_here(path):
    name = path.relative_to(ROOT).as_posix()
    if DOORS.match(name):
        return
    found = list(aggregates(ast.parse(path.read_text(encoding="utf-8"))))
    said = [expression for function, expression in found if function not in LAYOUT.get(name, ())]
    assert said == [], "ask an indicator (reader.values) instead"


@pytest.mark.parametrize("name", LAYOUT)
def test_every_exception_is_one(name):
    found = {function for function, _ in aggregates(ast.parse((ROOT / name).read_text(encoding="utf-8")))}
    assert LAYOUT[name] <= found


@pytest.mark.parametrize(
    "line",
    [
        "persons = sum(row['value'] for row in rows)",
        "most = max(row['value'] for row in rows)",
        "both = reader.values('mous').total + reader.values('contracts').total",
        "half = median(known)",
        "frame.groupby('sector').size()",
        "frame['value'].mean()",
        "import pandas",
        "from statistics import mean",
        "sql = 'select count(*) from visits'",
        "sql = 'select sector from visits group by sector'",
    ],
)
def test_an_aggregate_is_seen(line):
    assert list(aggregates(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "best = max(rows, key=lambda row: row['value'])",
        "room = max(12, size - 1)",
        "change = now.total - before.total",
        "shown = len(rows)",
        "text = 'counted from the first day'",
        "label = name + unit",
    ],
)
def test_what_is_no_aggregate_is_left_alone(line):
    assert not list(aggregates(ast.parse(line)))
