"""The roles, in order."""

from enum import StrEnum


class Role(StrEnum):
    """A reader's role; each has all rights of the one before. A partner body sees its own records only."""

    PARTNER = "partner"
    VIEWER = "viewer"
    ANALYST = "analyst"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether this role has the rights of the other one."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)
