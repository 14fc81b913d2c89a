"""Names as written → canonical names; unknown ones stay as written and are a problem with candidates."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from etl.clean.text import folded, visible
from etl.names.known_names import Names, name_key
from etl.source import FOLDER

# What always separates names: a comma in 某会（甲、乙） separates none, nor does one between Latin letters.
_SEPARATORS = re.compile(r"(?:[、；;\n]|(?<![A-Za-z.)\s])[，,]|[，,](?!\s*[A-Za-z]))+(?![^(（)）]{0,60}[)）])")
_NOTE = re.compile(r"[(（﹙\[【〔]([^()（）﹙﹚\[\]【】〔〕]*)[)）﹚\]】〕]")
_NOTE_SEPARATORS = re.compile("[、，,；;/]")
# 香港贸易发展局HKTDC: one name in two scripts
_TWO_SCRIPTS = re.compile(r"([^\x00-\x7f]+)([\x00-\x7f]+)|([\x00-\x7f]+?)([^\x00-\x7f]+)")

# A longer text without any separator is prose, not a list of names.
LONGEST_LIST = 300
# A bracket that leaves letters out of the name before it is a short form of it from this length on.
SHORTEST_SHORT_FORM = 3

NO_DECISIONS: Mapping[str, str] = {}


class Finding(NamedTuple):
    """A problem of one name: its code, the text, and names for a person to choose from.

    `suggestion` is `name (score reason); …` with the score of 100 and a reason of `known_names.Candidate`; for an
    ambiguous name it says what it may mean.
    """

    code: str
    seen: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Resolved:
    """Canonical names in order, each once; beside each how it was written first; what could not be resolved."""

    names: list[str]
    written: list[str]
    problems: list[Finding]


@dataclass(frozen=True)
class _Words:
    joining: re.Pattern[str]
    others: re.Pattern[str]
    sent: re.Pattern[str]
    notes: frozenset[str]
    place_notes: frozenset[str]
    note_prefixes: re.Pattern[str]


@cache
def _words() -> _Words:
    with (FOLDER / "rows.toml").open("rb") as file:
        data = tomllib.load(file)["names"]
    joining, prefixes = (
        "|".join(map(re.escape, sorted(data[words], key=len, reverse=True))) for words in ("joining", "note_prefixes")
    )
    return _Words(
        re.compile(rf"\s*(?:{joining})\s*|\s+", re.IGNORECASE),
        re.compile(data["others"]),
        re.compile(data["sent"]),
        frozenset(map(folded, data["notes"])),
        frozenset(map(folded, data["place_notes"])),
        re.compile(rf"^(?:{prefixes})[:：]?\s*"),
    )


def resolve_names(written: str, known: Names, decided: Mapping[str, str] = NO_DECISIONS) -> Resolved:
    """Splits a cell into names and resolves each; a whole cell that is one known name is never split.

    `decided` maps the key of a spelling to the name that a person gave it. It makes such a spelling no problem any
    more and changes nothing else: what a row keeps never depends on decisions, so that each can be undone
    (`etl.names.decisions.with_names` applies them).
    """
    found: dict[str, str] = {}
    problems: list[Finding] = []
    for part in _parts(visible(written), known):
        name = _find(part, known)
        if name is None and name_key(part) not in decided:
            problems.append(finding_of(part, known, decided))
        found.setdefault(name or part, part)
    return Resolved(list(found), list(found.values()), problems)


def _parts(whole: str, known: Names) -> list[str]:
    if _is_known(whole, known):
        return [whole]
    parts: list[str] = []
    for piece in _SEPARATORS.split(whole):
        part = piece.strip()
        if part and not _is_known(part, known):
            part = _words().others.sub("", part).strip()
        if part:
            parts += _joined(part, known) or [part]
    return parts


def _joined(part: str, known: Names) -> list[str] | None:
    """The names that 和, 与, 及, a slash or a space joins; None unless each of them is a known name."""
    if _is_known(part, known):
        return [part]
    if len(part) > LONGEST_LIST:
        return None
    for match in _words().joining.finditer(part):
        first = part[: match.start()]
        if first and _is_known(first, known) and (rest := _joined(part[match.end() :], known)):
            return [first, *rest]
    return None


def _is_known(part: str, known: Names) -> bool:
    return (_find(part, known) or known.meanings(part)) is not None


def _find(part: str, known: Names) -> str | None:
    """The name, also with what adds no other body: its other spelling, a short form, the people whom it sent."""
    if name := known.find(part):
        return name
    if len(part) > LONGEST_LIST:
        return None
    if (people := _words().sent.search(part)) and people.start():
        return _find(part[: people.start()], known)
    if notes := _NOTE.findall(part):
        name = known.find(_NOTE.sub("", part))
        return name if name and all(_adds_nothing(note, name, known) for note in notes) else None
    if scripts := _TWO_SCRIPTS.fullmatch(part):
        first, second = (known.find(half) for half in scripts.groups() if half)
        return first if first == second else None
    return None


def _adds_nothing(note: str, name: str, known: Names) -> bool:
    """True for a bracket behind `name` that names it again or says something that belongs to no name."""
    return all(_is_said_of(part, name, known) for part in _NOTE_SEPARATORS.split(note))


def _is_said_of(note: str, name: str, known: Names) -> bool:
    key = folded(note)
    prefix = _words().note_prefixes.match(key)
    bare = key[prefix.end() :] if prefix else note
    if found := known.find(bare):
        return found == name
    if key in _words().notes or (key in _words().place_notes and name in known.of_hong_kong):
        return True
    is_ambiguous = known.meanings(bare) is not None
    is_long_enough = is_ambiguous or len(bare) >= SHORTEST_SHORT_FORM
    return is_long_enough and not bare.isascii() and _leaves_out(name_key(bare), name_key(name))


def _leaves_out(short: str, long: str) -> bool:
    """True when `short` has letters of `long` in their order."""
    letters = iter(long)
    return bool(short) and all(letter in letters for letter in short)


def finding_of(part: str, known: Names, decided: Mapping[str, str] = NO_DECISIONS) -> Finding:
    """What is to be said of a name that nobody knows, or that fits several; `decided` are further names to choose."""
    if meanings := known.meanings(part):
        return Finding("ambiguous_name", part, meanings)
    bare = _NOTE.sub("", part)
    candidates = known.candidates(part, decided)
    candidates = candidates or [c._replace(reason="without_bracket") for c in known.candidates(bare, decided)]
    return Finding("unknown_name", part, "; ".join(f"{c.name} ({c.score} {c.reason})" for c in candidates) or None)
