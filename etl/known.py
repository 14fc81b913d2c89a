"""What people decided that matters when a workbook is read: the meaning of headings, the bodies behind spellings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.draft import connect
from etl.history.decisions import decided
from etl.names.decisions import decided_names
from etl.warehouse import open_warehouse


@dataclass(frozen=True)
class Known:
    """(layout, heading key) → "visits.start_date"; key of a spelling → name."""

    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def known_decisions() -> Known:
    """The decisions in force in the current version; none while there is no version."""
    current = open_warehouse().current()
    if current is None:
        return NOTHING_KNOWN
    with connect(current, read_only=True) as connection:
        headings = {}
        for decision in decided(connection, "heading_is"):
            layout, _, heading = decision["subject"].partition("/")
            headings[layout, heading] = decision["object"]
        return Known(headings, decided_names(connection))
