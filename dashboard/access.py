"""Who may do what: the roles, in order, and the role behind a request."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """A reader's role; each has all rights of the one before."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether this role has the rights of the other one."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


def role_of(scope: Mapping[str, Any]) -> Role:
    """The role behind a request or a connection, from its ASGI scope.

    There is no sign-in yet, and whoever cannot say who they are may look and nothing more.
    """
    return Role.VIEWER


def may_upload(scope: Mapping[str, Any]) -> bool:
    return role_of(scope).includes(Role.ANALYST)
