"""The names that a problem suggests, in words: `香港总商会 (82 contains)` keeps why it was found as a code."""

import re

from etl.messages import message

_LIKENESS = re.compile(r" \((\d{1,3}) (same_but_place|contains|edit_distance|without_bracket)\)")


def suggestion_in_words(suggestion: str, language: str | None = None) -> str:
    """The suggestion of a problem for people to read; what names no reason stays as it is."""
    return _LIKENESS.sub(lambda found: message(f"likeness_{found[2]}", language, score=found[1]), suggestion)
