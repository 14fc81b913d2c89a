"""Whatever happened to the record, the parts of a difference sum to it, between any two days."""

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.indicators.difference import ELAPSED, difference
from dashboard.indicators.facts import READY, prepare
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.standing import Standings
from dashboard.indicators.values import values
from etl.names.decisions import named_states
from etl.names.spellings import keep_spellings
from etl.publish import rebuild_state
from etl.schema import create_statements, rows_table
from etl.source import sources
from etl.state import stages_sql

DAYS = [date(2026, 11, day) for day in range(1, 8)]
BODIES = ("香港生产力促进局", "香港科技大学", "香港大学")
ASKED = ("delegations", "meetings", "participants", "new_partners", "intentions", "contracts", "contracts_amount",
         "conversion_rate", "fulfilment_rate", "talent_net", "matters",
         "stage_age", "start_rate", "partner_conversion")  # fmt: skip
IDS = some.sampled_from("abc")
MOMENTS = some.sampled_from(DAYS)
ENDS = some.none() | MOMENTS

ROWS = some.fixed_dictionaries(
    {
        "id": IDS,
        "partners": some.lists(some.sampled_from(BODIES), unique=True, max_size=2),
        "number": some.integers(0, 9),
        "year": some.sampled_from((2025, 2026)),
        "stage": some.sampled_from(("lead", "intent", "mou", "contract", "started")),
    }
)
LOADS = some.lists(
    some.tuples(MOMENTS, ENDS, some.lists(ROWS, unique_by=lambda row: row["id"], max_size=3)), min_size=1, max_size=4
)
REMOVALS = some.lists(some.tuples(MOMENTS, ENDS, IDS, some.none() | IDS, some.integers(0, 4)), max_size=2)
CORRECTIONS = some.lists(some.tuples(MOMENTS, ENDS, IDS, IDS, some.integers(1, 4), some.integers(1, 4)), max_size=2)
SPELLS = some.lists(some.tuples(some.integers(1, 4), MOMENTS, MOMENTS), max_size=2)
MERGERS = some.lists(some.tuples(MOMENTS, ENDS), max_size=1)


@pytest.fixture(scope="module")
def connection():
    """A warehouse in memory with the reference tables and without a row."""
    with duckdb.connect() as made:
        for statement in create_statements():
            made.execute(statement)
        rebuild_state(made)
        for table in (*sources(), "intent_stages"):  # views while there is no row; states of many kinds follow
            made.execute(f"drop view {table}")
        made.execute("set threads = 1")
        yield made


def moment(day):
    return day and f"{day}T09:00:00+08:00"


def fill(connection, loads, removals, corrections, mergers, spells):
    """The record after these events, as a version would hold it."""
    for table in ("loads", "undone_spells", "decisions", "corrections", *map(rows_table, sources())):
        connection.execute(f"delete from {table}")
    for load_id, (day, undone, rows) in enumerate(sorted(loads, key=lambda load: load[0]), 1):
        connection.execute(
            "insert into loads (load_id, loaded_at, workbook, undone_at) values (?, ?, 'a.csv', ?)",
            [load_id, moment(day), moment(undone if undone and undone >= day else None)],
        )
        for row in rows:
            first = date(row["year"], 3, 1 + row["number"])
            connection.execute(
                "insert into visits_rows (visit_id, start_date, end_date, date_precision, direction, participants,"
                " partners, partners_written, sectors, towns, load_id)"
                " values (?, ?, ?, 'day', 'ZS_TO_HK', ?, ?, ?, [], [], ?)",
                [row["id"], first, first, row["number"], row["partners"], row["partners"], load_id],
            )
            connection.execute(
                "insert into intents_rows (intent_id, signed_date, date_precision, stage, amount_cny, is_batch,"
                " partners, partners_written, sectors, towns, load_id)"
                " values (?, ?, 'day', ?, ?, false, [], [], [], [], ?)",
                [row["id"], first, row["stage"], row["number"], load_id],
            )
            connection.execute(
                "insert into talent_flows_rows (talent_flow_id, period_start, period_end, direction, measure,"
                " headcount, partner, partners_written, load_id) values (?, ?, ?, 'HK_TO_ZS', 'people', ?, ?, ?, ?)",
                [row["id"], first, first, row["number"], "、".join(row["partners"]), row["partners"], load_id],
            )
    for load_id, undone, redone in spells:
        connection.execute(
            "insert into undone_spells (load_id, undone_at, redone_at) values (?, ?, ?)",
            [load_id, moment(undone), moment(redone)],
        )
    tables = ("visits", "intents")
    made = [("row_removed", table, *removal) for table in tables for removal in removals]
    made += [("name_merged", "partners", day, end, *BODIES[:2], 0) for day, end in mergers]
    for number, (kind, table, day, end, subject, other, after) in enumerate(made, 1):
        connection.execute(
            "insert into decisions (decision_id, decided_at, kind, table_name, subject, object, after_load, undone_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            [number, moment(day), kind, table, subject, other, after, moment(end if end and end >= day else None)],
        )
    for table in tables:
        for day, end, old, new, old_load, load in corrections:
            connection.execute(
                "insert into corrections (table_name, load_id, old_load_id, old_id, new_id, made_at, ended_at)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                [table, load, old_load, old, new, moment(day), moment(end if end and end >= day else None)],
            )
    keep_spellings(connection)
    for table, state in named_states(connection).items():
        connection.execute(f"create or replace table {table} as {state}")
    connection.execute(f"create or replace table intent_stages as {stages_sql()}")
    connection.execute(f"drop schema if exists {READY} cascade")
    prepare(connection)


@settings(max_examples=25, deadline=None)
@given(
    LOADS,
    REMOVALS,
    CORRECTIONS,
    MERGERS,
    SPELLS,
    MOMENTS,
    ENDS,
    some.booleans(),
    some.sets(some.sampled_from(ASKED), min_size=3, max_size=4),
)
def test_the_parts_sum(connection, loads, removals, corrections, mergers, spells, since, until, is_one_year, asked):
    fill(connection, loads, removals, corrections, mergers, spells)
    until = until if until and until > since else None
    period = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)} if is_one_year else {}
    standings = Standings(connection)
    for name in sorted(asked):
        indicator = INDICATORS[name]
        before = values(connection, indicator, Filters(**period, as_of=since)).total
        now = values(connection, indicator, Filters(**period, as_of=until))
        found = difference(standings, indicator, Filters(**period, as_of=until), since, now, indicator)
        if found is None:
            assert before in (None, 0)
            continue
        assert (found.before, found.now) == (before, now.total), name
        assert sum(part.value for part in found.parts) == pytest.approx((now.total or 0) - (before or 0)), name
        # A change has rows that cause it, but for the days that went by.
        assert all(part.rows or part.cause == ELAPSED for part in found.parts if part.value), name
    for (database,) in connection.execute("select database_name from duckdb_databases() where not internal").fetchall():
        if database != "memory":
            connection.execute(f"detach {database}")
