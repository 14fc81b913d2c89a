"""The relations that indicators count over. Each gives the same columns, so that `values.py` need not know the topic:

id, day, last_day, precision, direction, stage, scheme, partners[], sectors[], towns[], is_example, and its own.
"""

import duckdb

from dashboard.indicators.intents import INTENTS
from dashboard.indicators.relation import SHARED
from dashboard.indicators.talent import TALENT
from dashboard.indicators.visits import VISITS
from etl.names.decisions import named_states
from etl.reference import read_lines
from etl.state import stages_sql

RELATIONS = {**VISITS, **INTENTS, **TALENT}
# Columns that depend on the day asked about, as expressions on a relation's row.
DERIVED = {"age": "$on - base.day"}
FACTS = {name: relation.sql for name, relation in RELATIONS.items()}


def columns_of(facts: str) -> dict[str, str]:
    """The columns that a definition may name, and the kind of each."""
    return {**SHARED, **RELATIONS[facts].columns}


READY = "ready"
# What relations and indicators ask of the reference tables.
REFERENCE_TABLES = ("stages", "targets", "published_figures")


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Keeps the relations of the current state as tables in memory: asked for at every view, made once a version."""
    for table in REFERENCE_TABLES:
        _complete(connection, table)
    connection.execute(f"create schema {READY}")
    for name, sql in FACTS.items():
        connection.execute(f"create table {READY}.{name} as {sql}")


def _complete(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Gives a version of an earlier release a reference table, or the columns of one, that came later: empty."""
    sql = (
        f"select column_name from duckdb_columns() where database_name = current_database() and table_name = '{table}'"
    )
    existing = {name for (name,) in connection.execute(sql).fetchall()}
    if missing := [name for name in read_lines(table)[0] if name not in existing]:
        added = ", ".join(f"null::varchar as {name}" for name in missing)
        connection.execute(
            f"create table {table}_complete as select {f'*, {added} from {table}' if existing else added}"
        )
        connection.execute(f"drop view if exists {table}" if existing else f"delete from {table}_complete")
        connection.execute(f"alter table {table}_complete rename to {table}")


def facts_sql(name: str, *, is_ready: bool) -> str:
    """The relation; `is_ready` when `prepare` has made it a table."""
    return f"from {READY}.{name}" if is_ready else FACTS[name]


def state_ctes(connection: duckdb.DuckDBPyConnection) -> str:
    """CTEs that stand before a query and make the state as of the bound day `$as_of`, under the tables' own names."""
    tables = ", ".join(f"{table} as ({state})" for table, state in named_states(connection, "as_of").items())
    return f"{tables}, intent_stages as ({stages_sql('as_of')})"
