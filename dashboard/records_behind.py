"""Records that are named one by one, as those behind a sentence, whether they still count or no longer do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.indicators.filters import Filters
from dashboard.indicators.listing import LISTINGS
from dashboard.reader import Reader

# A table's rows → the listing that they stand in; batches are matters that no number counts.
LISTING_OF = {"visits": "visits", "intents": "matters", "talent_flows": "talent"}


@dataclass(frozen=True)
class RecordsBehind:
    """Records of one listing: the id of each, and in words what it has to do with the number."""

    listing: str
    causes: tuple[tuple[str, str], ...]
    since: date  # a record that no longer counts is shown as it stood at the end of this day


def records_behind(
    reader: Reader, behind: RecordsBehind, *, most: int, first: int
) -> tuple[Sequence[dict[str, Any]], Sequence[str]]:
    """At most `most` of the records from the one at `first` on, in their own order, and the cause of each."""
    wanted = dict(behind.causes[first : first + most])
    found = _found(reader, behind.listing, tuple(wanted), reader.filters.as_of)
    if missing := tuple(id for id in wanted if id not in found):
        found |= _found(reader, behind.listing, missing, behind.since)
    shown = [id for id in wanted if id in found]
    return [found[id] for id in shown], [wanted[id] for id in shown]


def _found(reader: Reader, listing: str, ids: tuple[str, ...], as_of: date | None) -> dict[str, dict[str, Any]]:
    """Under no filter: a record may be the cause because it left what is chosen."""
    _, key = LISTINGS[listing]
    return {row[key]: row for row in reader.listed(listing, Filters(as_of=as_of), ids=ids)}
