"""The relations that indicators count over. Each gives the same columns, so that `values.py` need not know the topic:

id, day, last_day, precision, direction, stage, scheme, partners[], sectors[], towns[], is_example, and its amounts.
"""

import duckdb

from etl.names.decisions import named_states
from etl.state import stages_sql


def _until(day: str, precision: str) -> str:
    """The last day that a day known to the month or the year may mean."""
    return (
        f"case {precision} when 'month' then last_day({day}) when 'year' then make_date(year({day}), 12, 31)"
        f" else {day} end"
    )


_VISIT = """
    visit_id as id, start_date as day, end_date as last_day, date_precision as precision, direction,
    null::varchar as stage, null::varchar as scheme, partners, sectors, towns, is_example, participants
"""
_STAGE_COLUMNS = f"""
    intents.intent_id as id, reached.reached_date as day,
    {_until("reached.reached_date", "reached.date_precision")} as last_day, reached.date_precision as precision,
    null::varchar as direction, reached.stage, null::varchar as scheme, partners, sectors, towns, is_example,
    amount_cny as amount
"""
_MATTER = f"""
    intent_id as id, signed_date as day, {_until("signed_date", "date_precision")} as last_day,
    date_precision as precision, null::varchar as direction, stage, null::varchar as scheme, partners, sectors, towns,
    is_example
"""

FACTS = {
    "visits": f"select {_VISIT} from visits",
    # The first visit with each partner, over all time: filters must not make an old acquaintance new.
    "first_meetings": f"""
        select * replace (partner as id, [partner] as partners) from (
            select {_VISIT}, unnest(partners) as partner from visits
        ) qualify row_number() over (partition by partner order by day, id) = 1
    """,
    "stages": f"""
        select {_STAGE_COLUMNS},
            bool_or(reached.stage in ('landed', 'started')) over same as has_landed_or_started,
            min(reached.reached_date) filter (reached.stage = 'contract') over same as contract_date,
            reached.stage = 'intent'
                or not bool_or(reached.stage = 'intent') over same as is_first_of_both
        from intent_stages as reached join intents using (intent_id)
        where not intents.is_batch
        window same as (partition by intents.intent_id)
    """,
    # Each matter once, in its present stage.
    "matters": f"""
        select {_MATTER} from intents where not is_batch
    """,
    "batches": f"""
        select {_MATTER} from intents where is_batch
    """,
    "talent": """
        select talent_flow_id as id, period_start as day, period_end as last_day, 'period' as precision, direction,
            null::varchar as stage, scheme, sector_original as published_sector,
            case when partner is null then [] else string_split(partner, '、') end as partners,
            case when sector is null then [] else string_split(sector, '、') end as sectors,
            case when town is null then [] else string_split(town, '、') end as towns,
            is_example, measure, headcount,
            case direction when 'HK_TO_ZS' then headcount when 'ZS_TO_HK' then -headcount end as signed_headcount
        from talent_flows
    """,
}


READY = "ready"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Keeps the relations of the current state as tables in memory: asked for at every view, made once a version."""
    connection.execute(f"create schema {READY}")
    for name, sql in FACTS.items():
        connection.execute(f"create table {READY}.{name} as {sql}")


def facts_sql(name: str, *, is_ready: bool) -> str:
    """The relation; `is_ready` when `prepare` has made it a table."""
    return f"from {READY}.{name}" if is_ready else FACTS[name]


def state_ctes(connection: duckdb.DuckDBPyConnection) -> str:
    """CTEs that stand before a query and make the state as of the bound day `$as_of`, under the tables' own names."""
    tables = ", ".join(f"{table} as ({state})" for table, state in named_states(connection, "as_of").items())
    return f"{tables}, intent_stages as ({stages_sql('as_of')})"
