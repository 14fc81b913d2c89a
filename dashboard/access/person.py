"""Somebody who may look: their name, role, and for a partner body which one."""

from dataclasses import dataclass

from dashboard.access.roles import Role


@dataclass(frozen=True)
class Identity:
    """Somebody who may look: their name in the record of what was done, their role, and for a partner body its name.

    `is_alone`: there are no accounts, so nobody else could approve what this person proposes.
    """

    name: str
    role: Role
    partner: str = ""
    is_alone: bool = False


# Whoever sits at a machine that nobody else can reach, while there are no accounts.
LOCAL = Identity("local", Role.ANALYST, is_alone=True)
# Whoever can open the page, where an office lets viewers in without sign-in.
VISITOR = Identity("visitor", Role.VIEWER)
# The server's own sessions: pages drawn ahead, the weekly export.
SERVER = Identity("server", Role.VIEWER)
NOBODYS_NAMES = frozenset(person.name for person in (LOCAL, VISITOR, SERVER))
