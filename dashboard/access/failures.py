"""Wrong passwords in a row lock a name for a while, whether or not there is an account of that name."""

import time
from typing import Any

from dashboard.access.accounts import account, account_key
from dashboard.access.private_file import PrivateFile
from etl.policy import POLICY

# Names that have no account are remembered too, so that a lock tells nobody who has one; no more of them than these.
MOST_UNKNOWN = 500
_file = PrivateFile("failures.json")


def locked_minutes(name: str) -> int:
    """For how many minutes more nobody may try a password under this name; 0 when they may."""
    held = _file.read().get(account_key(name)[:64])
    if not held or not POLICY.failures_before_lock or held["count"] < POLICY.failures_before_lock:
        return 0
    left = held["last"] + POLICY.lock_minutes * 60 - time.time()
    return int(left // 60) + 1 if left > 0 else 0


def count_attempt(name: str) -> int:
    """Counts an attempt as failed before it is known to be: the failures in a row. Many tries at once are many."""
    key = account_key(name)[:64]
    with _file.changing() as held:
        # Asked under the lock: an earlier moment would find what has just been written in the future.
        moment = time.time()
        _forget_old(held, moment)
        found = held.setdefault(key, {"count": 0, "last": moment, "is_known": account(name) is not None})
        found["count"] += 1
        found["last"] = moment
        return int(found["count"])


def forget(name: str) -> None:
    """The password was right: nothing is held against the name."""
    with _file.changing() as held:
        held.pop(account_key(name)[:64], None)


def _forget_old(held: dict[str, Any], moment: float) -> None:
    ended = [key for key, one in held.items() if not 0 <= moment - one["last"] < POLICY.lock_minutes * 60]
    for key in ended:
        del held[key]
    unknown = sorted((key for key, one in held.items() if not one["is_known"]), key=lambda key: held[key]["last"])
    for key in unknown[: max(0, len(unknown) - MOST_UNKNOWN + 1)]:
        del held[key]
