"""Names as written → canonical names; unknown ones stay as written and are a problem."""

import re
from dataclasses import dataclass

from etl.clean.text import heading_key, visible
from etl.reference import Names

# Separators between names. 和, 与 and 及 may be part of a name, so they separate nothing here.
_SEPARATORS = re.compile(r"[、；;，,\n]+")


@dataclass(frozen=True)
class Resolved:
    """Canonical names in order, each once, and what could not be resolved: (code, text)."""

    names: list[str]
    problems: list[tuple[str, str]]


def resolve_names(written: str, known: Names) -> Resolved:
    """Splits a cell into names and resolves each; a whole cell that is one known name is never split."""
    whole = visible(written)
    parts = [whole] if known.find(whole) else [part.strip() for part in _SEPARATORS.split(whole) if part.strip()]
    found: list[str] = []
    problems: list[tuple[str, str]] = []
    for part in parts:
        name = known.find(part) or known.find(heading_key(part)[0])
        if name is None:
            problems.append(("ambiguous_name" if known.is_ambiguous(part) else "unknown_name", part))
        if (name or part) not in found:
            found.append(name or part)
    return Resolved(found, problems)
