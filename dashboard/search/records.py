"""The texts that can be found in a version's records: each once, with the newest record that says it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_FACTS = {
    "visits": "ready.visits as facts join visits as kept on kept.visit_id = facts.id",
    "intents": "(from ready.matters union all by name from ready.batches) as facts"
    " join intents as kept on kept.intent_id = facts.id",
}
# kind → the table and its column
_COLUMNS = {
    "matter": ("intents", "title"),
    "topic": ("visits", "topic"),
    "party": ("intents", "zhongshan_party"),
    "person": ("visits", "lead"),
}
CHUNK = 5_000


def texts(connection: "Connection") -> "Iterator[tuple[str, str, bool, date | None, date | None, str | None]]":
    """Kind, text as written, that it may be found by its sounds, and of its newest record days and first partner.

    The days are those that a page's filters take. Newest first within a kind. Read as it is asked for: 200 000 texts
    never stand in Python's memory at once.
    """
    for kind, (table, column) in _COLUMNS.items():
        connection.execute(f"""
            select kept.{column}, facts.day, case facts.precision when 'day' then facts.day else facts.last_day end,
                facts.partners[1]
            from {_FACTS[table]}
            where kept.{column} <> ''
            qualify row_number() over (partition by kept.{column} order by facts.day desc nulls last, facts.id) = 1
            order by facts.day desc nulls last, kept.{column}
        """)
        while chunk := connection.fetchmany(CHUNK):
            yield from ((kind, written, True, *place) for written, *place in chunk)
