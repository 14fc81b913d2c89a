"""The states between two days, beside a version in memory: databases for each, with the tables of the version."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from dashboard.indicators.changed_rows import END, ChangedRows
from dashboard.indicators.facts import FACTS, READY
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# Relations of which a fact is about a partner, and depends on other records than its own.
WHOLE = ("first_meetings", "partner_meetings")
VERSION = "memory"  # the database that the version's tables stand in
_IDENTITIES = {**{table: source.id for table, source in sources().items()}, "intent_stages": "intent_id"}
_OWNERS = {"intent_stages": "intents"}  # whose rows change with whose


@dataclass(frozen=True)
class Databases:
    """The names of a state's databases: `whole` has everything, `own` only the rows that change and what follows.

    What does not change is looked up in `base`, the `whole` of the last state of the way; `changes` says what does.
    """

    whole: str
    own: str
    base: str
    changes: str


@cache
def tables_of(facts: str) -> tuple[str, ...]:
    """The tables of facts that a relation is made from."""
    return tuple(table for table in sources() if re.search(rf"\b{table}\b", FACTS[facts]))


def look_in(cursor: "Connection", database: str) -> None:
    """From now on the cursor finds the tables of a database first, then those of the version."""
    cursor.execute(f"set search_path = '{database}.main,{VERSION}.main'")


def make_states(
    connection: "Connection", name: str, base: str, then: date, until: date | None
) -> tuple[Databases, ...]:
    """How it stood at the end of the day `then`, and how after each cause, up to the end of `until`, or to now.

    `base` is the database of the last state, `name` a new one's. States that do not differ are one. The databases have
    the tables; the relations of facts come when they are asked for, by `make_relation`.
    """
    cursor = connection.cursor()
    try:
        cursor.execute(f"attach ':memory:' as {name}")
        look_in(cursor, name)
        causes = ChangedRows(cursor, then, until).find()
        states = [Databases(base, f"{name}_{END}_own", base, name)]
        _make_own(cursor, states[0], END)
        for number in reversed(range(END)):
            if number + 1 in causes:
                state = Databases(f"{name}_{number}", f"{name}_{number}_own", base, name)
                _make_own(cursor, state, number)
                _make_whole(cursor, state)
                states.insert(0, state)
            else:
                states.insert(0, states[0])
        return tuple(states)
    finally:
        cursor.close()


def _make_own(cursor: "Connection", state: Databases, number: int) -> None:
    _attach(cursor, state.own)
    for table in _IDENTITIES:
        cursor.execute(
            f"create view {state.own}.main.{table} as select * exclude (begins, ends)"
            f" from {state.changes}.main.{table}_kept where begins <= {number} and ends > {number}"
        )


def _make_whole(cursor: "Connection", state: Databases) -> None:
    _attach(cursor, state.whole)
    for table, identity in _IDENTITIES.items():
        others = _unchanged(state, f"main.{table}", identity, (_OWNERS.get(table, table),))
        cursor.execute(
            f"create view {state.whole}.main.{table} as {others} union all by name from {state.own}.main.{table}"
        )


def _attach(cursor: "Connection", database: str) -> None:
    cursor.execute(f"attach ':memory:' as {database}")
    cursor.execute(f"create schema {database}.{READY}")


def _unchanged(state: Databases, relation: str, identity: str, tables: tuple[str, ...]) -> str:
    named = ", ".join(f"'{table}'" for table in tables)
    changed = f"select id from {state.changes}.main.changes where table_name in ({named})"
    return (
        f"select others.* from {state.base}.{relation} as others"
        f" anti join ({changed}) as gone on gone.id = others.{identity}"
    )


def make_relation(connection: "Connection", state: Databases, facts: str, *, own: bool) -> None:
    """Makes a relation of facts in one of a state's databases; that of `whole` stands on those of `own` and the base.

    Facts about a partner are made anew for the partners that stand in a row that changes, and for no other.
    """
    database = state.own if own else state.whole
    relation, base = f"{database}.{READY}.{facts}", f"{state.base}.{READY}.{facts}"
    cursor = connection.cursor()
    try:
        look_in(cursor, database)
        if own:
            cursor.execute(f"create table {relation} as {FACTS[facts]}")
        elif facts in WHOLE:
            cursor.execute(f"create table {relation} as {_about_partners(state, facts, base)}")
        elif tables := tables_of(facts):
            others = _unchanged(state, f"{READY}.{facts}", "id", tables)
            cursor.execute(f"create view {relation} as {others} union all by name from {state.own}.{READY}.{facts}")
        else:
            cursor.execute(f"create view {relation} as from {base}")
    finally:
        cursor.close()


def _about_partners(state: Databases, facts: str, base: str) -> str:
    tables = tables_of(facts)
    named = " union ".join(
        f"select unnest(partners) as partner from {state.changes}.main.{table}_kept" for table in tables
    )
    ctes = ", ".join(
        f"{table} as (select * from {state.whole}.main.{table} where list_has_any(partners, (from changing_list)))"
        for table in tables
    )
    return f"""
        with changing as materialized ({named}),
        changing_list as (select coalesce(list(partner), []) from changing), {ctes}
        select * from {base} where id not in (from changing)
        union all by name
        select * from ({FACTS[facts]}) where id in (from changing)
    """
