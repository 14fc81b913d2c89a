"""What a recipient gets to read: the week's title and sentences, the picture, the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from dashboard.export.folder import MANIFEST
from dashboard.export.shots import LEADERS_PAGES

PICTURE = f"{LEADERS_PAGES[0]}.png"
ATTACHED = ("brief.pdf", "brief.pptx")


@dataclass(frozen=True)
class Letter:
    """The week for one language; `files` are what is attached or linked to."""

    title: str
    lines: tuple[str, ...]
    picture: Path | None
    files: tuple[Path, ...]


def letter(week: Path, language: str) -> Letter:
    """The letter of a week's folder, from its manifest."""
    folder = week / language if (week / language).is_dir() else week
    said = orjson.loads((folder / MANIFEST).read_bytes())
    sentences: Sequence[str] = said["brief"]["sentences"]
    picture = folder / PICTURE
    files = tuple(folder / name for name in ATTACHED if (folder / name).is_file())
    return Letter(said["brief"]["title"], tuple(sentences), picture if picture.is_file() else None, files)
