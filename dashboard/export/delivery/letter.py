"""What a recipient gets to read: the week's title and sentences, the picture, the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from dashboard.export.kept.folder import MANIFEST
from dashboard.text import t

ATTACHED = ("brief.pdf", "brief.pptx")


@dataclass(frozen=True)
class Letter:
    """The week for one language; `files` are what is attached, `link` the words and the address of the dashboard."""

    title: str
    lines: tuple[str, ...]
    picture: Path | None = None
    files: tuple[Path, ...] = ()
    link: tuple[str, str] | None = None


def letter(week: Path, language: str, dashboard: str = "") -> Letter:
    """The letter of a week's folder, from its manifest; `dashboard` is the address before the pages' own."""
    folder = week / language if (week / language).is_dir() else week
    said = orjson.loads((folder / MANIFEST).read_bytes())
    sentences: Sequence[str] = said["brief"]["sentences"]
    pages: Sequence[Mapping[str, str]] = said["pages"]
    pictures = (folder / f"{page['name']}.png" for page in pages)
    files = tuple(folder / name for name in ATTACHED if (folder / name).is_file())
    link = (t("export.open", language), f"{dashboard}{pages[0]['address']}") if dashboard and pages else None
    picture = next((path for path in pictures if path.is_file()), None)
    return Letter(said["brief"]["title"], tuple(sentences), picture, files, link)
