"""Passwords: which are taken, how they are kept (argon2id, RFC 9106), and whether one is right."""

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# NIST SP 800-63B: length counts and what everybody tries first is refused; no rule about kinds of characters.
SHORTEST, LONGEST = 10, 200
hasher = PasswordHasher()
# What is computed with for somebody unknown; of a password that nobody knows, at the hasher's cost.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$e+8JMWE6/T1a6TCASdLfpg$J0Nm38UIK9xyL/BJ/FZVWpRnbR2NOsC1uLEb5a5Aato"


def refusal(password: str, name: str) -> str | None:
    """The code of the sentence (`etl.messages`) that says why this password is not taken; None when it is."""
    password = _plain(password)
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    folded = password.casefold()
    if folded in common() or len(set(folded)) < 4 or folded.replace(_plain(name).casefold(), "").strip() == "":
        return "password_common"
    return None


def hashed(password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(_plain(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether `kept` is kept of this password. Without `kept` as much is computed, and the answer is no."""
    try:
        return hasher.verify(kept or NOBODYS, _plain(password)[: LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was kept in a weaker way than today's."""
    return hasher.check_needs_rehash(kept)


@cache
def common() -> frozenset[str]:
    """Those tried first by everybody who guesses, from `SHORTEST` characters on."""
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


def _plain(password: str) -> str:
    # The same password typed on another keyboard can come as other characters that look the same.
    return unicodedata.normalize("NFKC", password)
