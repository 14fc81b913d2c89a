"""Texts that differ in nothing but their digits: a long column of numbers, days and names holds few kinds of them."""

from collections.abc import Sequence

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN = "\0"


def shapes(texts: Sequence[str]) -> list[bytes]:
    """Each text with 0 for every digit from 0 to 9."""
    found = _BETWEEN.join(texts).encode("utf-8", "surrogatepass").translate(_DIGITS).split(_BETWEEN.encode())
    if len(found) == len(texts):
        return found
    return [text.encode("utf-8", "surrogatepass").translate(_DIGITS) for text in texts]  # one of them holds a NUL
