"""Canonical names with every spelling that leads to them; what nobody knows gets candidates, never a guess."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import fuzz, process

from etl.clean.text import folded
from etl.names.rules import english_key, made_rules, without_brackets

# Quotation marks, points and dashes tell no two names apart; brackets do: 香港科技大学（广州） is another body.
_IDLE = re.compile("[\"'“”‘’「」『』《》<>·•.,:。\u00ad‐‑‒–—_-]")
# Below this a name that nobody knows is like none that we know.
LEAST_LIKENESS = 60
MOST_CANDIDATES = 3
LONGEST_NAME = 80


@lru_cache(maxsize=100_000)
def name_key(written: str) -> str:
    """The form in which names are compared."""
    return _IDLE.sub("", folded(written)).replace("&", "and")


class Candidate(NamedTuple):
    """A name like one that nobody knows: how like of 100, and why.

    Reasons: `same_but_place`, `contains`, `edit_distance`, and `without_bracket` for a name like it but for a bracket.
    """

    name: str
    score: int
    reason: str


@dataclass(frozen=True)
class Names:
    """Canonical names and the spellings that lead to them, as `name_key` gives them.

    `ambiguous` says what a spelling may mean that fits more than one name.
    `made` and `english` hold the keys that follow from those by the rules of `etl.names.rules`.
    """

    canonical: dict[str, str]
    ambiguous: dict[str, str]
    made: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    of_hong_kong: frozenset[str] = frozenset()

    def find(self, written: str) -> str | None:
        """The canonical name, or None when nobody knows it. Never a guess."""
        key = name_key(written)
        found = self.canonical.get(key) or self.canonical.get(key.removeprefix("the"))
        if found or not self.made or key in self.ambiguous:
            return found
        found = self.made.get(without_brackets(key))
        if found or not self.english:
            return found
        words = english_key(written)
        return self.english.get(words) if words else None

    def meanings(self, written: str) -> str | None:
        """What a text may mean that fits more than one name; None where it is clear or unknown."""
        return self.ambiguous.get(name_key(written))

    def candidates(self, written: str, decided: Mapping[str, str] = MappingProxyType({})) -> list[Candidate]:
        """The names most like one that nobody knows, best first, for a person to choose from.

        `decided` leads from the keys of further spellings to their names.
        """
        best: dict[str, Candidate] = {}
        key = name_key(written)
        if len(key) > LONGEST_NAME:
            return []
        spellings = {**self.canonical, **decided} if decided else self.canonical
        for spelling, score, _ in process.extract(
            key, spellings.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=12
        ):
            name = spellings[spelling]
            best.setdefault(name, Candidate(name, round(score), _reason(key, spelling)))
        return list(best.values())[:MOST_CANDIDATES]


def _reason(key: str, spelling: str) -> str:
    place = made_rules()["hong_kong"][-1]
    if key.removeprefix(place) == spelling.removeprefix(place):
        return "same_but_place"
    return "contains" if key in spelling or spelling in key else "edit_distance"
