"""One server with sign-in for all tests that only look; those that fill it up start their own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.security.served import Served, furnish, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server, with everybody's account and nobody's workbooks but the first three visits."""
    with serving(furnish(tmp_path_factory.mktemp("security") / "data")) as running:
        yield running


@pytest.fixture
def account(served: Served, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`account(name, role=…)` makes an account of that name, or changes it, beside the running server."""
    from dashboard.access.accounts import Account, add, change
    from dashboard.access.accounts import account as found
    from dashboard.access.passwords import hashed
    from dashboard.access.roles import Role
    from tests.security.served import PASSWORD

    monkeypatch.setenv("COOPERATION_DATA", str(served.data))

    def make(name: str, role: str = "viewer", **changes: Any) -> None:
        if found(name) is None:
            add(Account(name, Role(role), password=hashed(PASSWORD), **changes))
        else:
            change(name, role=Role(role), **changes)

    return make
