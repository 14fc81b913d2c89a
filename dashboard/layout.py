"""What stands on a page, and where: parts one below the other, beside each other in columns, or in one line.

A page is collected first and sent as a whole (`component.page`): to Streamlit each thing that is sent costs as much as
the page's numbers do.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

Handler = Callable[[Any], None]


@dataclass(frozen=True)
class Part:
    """What `frontend/{name}.js` draws, from its data."""

    name: str
    key: str  # the class `st-key-{key}` in the document; one a page
    data: bytes
    events: Mapping[str, Handler]


@dataclass(frozen=True)
class Boxes:
    """Boxes beside each other: columns of such widths, or without any a line of parts."""

    widths: tuple[float, ...]
    boxes: tuple["list[Part | Boxes]", ...]


@dataclass
class _Run(threading.local):
    """A run has a thread of its own."""

    places: list[list[Part | Boxes]] = field(default_factory=list)


_run = _Run()


@contextmanager
def into(place: list[Part | Boxes]) -> Iterator[None]:
    """What is put on the page meanwhile stands there."""
    _run.places.append(place)
    try:
        yield
    finally:
        _run.places.pop()


def put(part: Part | Boxes) -> None:
    """Puts something on the page, below what stands there."""
    _run.places[-1].append(part)


def columns(*widths: float) -> tuple[AbstractContextManager[None], ...]:
    """Columns of these widths in parts of the whole; on a phone one below the other."""
    boxes = tuple[list[Part | Boxes], ...]([] for _ in widths)
    put(Boxes(widths, boxes))
    return tuple(into(box) for box in boxes)


def line() -> AbstractContextManager[None]:
    """Parts beside each other, each as wide as it needs to be."""
    box: list[Part | Boxes] = []
    put(Boxes((), (box,)))
    return into(box)
