"""Bodies merged, and spellings split off from one: how the rows write each, and the changes, to be tried first."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from etl.draft import connect
from etl.history import decisions
from etl.names.checks import check_name_decision, decision_object, decision_subject
from etl.names.decisions import decided_names
from etl.names.known_names import name_key
from etl.names.spellings import PARTNERS, kept_sql, written_sql
from etl.source import sources
from etl.state import state_sql
from etl.warehouse import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

Change = Callable[["Connection"], int]


def spellings(body: str | None = None) -> list[dict[str, Any]]:
    """How the current rows write each body, or one: {"name", "written", "rows"}, those of most rows first."""
    current = open_warehouse().current()
    if current is None:
        return []
    with connect(current, read_only=True) as connection:
        found = spellings_in(connection)
    return [one for one in found if body in (None, one["name"])]


def spellings_in(connection: "Connection") -> list[dict[str, Any]]:
    """The same of a version or draft; `name` is the body that the spelling counts as by what people decided."""
    pairs = " union all ".join(
        f"select unnest({kept_sql(table)}) as kept, unnest({written_sql(table)}) as written from ({state_sql(table)})"
        for table in sources()
    )
    said, into = decided_names(connection), _mergers(connection)
    rows: Counter[tuple[str, str]] = Counter()
    counted = f"select kept, written, count(*) from ({pairs}) group by kept, written"
    for kept, written, number in connection.execute(counted).fetchall():
        name = said.get(name_key(written), kept)
        while name in into:
            name = into[name]
        rows[name, written] += number
    ordered = sorted(rows.items(), key=lambda one: (-one[1], one[0]))
    return [{"name": name, "written": written, "rows": number} for (name, written), number in ordered]


def merge_change(one: str, into: str, by: str, reason: str | None) -> Change:
    """From now on `one` counts as `into`; revoked, each is itself again. For `trial` and `Warehouse.change`."""
    return _change("name_merged", one, into, by, reason)


def split_change(written: str, name: str, by: str, reason: str | None) -> Change:
    """From now on a spelling means the body `name`, which may be new. For `trial` and `Warehouse.change`."""
    return _change("name_is", written, name, by, reason)


def _change(kind: str, one: str, other: str, by: str, reason: str | None) -> Change:
    def change(connection: "Connection") -> int:
        made = list(reversed(decisions.all_decisions(connection)))
        subject = decision_subject(one) if kind == "name_is" else decision_object(one, made)
        name = decision_object(other, made)
        check_name_decision(kind, PARTNERS, subject, name, made)
        return decisions.decide(connection, kind, PARTNERS, subject, name, by, reason)

    return change


def _mergers(connection: "Connection") -> dict[str, str]:
    """Body → the one that it was merged into last; none leads back to itself."""
    return {one["subject"]: one["object"] for one in decisions.decided(connection, "name_merged", PARTNERS)}
