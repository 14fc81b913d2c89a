"""The README names every command, every option of the server and every address; what it promises is there."""

import argparse
import re
from pathlib import Path

import pytest

from dashboard import serve
from dashboard.navigation import PAGES
from etl import __main__ as etl_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that `python -m etl` knows, asked of its own parser."""
    found: list[str] = []
    add = argparse._SubParsersAction.add_parser

    def note(self, name, **options):
        found.append(name)
        return add(self, name, **options)

    monkeypatch.setattr(argparse._SubParsersAction, "add_parser", note)
    with pytest.raises(SystemExit):
        etl_commands.main(["--help"])
    return found


def test_every_etl_command(monkeypatch, capsys):
    found = commands_of(monkeypatch)
    assert found == [
        "check",
        "load",
        "loads",
        "undo",
        "redo",
        "reviews",
        "decide",
        "decisions",
        "revoke",
        "verify",
        "audit",
        "template",
        "repair",
    ]
    for name in found:
        assert f"python -m etl {name}" in README


def test_every_option_of_the_server(capsys):
    with pytest.raises(SystemExit):
        serve.parse(["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert options == {"--port", "--address", "--empty", "--viewers-without-sign-in"}
    for option in options:
        assert option in README


def test_every_make_target():
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    for target in set(targets[1].split()) - {"clean"}:
        assert f"make {target}" in README


def test_every_file_it_points_at():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_no_page_stands_directly_in_pages():
    assert not list((ROOT / "pages").glob("*.py"))
    assert {path.stem for path in (ROOT / "pages").glob("*/*.py")} == {page for _, page, _ in PAGES}
