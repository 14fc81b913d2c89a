"""What people decided that matters when a workbook is read: the layout of sheets, the bodies behind spellings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.draft import connect
from etl.history.decisions import decided
from etl.history.layouts import LAYOUTS, cell_of, heading_rows_of_decision
from etl.names.decisions import decided_names
from etl.names.rates import edited_rates
from etl.names.spellings import PARTNERS, PLACES
from etl.tables.chosen import NOBODY_CHOSE, Chosen
from etl.tables.corrected import NO_CORRECTIONS, Corrections
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


@dataclass(frozen=True)
class Known:
    """Choices for layouts; key of a spelling → name; what cells are read as instead of what stands in them.

    `places` is the like of `names` for sectors and towns; `rates` are months that people gave a rate: `HKD 2026-01`.
    """

    chosen: Chosen = NOBODY_CHOSE
    names: Mapping[str, str] = field(default_factory=dict)
    cells: Corrections = NO_CORRECTIONS
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rates: frozenset[str] = frozenset()

    def names_of(self) -> Mapping[str, Mapping[str, str]]:
        """Table → key of a spelling → name."""
        return {PARTNERS: self.names, **self.places}


NOTHING_KNOWN = Known()


def known_decisions() -> Known:
    """The decisions in force in the current version; none while there is no version."""
    current = open_warehouse().current()
    if current is None:
        return NOTHING_KNOWN
    with connect(current, read_only=True) as connection:
        return known_in(connection)


def known_in(connection: "Connection") -> Known:
    """The decisions in force in a version or draft."""
    headings = {}
    for decision in decided(connection, "heading_is"):
        layout, _, heading = decision["subject"].partition("/")
        headings[layout, heading] = decision["object"]
    tables = {one["subject"]: one["object"] for one in decided(connection, "table_is", LAYOUTS)}
    rows = [heading_rows_of_decision(one) for one in decided(connection, "heading_rows_are", LAYOUTS)]
    cells = [cell_of(one) for one in decided(connection, "cell_is", LAYOUTS)]
    chosen = Chosen(headings, tables, {one.layout: one for one in rows})
    places = {table: decided_names(connection, table) for table in PLACES}
    return Known(chosen, decided_names(connection), Corrections.of(cells), places, edited_rates(connection))
