"""Who has an account: kept in one private file, which the command and the server both read and change."""

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard.access.person import NOBODYS_NAMES
from dashboard.access.private_file import PrivateFile
from dashboard.access.roles import Role
from etl.clock import now
from etl.errors import CooperationError
from etl.messages import message

_NAME = re.compile(r"[\w.+-]([\w.@+ -]{0,62}[\w.+-])?")
_EMAIL = re.compile(r"[^\s@<>\"]{1,120}@[^\s@<>\"]{1,120}")
_file = PrivateFile("accounts.json")


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in, by password, by e-mail address at a provider, or both.

    `generation` counts what ended all sessions of the account: a session holds while it has the same.
    """

    name: str
    role: Role
    partner: str = ""
    email: str = ""
    password: str = ""
    is_disabled: bool = False
    generation: int = 1
    added_at: str = ""


class AccountRefused(CooperationError):
    """An account cannot be made or changed like that."""


def accounts() -> list[Account]:
    """All accounts, by name."""
    held = _file.read()
    return [_account(held[key]) for key in sorted(held)]


def any_account() -> bool:
    """Whether an office has accounts at all, disabled ones included."""
    return bool(_file.read())


def account(name: str) -> Account | None:
    """The account of that name, in whatever letter case and width it was typed."""
    found = _file.read().get(account_key(name))
    return _account(found) if found else None


def account_of_email(email: str) -> Account | None:
    """The account that a provider's person with this address has."""
    wanted = email.strip().casefold()
    return next((one for one in accounts() if wanted and one.email.casefold() == wanted), None)


def add(new: Account) -> None:
    """Makes a new account. Raises `AccountRefused` for a name or address that is no good or is taken."""
    if not _NAME.fullmatch(new.name) or account_key(new.name) in NOBODYS_NAMES:
        raise AccountRefused(message("account_name", seen=new.name[:64]))
    with _file.changing() as held:
        if account_key(new.name) in held:
            raise AccountRefused(message("account_taken", seen=new.name))
        _check_email(new.email, held)
        held[account_key(new.name)] = asdict(replace(new, added_at=now()))


def change(name: str, *, ends_sessions: bool = True, **changes: Any) -> Account:
    """Changes an account, and ends all its sessions. Raises `AccountRefused` when there is none of that name."""
    with _file.changing() as held:
        if account_key(name) not in held:
            raise AccountRefused(message("account_unknown", seen=name[:64]))
        old = _account(held[account_key(name)])
        changed = replace(old, **changes, generation=old.generation + ends_sessions)
        held[account_key(name)] = asdict(changed)
    return changed


def account_key(name: str) -> str:
    """What two spellings of a name have in common."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _account(held: dict[str, Any]) -> Account:
    return Account(**{**held, "role": Role(held["role"])})


def _check_email(email: str, held: dict[str, Any]) -> None:
    if not email:
        return
    if not _EMAIL.fullmatch(email):
        raise AccountRefused(message("account_email", seen=email[:64]))
    if any(one["email"].casefold() == email.casefold() for one in held.values()):
        raise AccountRefused(message("account_taken", seen=email))
