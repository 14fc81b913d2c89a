"""One matrix of who may do what; the roles' rights are data, `rights.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from dashboard.access.identity import Identity
from dashboard.access.roles import Role


@cache
def rights() -> dict[str, Role]:
    """Action → the least role that may do it."""
    with Path(__file__).with_name("rights.toml").open("rb") as file:
        return {action: Role(role) for action, role in tomllib.load(file).items()}


def may(identity: Identity | None, action: str) -> bool:
    """Whether somebody may do something. An action that is not listed is a mistake of ours: `KeyError`."""
    least = rights()[action]
    if identity is None:
        return False
    # Where nobody else could approve, what one may propose one may do.
    if identity.is_alone and action in ("edit", "undo_any", "received_any"):
        return identity.role.includes(Role.ANALYST)
    return identity.role.includes(least)
