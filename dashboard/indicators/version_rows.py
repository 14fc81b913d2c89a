"""The rows that one version says otherwise than another, whatever loads, undos and decisions lie between them."""

from dataclasses import dataclass

import duckdb

from dashboard.indicators.run import run
from etl.digest import content_columns
from etl.source import sources

Connection = duckdb.DuckDBPyConnection

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True)
class ChangedRow:
    """A record that the two versions say otherwise; `kind` is new, changed or gone."""

    table: str
    id: str
    kind: str


def changed_rows(before: Connection | None, after: Connection) -> dict[str, dict[str, ChangedRow]]:
    """Table → id → the rows that say something else in one version than in the other, or had other stages."""
    found = {}
    for table in sources():
        old, new = ({} if one is None else _said(one, table) for one in (before, after))
        ids = dict.fromkeys(id for id, _ in sorted(old.items() ^ new.items()))
        found[table] = {
            id: ChangedRow(table, id, NEW if id not in old else GONE if id not in new else CHANGED) for id in ids
        }
    return found


def _said(connection: Connection, table: str) -> dict[str, tuple[int, ...]]:
    """Id → fingerprints of what a row says, and of the stages that it has reached."""
    identity = sources()[table].id
    sql = f"select {identity} as id, hash({', '.join(content_columns(table))}) as said from {table}"
    found: dict[str, tuple[int, ...]] = {row["id"]: (row["said"],) for row in run(connection, sql, {})}
    if table == "intents":
        # Stages follow earlier rows too, which need not be current.
        stages = "select intent_id as id, bit_xor(hash(stage, reached_date, date_precision)) as said"
        for row in run(connection, f"{stages} from intent_stages group by intent_id", {}):
            found[row["id"]] = (*found.get(row["id"], ()), row["said"])
    return found
