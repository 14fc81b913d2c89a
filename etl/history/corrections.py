"""Corrections of a key: a row without a number has an id made of its key, so that correcting the key adds a row.

In a newer version of the same workbook such a row takes the place of the one it corrects. Both stay under their own
ids; `corrections` says which row of which load no longer counts, and what the loads say decides it alone. So a load
that is taken back leaves what would have been without it.
"""

from typing import TYPE_CHECKING

from etl.clock import now
from etl.digest import content_columns
from etl.history.series import are_alike, join_series
from etl.schema import literals, rows_table
from etl.source import Source, sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# An id that we made: sixteen hexadecimal digits. An office's number of that length without a letter is its own.
_MADE = "regexp_full_match({id}, '[0-9a-f]{{16}}') and regexp_matches({id}, '[a-f]')"


def record_corrections(connection: "Connection", load_id: int) -> int:
    """Notes which rows of earlier loads of its series the load corrects, and returns how many."""
    ((series,),) = connection.execute(f"select series from loads where load_id = {load_id}").fetchall()
    earlier = [
        found
        for (found,) in connection.execute(
            f"select load_id from loads where coalesce(series, load_id) = {series} and load_id < {load_id}"
            " and undone_at is null"
        ).fetchall()
    ]
    if not earlier:
        return 0
    return sum(_record(connection, source, load_id, earlier) for source in sources().values())


def replay(connection: "Connection", load_id: int) -> None:
    """After a load went or came back: its and later loads' series and corrections, as they are by what counts now."""
    counting = connection.execute(
        "select load_id, coalesce(series, load_id) from loads"
        " where load_id = $1 or (load_id > $1 and undone_at is null) order by load_id",
        [load_id],
    ).fetchall()
    before = dict(counting)
    after = dict(counting)
    is_back = connection.execute("select undone_at is null from loads where load_id = ?", [load_id]).fetchall()
    # Only what is like a load that moved can belong elsewhere now.
    moved, touched = [load_id], {before[load_id]}
    for other in before:
        if is_back == [(True,)] if other == load_id else are_alike(connection, other, moved):
            after[other] = join_series(connection, other)
        if after[other] != before[other]:
            moved.append(other)
            touched |= {before[other], after[other]}
    settled = [other for other in before if {before[other], after[other]} & touched]
    # What a later load corrected must not hide rows from an earlier one that is settled anew.
    for other in settled:
        _end(connection, other)
    for other in settled:
        if other != load_id or is_back == [(True,)]:
            record_corrections(connection, other)


def _end(connection: "Connection", load_id: int) -> None:
    connection.execute("update corrections set ended_at = ? where load_id = ? and ended_at is null", [now(), load_id])


def _record(connection: "Connection", source: Source, load_id: int, earlier: list[int]) -> int:
    connection.execute(f"create or replace temp table candidates as {_candidates_sql(source, load_id, earlier)}")
    sides = connection.execute("select count(distinct is_new) from candidates").fetchall()
    if sides != [(2,)]:
        return 0
    connection.execute("create or replace temp table alike (old_id varchar, new_id varchar)")
    for column in source.key:
        connection.execute(f"insert into alike {_alike_sql(source, column)}")
    # Who is like more than one is like nobody for certain.
    connection.execute(
        """
        create or replace temp table pairs as select old_id, new_id from (
            select *, count(*) over (partition by old_id) as old_count, count(*) over (partition by new_id) as new_count
            from alike
        ) where old_id is not null and new_id is not null and old_count = 1 and new_count = 1
        """
    )
    connection.execute(
        f"""
        insert into corrections (table_name, load_id, old_load_id, old_id, new_id, made_at)
        select '{source.table}', {load_id}, kept.load_id, pairs.old_id, pairs.new_id, '{now()}'
        from pairs join {rows_table(source.table)} as kept on kept.{source.id} = pairs.old_id
        where kept.load_id in ({literals(earlier)})
        union
        -- What the corrected row had corrected before is now corrected by this one, too.
        select '{source.table}', {load_id}, before.old_load_id, before.old_id, pairs.new_id, '{now()}'
        from pairs join corrections as before on before.new_id = pairs.old_id
        where before.table_name = '{source.table}' and before.ended_at is null
            and before.load_id in ({literals(earlier)})
        """
    )
    ((number,),) = connection.execute("select count(*) from pairs").fetchall()
    return int(number)


def _candidates_sql(source: Source, load_id: int, earlier: list[int]) -> str:
    """Rows with made ids that only the load has, and the latest of those that only earlier ones have."""
    rows, identity = rows_table(source.table), source.id
    # A plural stands for its singular in the key, `towns` for `town`.
    said = {identity, *source.key, *(f"{column}s" for column in source.key)}
    rest = ", ".join(column for column in content_columns(source.table) if column not in said)
    lists = {column for column in source.key if source.columns[column].type == "text_list"}
    texts = [f"to_json(list_sort({column}))" if column in lists else column for column in source.key]
    keys = ", ".join(f"{text}::varchar as {column}" for text, column in zip(texts, source.key, strict=True))
    return f"""
        with earlier as (
            select load_id, {identity} as id from {rows} where load_id in ({literals(earlier)})
            except
            select old_load_id, old_id from corrections where table_name = '{source.table}' and ended_at is null
        )
        select load_id = {load_id} as is_new, {identity} as id, row_number, json_array({rest})::varchar as rest, {keys},
            -- The sheet of a text file bears its name, which a copy changes.
            case when sheet = workbook then '' else sheet end as sheet
        from {rows}
        where {_MADE.format(id=identity)} and (
            load_id = {load_id} and {identity} not in (select id from earlier)
            or (load_id, {identity}) in (select (load_id, id) from earlier)
                and {identity} not in (select {identity} from {rows} where load_id = {load_id})
        )
        qualify row_number() over (partition by {identity} order by load_id desc) = 1
    """


def _alike_sql(source: Source, column: str) -> str:
    """Old and new rows that agree in all of the key but `column`: as a pair, or each alone where there are more.

    What they agree in must say something. That the cell was corrected, and not a row taken out and another put in,
    shows in its place in the sheet or in all the rest of the row.
    """
    others = [other for other in source.key if other != column]
    says_something = " or ".join(f"coalesce({other}, '[]') <> '[]'" for other in others)
    return f"""
        with grouped as (
            select json_array(sheet, {", ".join(others)})::varchar as agreed,
                list({{'id': id, 'row_number': row_number, 'rest': rest}}) filter (not is_new) as old,
                list({{'id': id, 'row_number': row_number, 'rest': rest}}) filter (is_new) as new
            from candidates where {says_something} group by agreed
        ),
        paired as (
            select *, len(old) = 1 and len(new) = 1 and (
                old[1].row_number = new[1].row_number or old[1].rest = new[1].rest
            ) as is_pair
            from grouped where len(old) > 0 and len(new) > 0
        )
        select old[1].id, new[1].id from paired where is_pair
        union all select unnest(old).id, null from paired where not is_pair
        union all select null, unnest(new).id from paired where not is_pair
    """
