"""Bytes of a text → the text: every encoding that fits is tried and the one that gives the likeliest text is taken.

A wrong encoding seldom fails: Big5 read as GB18030 is a text of rare characters. So candidates are compared by how
common their characters are and by the headings that are known among their first lines.
"""

import re
from functools import cache
from itertools import chain, islice

from etl.clean.text import folded
from etl.source import sources

# In this order when two are as likely; the names are Python's codecs.
WITHOUT_BOM = ("utf-8", "gb18030", "big5hkscs", "cp950")
WIDE = ("utf-16-le", "utf-16-be")
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Bytes that are valid UTF-8 are hardly ever anything else.
UTF8_BONUS = 1.0
HEADING_BONUS, MOST_HEADINGS = 0.3, 5
# A text in a damaged encoding, not one in another encoding: at most this share cannot be read.
DAMAGED_SHARE = 0.02
LIKELY_WIDE = 0.8
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_CELL_ENDS = re.compile(r'[,;\t|，；"]')
_PUNCTUATION = "·×÷±°—–…‘’“”、。〈〉《》「」『』【】〔〕〖〗　￥￡€☆★○●◎√※→←↑↓ⅠⅡⅢⅣⅤⅥ①②③④⑤⑥⑦⑧⑨⑩㎡℃"


def encoding_of(content: bytes) -> str | None:
    """The codec of a text, None when none of them can read it all."""
    for bom, codec in BOMS.items():
        if content.startswith(bom):
            return codec if _text(content, codec) is not None else None
    wide = b"\x00" in content[:4096]
    candidates = WIDE if wide else WITHOUT_BOM
    scores = [(score, codec) for codec in candidates if (score := _likelihood(content, codec)) is not None]
    best = max(scores, key=lambda pair: pair[0], default=None)
    return None if best is None or (wide and best[0] < LIKELY_WIDE) else best[1]


def is_damaged_text(content: bytes) -> bool:
    """Whether nearly all of it is text in one of the encodings, so that a few bytes must have been damaged."""
    codecs = [codec for bom, codec in BOMS.items() if content.startswith(bom)] or list(WITHOUT_BOM)
    for codec in codecs:
        text = content.decode(codec, errors="replace")
        if text.count("\ufffd") <= max(1, DAMAGED_SHARE * len(text)) and not _CONTROLS.search(text) and len(text) > 20:
            return True
    return False


def _text(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _likelihood(content: bytes, codec: str) -> float | None:
    """How likely the bytes are text of this encoding; 1 for a text of common characters alone."""
    text = _text(content, codec)
    if text is None or (codec in WIDE and _CONTROLS.search(text[:4096])):
        return None
    characters = list(islice(chain.from_iterable(m[0] for m in islice(_BEYOND_ASCII.finditer(text), 2000)), 8000))
    score = sum(map(_weight, characters)) / len(characters) if characters else 1.0
    return score + HEADING_BONUS * min(_known_headings(text), MOST_HEADINGS) + (UTF8_BONUS if codec == "utf-8" else 0)


def _known_headings(text: str) -> int:
    cells = {cell for line in text[:20_000].splitlines()[:20] for cell in _CELL_ENDS.split(line)}
    return sum(folded(cell) in _headings() for cell in cells if 0 < len(cell) <= 40)


def _weight(character: str) -> float:
    if character in _common():
        return 1.25 if character in _familiar() else 1.0
    # Letters of other alphabets may be right; what is neither is hardly ever written.
    return 0.5 if "\xa0" <= character <= "\u04ff" else 0.0


@cache
def _common() -> frozenset[str]:
    """What is common in either script: level 1 of GB 2312, the frequent area of Big5, punctuation, full-width forms."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    traditional = bytes(
        b for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) for b in (lead, trail)
    )
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    text = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore") + full_width + _PUNCTUATION
    return frozenset(text)


@cache
def _headings() -> frozenset[str]:
    return frozenset(heading for source in sources().values() for heading in source.headings)


@cache
def _familiar() -> frozenset[str]:
    """The characters of the headings, both as they are compared and in the other script's commonest forms."""
    return frozenset("".join(_headings()))
