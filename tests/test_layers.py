"""The shape of the house, kept by looking at the imports: they point only downward, and one door leads to a library."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the top down; the first that fits is the layer. What is on one line may use each other, pages and parts may not.
LAYERS = (
    ("export", r"dashboard\.export(?!\.(kept|shots|delivery|schedule)(\.|$))(\.|$)"),
    ("entry", r"dashboard\.(serve|application|warm_up)$"),
    ("app", r"app$"),
    ("pages", r"pages\."),
    # What the export keeps and is set to, which the page of the exports shows and changes.
    ("desk", r"dashboard\.(export|health$|stewardship\.(routes|exports_routes|export_\w+)$)"),
    ("navigation", r"dashboard\.(navigation|rotation)$"),
    (
        "panel",
        r"dashboard\.(panel|panels|profile|wall|card|card_strip|shell|filter_bar|style|drawing|answer|panel_file)(\.|$)",
    ),
    ("reader", r"dashboard\.(?!indicators|charts|text|warehouse|values)\w+(\.|$)"),
    ("warehouse", r"dashboard\.(warehouse|values)$"),
    ("parts", r"dashboard\.(charts|indicators|text)(\.|$)"),
    ("etl", r"etl(\.|$)"),
)
APART = {"pages": r"pages\.\w+\.\w+", "parts": r"dashboard\.\w+"}
DOORS = {
    "duckdb": r"etl\.(warehouse|draft|publish)|dashboard\.warehouse|dashboard\.indicators\.\w+",
    "plotly": r"dashboard\.charts\.\w+",
    "openpyxl": r"etl(\.\w+)*",
    "python_calamine": r"etl(\.\w+)*",
    "playwright": r"dashboard\.export\.shooting\.browser",
    "streamlit": r"app|pages\.\w+\.\w+|dashboard\.(?!charts|indicators|text|values)\w+(\.\w+)*",
}
# Patterns that must match what offices write.
CHINESE_PATTERNS = {"etl/clean/dates.py", "etl/clean/numbers.py", "etl/clean/cells.py"}
FILES = [ROOT / "app.py", *(path for folder in ("dashboard", "etl", "pages") for path in (ROOT / folder).rglob("*.py"))]


def module(path: Path) -> str:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def layer(name: str) -> int | None:
    return next((number for number, (_, pattern) in enumerate(LAYERS) if re.match(pattern, name)), None)


def imports(tree: ast.AST) -> Iterator[str]:
    """What is imported to run; an import for a type annotation alone is none."""
    only_typing = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in only_typing:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node not in only_typing:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_keeps_to_its_layer(path):
    tree, name = ast.parse(path.read_text(encoding="utf-8")), module(path)
    own = layer(name)
    for imported in imports(tree):
        below = layer(imported)
        assert below is None or own is None or below >= own, f"{name} looks up to {imported}"
        if below is not None and below == own and (apart := APART.get(LAYERS[own][0])):
            mine, theirs = re.match(apart, name), re.match(apart, imported)
            assert not mine or not theirs or mine[0] == theirs[0], f"{name} looks sideways to {imported}"
        door = DOORS.get(imported.partition(".")[0])
        assert door is None or re.fullmatch(door, name), f"{name} may not use {imported}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_words_for_readers_stand_in_code(path):
    if path.relative_to(ROOT).as_posix() in CHINESE_PATTERNS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            assert not re.search("[\u4e00-\u9fff]", node.value), f"line {node.lineno}: {node.value}"


def test_no_script_lies_directly_in_pages():
    assert not list((ROOT / "pages").glob("*.py"))
