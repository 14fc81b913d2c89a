"""`python -m dashboard.access`: local accounts."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import Any

import orjson

from dashboard.access import accounts, failures, passwords
from dashboard.access.accounts import Account, AccountRefused
from dashboard.access.roles import Role
from etl import audit
from etl.errors import CooperationError
from etl.messages import message
from etl.reference import names


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say; 0 done, 1 it could not be done, 2 wrong arguments."""
    options = parse(arguments)
    try:
        DO[options.command](options)
    except CooperationError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.access", description="Accounts of those who sign in.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = _command(commands, "add", "make an account; asks for its password")
    add.add_argument("--role", required=True, type=Role, choices=list(Role), metavar="ROLE", help=", ".join(Role))
    add.add_argument("--partner", default="", metavar="BODY", help="for the role partner: the body's standard name")
    add.add_argument("--email", default="", metavar="ADDRESS", help="for sign-in through a provider; needs no password")
    listed = commands.add_parser("list", help="show all accounts")
    listed.add_argument("--json", action="store_true", help="as JSON")
    _command(commands, "disable", "end its sessions and let nobody sign in with it")
    _command(commands, "enable", "let it sign in again, also when it is locked after wrong passwords")
    password = _command(commands, "password", "set another password, end all its sessions, unlock it")
    for command in (add, password):
        command.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    role = _command(commands, "role", "give it another role and end all its sessions")
    role.add_argument("role", type=Role, choices=list(Role), metavar="ROLE", help=", ".join(Role))
    role.add_argument("--partner", default="", metavar="BODY", help="for the role partner: the body's standard name")
    _command(commands, "sign-out", "end all its sessions")
    return parser.parse_args(arguments)


def _command(commands: Any, name: str, said: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=said)
    command.add_argument("name", metavar="NAME")
    return command


def _add(options: argparse.Namespace) -> None:
    partner = _partner(options.role, options.partner)
    typed = _password(options, is_needed=not options.email)
    kept = passwords.hashed(typed) if typed else ""
    accounts.add(Account(options.name, options.role, partner, options.email, kept))
    _record("add", options.name, role=options.role)


def _list(options: argparse.Namespace) -> None:
    shown = [
        {
            "name": one.name,
            "role": one.role,
            "partner": one.partner or None,
            "email": one.email or None,
            "is_disabled": one.is_disabled,
            "added_at": one.added_at,
        }
        for one in accounts.accounts()
    ]
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(shown, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        for one in shown:
            state = "disabled" if one["is_disabled"] else ""
            print("\t".join(str(it or "") for it in (one["name"], one["role"], one["partner"], one["email"], state)))


def _password_of(options: argparse.Namespace) -> None:
    if accounts.account(options.name) is None:
        raise AccountRefused(message("account_unknown", seen=options.name[:64]))
    accounts.change(options.name, password=passwords.hashed(_password(options, is_needed=True)))
    failures.forget(options.name)
    _record("password", options.name)


def _role(options: argparse.Namespace) -> None:
    accounts.change(options.name, role=options.role, partner=_partner(options.role, options.partner))
    _record("role", options.name, role=options.role)


def _switch(options: argparse.Namespace) -> None:
    accounts.change(options.name, is_disabled=options.command == "disable")
    failures.forget(options.name)
    _record(options.command, options.name)


def _sign_out(options: argparse.Namespace) -> None:
    accounts.change(options.name)
    _record("sign-out", options.name)


def _password(options: argparse.Namespace, *, is_needed: bool) -> str:
    """What was typed, or "" where an account needs none. Raises `AccountRefused` for a password that is not taken."""
    try:
        if options.password_stdin:
            typed = sys.stdin.readline().rstrip("\r\n")
        elif is_needed or sys.stdin.isatty():
            typed = getpass.getpass()
            if typed != getpass.getpass("Again: "):
                raise AccountRefused(message("password_differs"))
        else:
            typed = ""
    except (EOFError, UnicodeError):
        typed = ""
    if not typed:
        if is_needed:
            raise AccountRefused(message("password_missing"))
        return ""
    refused = passwords.refusal(typed, options.name)
    if refused:
        raise AccountRefused(message(refused))
    return typed


def _partner(role: Role, partner: str) -> str:
    if role is not Role.PARTNER:
        if partner:
            raise AccountRefused(message("account_partner_only"))
        return ""
    if partner not in set(names("partners").canonical.values()):
        raise AccountRefused(message("account_partner", seen=partner[:64]))
    return partner


def _record(what: str, name: str, **detail: Any) -> None:
    audit.record("account", getpass.getuser(), name, what=what, **detail)


DO = {
    "add": _add,
    "list": _list,
    "disable": _switch,
    "enable": _switch,
    "password": _password_of,
    "role": _role,
    "sign-out": _sign_out,
}

if __name__ == "__main__":
    sys.exit(main())
