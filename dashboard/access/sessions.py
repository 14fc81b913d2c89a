"""Who is signed in: random tokens in browsers, their hashes here. They survive a restart of the server."""

import hashlib
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from dashboard.access.accounts import Account, account
from dashboard.access.private_file import PrivateFile
from etl.policy import POLICY

# More than these of one person: the oldest ends.
MOST_OF_A_PERSON = 20
# Being used is written down this often, so that a restart ends nobody's session for idleness.
WRITE_EVERY = 60.0  # seconds
_CLOCK_BACK = 300.0  # seconds that a clock may be put back without ending sessions


@dataclass(frozen=True)
class Session:
    """A stay: whose, of which generation of the account, when it began and was last used, in seconds since 1970."""

    name: str
    generation: int
    begun: float
    seen: float


class Sessions:
    """All sessions. The key of one is the hash of its token; whoever reads the file can sign in as nobody."""

    def __init__(self) -> None:
        self._file = PrivateFile("sessions.json")
        self._seen: dict[str, float] = {}
        self._written = time.time()
        self._lock = threading.Lock()

    def begin(self, who: Account) -> str:
        """Signs somebody in: the token for their browser, which nobody knew before."""
        token = secrets.token_urlsafe(32)
        moment = time.time()
        with self._file.changing() as held:
            self._forget_ended(held)
            own = sorted((key for key in held if held[key]["name"] == who.name), key=lambda key: held[key]["begun"])
            for key in own[: max(0, len(own) - MOST_OF_A_PERSON + 1)]:
                del held[key]
            held[session_key(token)] = {
                "name": who.name,
                "generation": who.generation,
                "begun": moment,
                "seen": moment,
            }
        return token

    def account(self, key: str) -> Account | None:
        """Who is signed in with a session, as their account stands now; None when the session holds no more."""
        held = self._file.read().get(key)
        if held is None:
            return None
        session = Session(**held)
        who = account(session.name)
        if who is None or who.is_disabled or who.generation != session.generation:
            return None
        return who if self._is_current(key, session) else None

    def touch(self, key: str) -> None:
        """The session is used."""
        if key not in self._file.read():
            return
        with self._lock:
            self._seen[key] = moment = time.time()
            if 0 <= moment - self._written < WRITE_EVERY:
                return
            self._written = moment
        self.write_seen()

    def write_seen(self) -> None:
        """Writes down when sessions were last used."""
        with self._file.changing() as held:
            self._forget_ended(held)
            for key, moment in self._seen.items():
                if key in held:
                    held[key]["seen"] = moment
            self._seen = {key: moment for key, moment in self._seen.items() if key in held}

    def end(self, key: str) -> None:
        """Signs out."""
        with self._file.changing() as held:
            held.pop(key, None)

    def _is_current(self, key: str, session: Session) -> bool:
        moment = time.time()
        seen = max(session.seen, self._seen.get(key, 0.0))
        return (
            session.begun - _CLOCK_BACK <= moment < session.begun + POLICY.session_hours * 3600
            and seen - _CLOCK_BACK <= moment < seen + POLICY.idle_minutes * 60
        )

    def _forget_ended(self, held: dict[str, Any]) -> None:
        for key in [key for key, one in held.items() if not self._is_current(key, Session(**one))]:
            del held[key]


def session_key(token: str) -> str:
    """Under which key a token's session stands."""
    return hashlib.sha256(token.encode()).hexdigest()


SESSIONS = Sessions()
