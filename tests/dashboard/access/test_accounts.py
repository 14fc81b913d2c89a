"""Accounts: the command, the file they lie in, and names."""

import json
import os
import stat
import subprocess
import sys

import pytest

from dashboard.access import __main__ as command
from dashboard.access import accounts, failures, passwords
from dashboard.access.accounts import Account, AccountRefused
from dashboard.access.private_file import AccessUnreadable, PrivateFile, access_folder
from dashboard.access.roles import Role
from etl import audit
from tests.conftest import ROOT
from tests.dashboard.access.conftest import PASSWORD


def access(*arguments, said=PASSWORD, **environment):
    """`python -m dashboard.access …` with a password on standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.access", *arguments],
        cwd=ROOT,
        env={**os.environ, "LANG": "en_US.UTF-8", **environment},
        input=said + "\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr.strip()


@pytest.fixture
def typed(monkeypatch, capsys):
    """`typed("add", …, said=…)`: the command in this process: exit status, output, what it complained of."""

    def run(*arguments, said=PASSWORD):
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        answers = iter([said, said] if isinstance(said, str) else said)
        monkeypatch.setattr(command.getpass, "getpass", lambda prompt="": next(answers))
        monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
        try:
            status = command.main(arguments)
        except SystemExit as error:
            status = error.code
        shown = capsys.readouterr()
        return status, shown.out, shown.err.strip()

    return run


def test_the_command_in_a_process_of_its_own():
    assert access("add", "陈主任", "--role", "admin", "--password-stdin") == (0, "", "")
    status, shown, _ = access("list", "--json")
    [one] = json.loads(shown)
    assert status == 0
    assert (one["name"], one["role"], one["is_disabled"], one["partner"]) == ("陈主任", "admin", False, None)
    assert access("add", "陈主任", "--role", "viewer", "--password-stdin")[0] == 1
    assert access("add", "x", "--role", "king", "--password-stdin")[0] == 2
    assert access("add", "x", "--role", "viewer", "--password-stdin", said="") == (
        1,
        "",
        "There was no password; type one, or give --email for an account that signs in through a provider",
    )


def test_files_are_their_owners_alone(add):
    add("ana")
    folder = access_folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    held = (folder / "accounts.json").read_text(encoding="utf-8")
    assert "$argon2id$" in held
    assert PASSWORD not in held


def test_every_command(typed):
    assert typed("add", "ana", "--role", "analyst")[0] == 0
    first = accounts.account("ana")
    assert typed("role", "ana", "publisher")[0] == 0
    assert typed("password", "ana", said="another long password")[0] == 0
    assert typed("disable", "ana")[0] == 0
    changed = accounts.account("ana")
    assert (changed.role, changed.is_disabled, changed.generation) == (Role.PUBLISHER, True, first.generation + 3)
    assert passwords.is_right(changed.password, "another long password")
    assert typed("enable", "ana")[0] == 0
    assert typed("sign-out", "ana")[0] == 0
    assert accounts.account("ana").is_disabled is False
    assert accounts.account("ana").generation == first.generation + 5
    done = [(entry["about"], entry["detail"]["what"]) for entry in reversed(audit.entries())]
    assert done == [("ana", what) for what in ("add", "role", "password", "disable", "enable", "sign-out")]
    assert PASSWORD not in (audit.audit_folder() / "log.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", [("enable", "ana"), ("password", "ana")])
def test_the_administrator_unlocks(typed, how):
    typed("add", "ana", "--role", "viewer")
    for _ in range(5):
        failures.count_attempt("ana")
    assert failures.locked_minutes("ana") == 15
    assert typed(*how, said="another long password")[0] == 0
    assert failures.locked_minutes("ana") == 0


@pytest.mark.parametrize("command", ["disable", "enable", "password", "sign-out"])
def test_an_unknown_name_is_said(typed, command):
    status, shown, said = typed(command, "nobody")
    assert (status, shown) == (1, "")
    assert "“nobody”" in said


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("short", "too short"),
        ("1234567890", "guess"),
        ("PASSWORD123", "guess"),
        ("aaaaaaaaaaaa", "guess"),
        ("somebody88", "guess"),
        ("x" * 201, "too long"),
        (["one long password", "another long password"], "differ"),
        ("", "no password"),
    ],
)
def test_passwords_that_are_not_taken(typed, said, word):
    name = "somebody88"
    status, _, complaint = typed("add", name, "--role", "viewer", said=said)
    assert status == 1
    assert word in complaint
    assert accounts.account(name) is None


def test_common_passwords_are_many_and_none_is_too_short_to_matter():
    assert len(passwords.common()) > 150
    assert all(len(one) >= passwords.SHORTEST for one in passwords.common())


def test_the_body_of_a_partner(typed):
    body = "香港生产力促进局"
    assert "standard name" in typed("add", "hkpc", "--role", "partner")[2]
    assert "standard name" in typed("add", "hkpc", "--role", "partner", "--partner", "生产力局")[2]
    assert typed("add", "hkpc", "--role", "partner", "--partner", body)[0] == 0
    assert accounts.account("hkpc").partner == body
    assert "for the role partner only" in typed("add", "ana", "--role", "viewer", "--partner", body)[2]
    assert typed("role", "hkpc", "viewer")[0] == 0
    assert accounts.account("hkpc").partner == ""


def test_an_account_for_a_provider_needs_no_password(typed):
    assert typed("add", "ana", "--role", "viewer", "--email", "Ana@Example.org", said="")[0] == 0
    assert accounts.account("ana").password == ""
    assert accounts.account_of_email("ana@example.ORG").name == "ana"
    assert accounts.account_of_email("") is None
    assert "has an account" in typed("add", "bo", "--role", "viewer", "--email", "ana@example.org", said="")[2]
    assert "no e-mail" in typed("add", "bo", "--role", "viewer", "--email", "not an address", said="")[2]


@pytest.mark.parametrize(
    "name", ["", " ana", "ana ", "a\nb", "local", "VISITOR", "server", "x" * 65, "<b>", "../x", "a,b"]
)
def test_names_that_cannot_be(name):
    with pytest.raises(AccountRefused):
        accounts.add(Account(name, Role.VIEWER))


def test_a_name_is_the_same_in_other_letters(add):
    add("Ana Chan")
    assert accounts.account(" ａｎａ chan ").name == "Ana Chan"
    with pytest.raises(AccountRefused):
        accounts.add(Account("ANA CHAN", Role.VIEWER))


def test_a_damaged_file_lets_nobody_in(add):
    add("ana")
    (access_folder() / "accounts.json").write_text("[1", encoding="utf-8")
    with pytest.raises(AccessUnreadable, match=r"accounts\.json"):
        accounts.account("ana")
    (access_folder() / "accounts.json").write_text("[]", encoding="utf-8")
    with pytest.raises(AccessUnreadable):
        accounts.any_account()


def test_a_change_that_fails_changes_nothing():
    file = PrivateFile("one.json")
    with file.changing() as held:
        held["kept"] = 1
    with pytest.raises(RuntimeError), file.changing() as held:
        held["kept"] = 2
        raise RuntimeError
    assert PrivateFile("one.json").read() == {"kept": 1}
    assert [path.name for path in access_folder().iterdir() if path.name.startswith(".")] == []


def test_another_process_is_heard_at_once():
    ours, theirs = PrivateFile("one.json"), PrivateFile("one.json")
    for number in range(3):
        with theirs.changing() as held:
            held["number"] = number
        assert ours.read() == {"number": number}
