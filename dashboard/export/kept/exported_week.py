"""A week of the archive as it was told: its numbers, under which filters, and from what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from dashboard.export.kept.folder import MANIFEST
from dashboard.export.kept.frozen import FOLDER, frozen_day
from dashboard.indicators.registry import INDICATORS
from etl.errors import CooperationError
from etl.messages import message

Choices = tuple[tuple[str, tuple[str, ...]], ...]
# What an address says besides what is chosen.
_NOT_CHOSEN = ("language", "as_of", "view")


@dataclass(frozen=True)
class ExportedWeek:
    """An exported week: its manifest, what it was told from, and the day as of which it stands."""

    name: str
    said: Mapping[str, Any]
    frozen: Path
    day: date

    def values(self) -> dict[tuple[Choices, str], float | None]:
        """(what is chosen, indicator) → value, over all its pages; the same number twice is one number."""
        found = {}
        for page in self.said["pages"]:
            chosen = choices(page["address"])
            found.update({(chosen, name): value for name, value in page["values"].items() if name in INDICATORS})
        return found


def read_week(exports: Path, name: str) -> ExportedWeek:
    """A week of the archive. Raises `CooperationError` when it is not there or nothing was kept of it."""
    manifest, frozen = exports / name / MANIFEST, exports / FOLDER / name
    if not manifest.is_file():
        raise CooperationError(message("export_missing", seen=name))
    try:
        day = frozen_day(frozen)
    except OSError as error:
        raise CooperationError(message("not_frozen", seen=name)) from error
    return ExportedWeek(name, orjson.loads(manifest.read_bytes()), frozen, day)


def choices(address: str) -> Choices:
    """What an address chooses, in an order of its own."""
    asked = parse_qs(urlsplit(address).query)
    return tuple(sorted((name, tuple(sorted(values))) for name, values in asked.items() if name not in _NOT_CHOSEN))
