"""A query → what fits it, best first, by kind."""

from contextlib import closing
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from dashboard import warehouse
from dashboard.search.index import prepare
from dashboard.search.query import LONGEST_NAME, Query
from dashboard.search.slips import alike
from dashboard.search.sounds import is_typed_sound, sound_pattern
from dashboard.warehouse import Version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


class Rank(IntEnum):
    """How a text fits a query, the best first."""

    WHOLE = 0
    BEGIN = 1
    INSIDE = 2
    SOUND_OF_BEGIN = 3
    SOUND_INSIDE = 4
    PIECES = 5
    SHORT_FORM = 6
    LOOSE_SHORT_FORM = 7


class Hit(NamedTuple):
    """A thing that fits a query, by the best of its texts; `number` says how many of its kind fit.

    `key` is a canonical name, a page, an indicator's id, or the text itself; the days and the partner are a record's.
    """

    kind: str
    key: str
    written: str
    first_day: date | None
    last_day: date | None
    partner: str | None
    number: int


def find(version: Version, query: Query, kinds: tuple[str, ...], most: int) -> list[Hit]:
    """At most `most` hits of each kind, best first; waits for the index of the version when it is still being built.

    By `Rank`, then in the reference table's order, records the newest first. Names like the query are found where
    nothing else fits.
    """
    if not query.is_worth_a_search or not kinds:
        return []
    prepare(version).result()
    with closing(warehouse.cursor(version.name)) as connection:
        return find_in(connection, query, kinds, most)


def find_in(connection: "Connection", query: Query, kinds: tuple[str, ...], most: int) -> list[Hit]:
    """The same in a connection whose index was built."""
    bound: dict[str, Any] = {"kinds": list(kinds), "most": most}
    rank, short_form = _rank(query, bound), _short_form(query, bound)
    names = connection.execute(_best("names", f"coalesce({rank}, {short_form})"), bound).fetchall()
    bound = {name: value for name, value in bound.items() if not name.startswith("short_form")}
    records = connection.execute(_best("records", rank), bound).fetchall()
    if names or records:
        return [Hit(*row) for row in (*names, *records)]
    return [
        Hit(kind, key, written, None, None, None, len(found))
        for kind, found in alike(connection, query, kinds).items()
        for key, written in list(found.items())[:most]
    ]


def _rank(query: Query, bound: dict[str, Any]) -> str:
    """The expression that says how well a text fits, 0 best, null not at all; its values are added to `bound`."""
    bound["whole"] = query.whole
    cases = [
        f"when folded = $whole then {Rank.WHOLE:d}",
        f"when starts_with(folded, $whole) then {Rank.BEGIN:d}",
        f"when contains(folded, $whole) then {Rank.INSIDE:d}",
    ]
    if query.is_sound:
        bound["sound"] = sound_pattern(query.whole)
        bound["sound_at_start"] = sound_pattern(query.whole, at_start=True)
        place = f"if(regexp_matches(sounds, $sound_at_start), {Rank.SOUND_OF_BEGIN:d}, {Rank.SOUND_INSIDE:d})"
        cases.append(f"when regexp_matches(sounds, $sound) then {place}")
    if len(query.pieces) > 1:
        held = " and ".join(_holds(number, piece, bound) for number, piece in enumerate(query.pieces))
        cases.append(f"when {held} then {Rank.PIECES:d}")
    return f"case {' '.join(cases)} end"


def _holds(number: int, piece: str, bound: dict[str, Any]) -> str:
    bound[f"piece_{number}"] = piece
    if not is_typed_sound(piece):
        return f"contains(folded, $piece_{number})"
    bound[f"sound_{number}"] = sound_pattern(piece)
    return f"(contains(folded, $piece_{number}) or regexp_matches(sounds, $sound_{number}))"


def _short_form(query: Query, bound: dict[str, Any]) -> str:
    if not query.short_form:
        return "null"
    bound["short_form"] = query.short_form
    column = "sounds" if query.is_sound else "folded"
    # What it ends with, 局 or 会, a short form keeps.
    bound["short_form_to_end"] = query.short_form + ("[^ ]*$" if query.is_sound else "$")
    return f"""
        case when sounds = '' or length(folded) > {LONGEST_NAME} or not regexp_matches({column}, $short_form) then null
        when regexp_matches({column}, $short_form_to_end) then {Rank.SHORT_FORM:d} else {Rank.LOOSE_SHORT_FORM:d} end
    """


def _best(table: str, rank: str) -> str:
    """The select of the columns of `Hit`, in order."""
    hits = f"select *, {rank} as rank from searchable.{table} where list_contains($kinds, kind) and rank is not null"
    columns = "written as key, written, first_day, last_day, partner"
    if table == "names":
        # A thing has several names; the best of them counts. Loose short forms are better than nothing, and no more.
        hits += " qualify row_number() over (partition by kind, key order by rank, position) = 1"
        tight = f"rank < {Rank.LOOSE_SHORT_FORM:d}"
        hits = f"with fitting as ({hits}) from fitting where {tight} or not exists (from fitting where {tight})"
        columns = "key, written, null, null, null"
    return f"""
        with hits as ({hits})
        select kind, {columns}, count(*) over same as number from hits
        window same as (partition by kind)
        qualify row_number() over (partition by kind order by rank, position) <= $most
        order by kind, rank, position
    """
