"""What a reader typed, in the form in which it is compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.search.sounds import MOST_LEFT_OUT, SHORTEST_SHORT_FORM, is_typed_sound, sound_pattern
from etl.clean.text import folded

# A pasted title is longer than what anybody types; what goes beyond changes no result and costs time.
LONGEST_QUERY = 100
MOST_PIECES = 6
# Of a longer name nobody makes a short form: its letters would be found in their order by chance.
LONGEST_NAME = 40
_IDLE = re.compile(r"[\W_]+")
_PIECE = re.compile("[a-z0-9]+|[^a-z0-9]+")


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """The form in which texts are searched: NFKC, Simplified, small letters, nothing but letters and digits."""
    return _IDLE.sub("", folded(text))


@dataclass(frozen=True)
class Query:
    """A query: all of it, and its pieces, parted where the reader left a space or changed the script."""

    whole: str
    pieces: tuple[str, ...]

    @property
    def is_worth_a_search(self) -> bool:
        """False for nothing and for one Latin letter, which nearly every text has; one Chinese character is a word."""
        return len(self.whole) > 1 or (bool(self.whole) and not self.whole.isascii())

    @property
    def is_sound(self) -> bool:
        """Whether it may be pinyin or initials."""
        return is_typed_sound(self.whole)

    @property
    def short_form(self) -> str | None:
        """The pattern of names of which it may be a short form: over sounds for letters, over texts for characters."""
        if self.is_sound:
            is_long_enough = len(self.whole) >= SHORTEST_SHORT_FORM
            return sound_pattern(self.whole, left_out=MOST_LEFT_OUT) if is_long_enough else None
        is_chinese = self.whole.isalpha() and not any(letter.isascii() for letter in self.whole)
        return f".{{0,{MOST_LEFT_OUT}}}".join(self.whole) if is_chinese and len(self.whole) > 1 else None


def parse(written: str) -> Query:
    """The query behind what was typed. Anything may have been typed; nothing of it is ever a command or a pattern."""
    kept = written[: 2 * LONGEST_QUERY].encode("utf-8", "ignore").decode()
    whole = plain(kept)[:LONGEST_QUERY]
    pieces = [piece for word in kept.split() for piece in _PIECE.findall(plain(word))]
    return Query(whole, tuple(dict.fromkeys(pieces))[:MOST_PIECES])
