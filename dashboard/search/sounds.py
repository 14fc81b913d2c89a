"""How a Chinese text sounds, and the pattern that finds in it what somebody typed in Latin letters.

The sounds of a text are its characters' readings, a space before each character: 重庆 is " ZhongChongTong Qing". All
readings of a character stand together, each begins with a capital. So one pattern finds whole pinyin, initials and
anything between (chongqing, cq, chongq), whichever reading the writer has in mind: 大涌 is dachong to some, dayong to
others.
"""

import os
import re
from functools import cache

_TYPED = re.compile("[a-z][a-z0-9]*")
_LATIN = re.compile("[a-z0-9]")
# 生产力促进局 is shortened to its 1st, 2nd, 5th and 6th character: scjj.
MOST_LEFT_OUT = 3
SHORTEST_SHORT_FORM = 3


@cache
def _group(character: str) -> str:
    """A character's readings, or itself when it is a Latin letter or digit; nothing for what has no sound."""
    if _LATIN.fullmatch(character):
        return f" {character.upper()}"
    # The library's dictionary of phrases costs 0.1 s and 40 MB. It would choose one reading; here all of them count.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    readings = [reading for readings in found for reading in readings if reading.isascii() and reading.isalpha()]
    # The ü of 女 is typed v in pinyin and written u in passports.
    written = [form for reading in readings for form in (reading, reading.replace("v", "u"))]
    return " " + "".join(dict.fromkeys(form.capitalize() for form in written)) if written else ""


def sounds(folded: str) -> str:
    """The sounds of a folded text; empty when it has no Chinese character, since its letters can be found as such."""
    return "" if folded.isascii() else "".join(map(_group, folded))


def is_typed_sound(folded: str) -> bool:
    """Whether a folded query may be pinyin or initials."""
    return _TYPED.fullmatch(folded) is not None


def sound_pattern(typed: str, *, at_start: bool = False, left_out: int = 0) -> str:
    """The regular expression that finds `typed` (see `is_typed_sound`) in `sounds`, from a character's begin on.

    Each letter goes on in the syllable of the letter before it, or begins the next character's; with `left_out`, that
    of a character up to so many further on. It means the same in Python, RE2 and JavaScript.
    """
    gap = f"(?: [^ ]*){{0,{left_out}}}" if left_out else ""
    following = "".join(f"(?:{letter}|[^ ]*{gap} [^ ]*{letter.upper()})" for letter in typed[1:])
    return f"{'^ [^ ]*' if at_start else ''}{typed[0].upper()}{following}"
