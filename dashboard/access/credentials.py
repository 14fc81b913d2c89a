"""Whether a name and a password open an account; wrong ones are counted, and cost as much for a name nobody has."""

from dashboard.access import failures, passwords
from dashboard.access.accounts import Account, account, change
from dashboard.text import t
from etl import audit
from etl.errors import CooperationError
from etl.policy import POLICY

UNKNOWN = "-"  # in the audit log; what was typed as a name may have been a password


class Refused(CooperationError):
    """Nobody is signed in; carries the HTTP status, and the failures in a row that led to it."""

    def __init__(self, status: int, message: str, failures: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.failures = failures


def checked(name: str, password: str, language: str) -> Account:
    """The account that name and password open. Raises `Refused`; one password is looked at, whoever it is."""
    minutes = failures.locked_minutes(name)
    if minutes:
        raise Refused(429, t("sign_in.locked", language, minutes=minutes))
    # Counted before it is known to be wrong: many tries at the same time are many.
    number = failures.count_attempt(name)
    who = account(name)
    kept = who.password if who and not who.is_disabled else None
    if not passwords.is_right(kept, password) or who is None:
        audit.record("sign_in_failed", who.name if who else UNKNOWN, who.name if who else UNKNOWN, failures=number)
        if POLICY.failures_before_lock and number >= POLICY.failures_before_lock:
            raise Refused(429, t("sign_in.locked", language, minutes=POLICY.lock_minutes), number)
        raise Refused(401, t("sign_in.wrong", language), number)
    failures.forget(name)
    if passwords.is_outdated(who.password):
        return change(name, ends_sessions=False, password=passwords.hashed(password))
    return who
