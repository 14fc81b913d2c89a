"""Who the holder of a session is at this moment, and who somebody without one is."""

from dataclasses import dataclass

from dashboard.access.accounts import any_account
from dashboard.access.person import LOCAL, SERVER, VISITOR, Identity
from dashboard.access.providers import providers
from dashboard.access.sessions import SESSIONS


@dataclass
class Authority:
    """How this process was started.

    `is_local_only`: nobody on another machine can reach it. `is_open`: who is not signed in is a viewer.
    `own_key`: of the server's own session.
    """

    is_local_only: bool = True
    is_open: bool = False
    own_key: str = ""

    def has_sign_in(self) -> bool:
        """Whether there is anything to sign in with: an account or a provider."""
        return any_account() or bool(providers())

    def identity(self, key: str) -> Identity | None:
        """Whose session has this key, or who somebody without one ("") is; None when nobody."""
        if key:
            if key == self.own_key:
                return SERVER
            who = SESSIONS.account(key)
            if who:
                return Identity(who.name, who.role, who.partner)
        if self.is_open:
            return VISITOR
        if self.has_sign_in():
            return None
        return LOCAL if self.is_local_only else None

    def valid(self, key: str) -> str:
        """The key if there is a session of it, else ""."""
        return key if key and (key == self.own_key or SESSIONS.account(key)) else ""


# This process's. Until `dashboard.serve` says otherwise, as on a machine of one's own.
AUTHORITY = Authority()
