"""The week in sentences, as plain data that any process reads without the warehouse."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """A sentence; `basis` says its numbers in words, `numbers` has them by indicator as (before, now).

    Before is the end of last Friday or, when `is_yearly`, the same days of last year, and now the days of this year.
    """

    text: str
    basis: str
    numbers: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)
    is_yearly: bool = False


@dataclass(frozen=True)
class Brief:
    """What stands on the first page of the PDF, the first slide, and in a message."""

    language: str
    title: str
    subtitle: str
    sentences: tuple[Told, ...]
    facts: tuple[tuple[str, str], ...]
    foot: str
