"""Texts in CSV files, where only a sign in front keeps a spreadsheet from calculating what a text says.

The sign is an apostrophe, and what reads such a file again takes it away: `unguarded(guarded(text)) == text` for every
text, also for one that begins with an apostrophe itself.
"""

import re

# Signs that begin a formula, the wide ones in Chinese spreadsheets; blanks and what cannot be seen may stand before.
_ACTS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_BEFORE = (
    r"[\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff]"
)
_ACTING = re.compile(rf"'*{_BEFORE}*{_ACTS}")
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?%?|-?\d+(\.\d+)?%?")


def is_number(text: str) -> bool:
    """Whether it is a number as people read it: 1,286 and 64.3%. With a unit behind it, it is text."""
    return _NUMBER.fullmatch(text) is not None


def guarded(text: str) -> str:
    """The text as it is written into a CSV file."""
    return f"'{text}" if _ACTING.match(text) and not is_number(text) else text


def unguarded(text: str) -> str:
    """The text that was written so; a text that nobody guarded is itself."""
    return text[1:] if text[:1] == "'" and _ACTING.match(text) else text
