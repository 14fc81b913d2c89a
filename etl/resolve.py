"""Names as written → canonical names; unknown ones stay as written and are a problem with candidates."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from etl.clean.text import folded, visible
from etl.reference import Names
from etl.source import FOLDER

# What always separates names, outside brackets: a comma in 某会（甲、乙） separates none.
_SEPARATORS = re.compile(r"[、；;，,\n]+(?![^(（)）]{0,60}[)）])")
_NOTE = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")

# A longer text without any separator is prose, not a list of names.
LONGEST_LIST = 300


class Finding(NamedTuple):
    """A problem of one name: its code, the text, and names for a person to choose from."""

    code: str
    seen: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Resolved:
    """Canonical names in order, each once, and what could not be resolved."""

    names: list[str]
    problems: list[Finding]


@dataclass(frozen=True)
class _Words:
    joining: re.Pattern[str]
    others: re.Pattern[str]
    notes: frozenset[str]


@cache
def _words() -> _Words:
    with (FOLDER / "rows.toml").open("rb") as file:
        data = tomllib.load(file)["names"]
    joining = "|".join(map(re.escape, sorted(data["joining"], key=len, reverse=True)))
    return _Words(
        re.compile(rf"\s*(?:{joining})\s*|\s+", re.IGNORECASE),
        re.compile(data["others"]),
        frozenset(map(folded, data["notes"])),
    )


def resolve_names(written: str, known: Names) -> Resolved:
    """Splits a cell into names and resolves each; a whole cell that is one known name is never split."""
    found: list[str] = []
    problems: list[Finding] = []
    for part in _parts(visible(written), known):
        name = _find(part, known)
        if name is None:
            problems.append(_finding(part, known))
        if (name or part) not in found:
            found.append(name or part)
    return Resolved(found, problems)


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
    return _find(part, known) is not None or known.is_ambiguous(part)


def _find(part: str, known: Names) -> str | None:
    """The name, also where a bracket adds only its other spelling or a word that belongs to no name."""
    if name := known.find(part):
        return name
    notes = _NOTE.findall(part)
    bare = known.find(_NOTE.sub("", part)) if notes else None
    if bare and all(folded(note) in _words().notes or known.find(note) == bare for note in notes):
        return bare
    return None


def _finding(part: str, known: Names) -> Finding:
    if known.is_ambiguous(part):
        return Finding("ambiguous_name", part)
    candidates = known.candidates(part) or known.candidates(_NOTE.sub("", part))
    return Finding("unknown_name", part, "; ".join(f"{name} ({score})" for name, score in candidates) or None)
