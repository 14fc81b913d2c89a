"""Who is behind a request or a run of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.access.roles import Role

# Where the guard leaves the identity that it has established, in the ASGI scope.
SCOPE_KEY = "cooperation.identity"


@dataclass(frozen=True)
class Identity:
    """Somebody who may look: their name in the record of what was done, their role, and for a partner body its name.

    `is_alone`: there are no accounts, so nobody else could approve what this person proposes.
    """

    name: str
    role: Role
    partner: str = ""
    is_alone: bool = False


LOCAL = Identity("local", Role.ANALYST, is_alone=True)


def identity_of(scope: Mapping[str, Any]) -> Identity | None:
    """Who is behind a request or a connection; None when nobody has said who they are."""
    found = scope.get(SCOPE_KEY, LOCAL)
    return found if isinstance(found, Identity) else None


def current_identity() -> Identity:
    """Who is behind this run of a page, asked anew at each run."""
    return LOCAL
