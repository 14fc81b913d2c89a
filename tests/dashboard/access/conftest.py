"""Accounts in the test's own folder, and passwords that cost little to look at."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from dashboard.access import accounts, passwords, sign_in
from dashboard.access.accounts import Account
from dashboard.access.roles import Role
from etl.policy import POLICY, forget_policy

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash takes a microsecond in the place of a tenth of a second; nobody waits for a wrong one."""
    cheap = PasswordHasher.from_parameters(CHEAPEST)
    monkeypatch.setattr(passwords, "hasher", cheap)
    monkeypatch.setattr(passwords, "NOBODYS", cheap.hash("nobody's"))
    monkeypatch.setattr(sign_in, "DELAYS", (0.0,))


@pytest.fixture(autouse=True)
def policy(cheap_passwords: None) -> Iterator[Callable[..., None]]:
    """`policy(lock_minutes=1)`: other settings for this test."""
    forget_policy()
    assert POLICY.session_hours == 12
    yield lambda **settings: POLICY.__dict__.update(settings)
    forget_policy()


@pytest.fixture
def add(cheap_passwords: None) -> Callable[..., Account]:
    """`add("ana", Role.ANALYST)`: an account with the password that all have here."""

    def make(name: str, role: Role = Role.VIEWER, **more: Any) -> Account:
        accounts.add(Account(name, role, **{"password": passwords.hashed(PASSWORD), **more}))
        made = accounts.account(name)
        assert made
        return made

    return make
