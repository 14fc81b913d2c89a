"""Which rows stand otherwise on one day than on another, for which cause, and how they stand in between."""

from datetime import date
from typing import TYPE_CHECKING, Any

from etl.names.decisions import KINDS, as_decided, decided_columns, decided_tables
from etl.reference_edits import KIND
from etl.schema import literals
from etl.source import sources
from etl.state import counting, in_force, stages_sql, state_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# In the order in which they are told apart; the last is what rows are held to mean, not what they say.
CAUSES = ("new", "corrected", "undone", "decided", "defined")
END = len(CAUSES)  # the state after the last cause
_FOR_EVER = END + 1


class ChangedRows:
    """Fills the database that `cursor` looks in first with the rows that change between two days.

    `changes`: each row that stands otherwise, with the loads that speak of it then and now, and the number of its cause
    (0: only its names change). `visits_kept` and so on: the rows themselves, each with the state that it begins in and
    the one that it ends in: state 0 is how it stood then, state n how after the nth cause.
    """

    def __init__(self, cursor: "Connection", then: date, until: date | None) -> None:
        self._cursor = cursor
        self._days = {"then": then, "until": until}
        self._end = "until" if until else None

    def find(self) -> frozenset[int]:
        """Makes the tables and returns the numbers of the causes that there are."""
        self._decided = decided_tables(self._cursor)
        self._run(
            "create table changes (table_name varchar, id varchar, then_load bigint, now_load bigint, step integer,"
            " is_renamed boolean)"
        )
        for table in sources():
            self._find_changes(table)
        if self._decided and self._names_differ():
            for table in sources():
                self._find_renamed(table)
        for table in sources():
            self._keep_rows(table)
        self._keep_stages()
        steps = {step for (step,) in self._run("select distinct step from changes where step > 0")}
        return frozenset(steps | ({END} if self._run("select 1 from changes where is_renamed limit 1") else set()))

    def _run(self, sql: str) -> list[tuple[Any, ...]]:
        bound = {name: day for name, day in self._days.items() if f"${name}" in sql}
        return self._cursor.execute(sql, bound).fetchall()

    def _find_changes(self, table: str) -> None:
        """A row changes once: what is new, what a later load says otherwise, what an undo or a person took or gave."""
        identity = sources()[table].id
        for side, day in (("then", "then"), ("now", self._end)):
            self._run(
                f"create or replace temp table {side}_chosen as"
                f" select distinct {identity} as id, load_id from ({state_sql(table, day)})"
            )
        removal = in_force("decided_at", "undone_at", "then"), in_force("decided_at", "undone_at", self._end)
        made = in_force("made_at", "ended_at", "then"), in_force("made_at", "ended_at", self._end)
        pairs = f"select old_id, new_id from corrections where table_name = '{table}'"
        self._run(
            f"""
            insert into changes
            with since as (
                select load_id from loads where left(loaded_at, 10) > $then::varchar and {counting(self._end)}
            ),
            -- Those that were taken back, and those that were brought back.
            undone as (
                select load_id from loads where ({counting("then")}) <> ({counting(self._end)})
                    and load_id not in (from since)
            ),
            decided as (
                select subject from decisions
                where kind = 'row_removed' and table_name = '{table}' and ({removal[0]}) <> ({removal[1]})
            ),
            began as ({pairs} and {made[1]} except {pairs} and {made[0]}),
            ended as ({pairs} and {made[0]} except {pairs} and {made[1]}),
            -- What else is told of a row, such as its earlier stages, may depend on rows that are not current.
            told as (
                select {identity} as id from {table}_rows where load_id in (from undone)
                union select subject from decided
                union select unnest([old_id, new_id]) from (from began union from ended)
            ),
            touched as (from told union select new_id from corrections where old_id in (from told)),
            changed as (
                select coalesce(now_chosen.id, then_chosen.id) as id, then_chosen.load_id as then_load,
                    now_chosen.load_id as now_load
                from then_chosen full join now_chosen on now_chosen.id = then_chosen.id
                where then_chosen.load_id is distinct from now_chosen.load_id
                    or coalesce(now_chosen.id, then_chosen.id) in (from touched)
            )
            select '{table}', id, then_load, now_load, case
                when now_load in (from since) and then_load is null and id not in (
                    select new_id from began where old_id in (select id from then_chosen)
                ) then 1
                when now_load in (from since) then 2
                when id in (select unnest([old_id, new_id]) from began) then 2
                when then_load in (from undone) then 3
                when id in (from decided) or now_load is null then 4
                else 3
            end, false
            from changed
            """
        )

    def _names_differ(self) -> bool:
        about = f"from decisions where table_name in ({literals(self._decided)}) and kind in {(*KINDS, KIND)}"
        then, now = (
            self._run(f"select decision_id {about} and {in_force('decided_at', 'undone_at', day)} order by all")
            for day in ("then", self._end)
        )
        return then != now

    def _find_renamed(self, table: str) -> None:
        """Rows of whose names and rates the decisions now in force make something else than those of then."""
        identity, columns = sources()[table].id, decided_columns(table, self._decided)
        if not columns:
            return
        state = state_sql(table, self._end)
        old, new = (as_decided(table, state, self._decided, day) for day in ("then", self._end))
        differs = " or ".join(f"old.{column} is distinct from new.{column}" for column in columns)
        self._run(
            f"create or replace temp table renamed as select old.{identity} as id, old.load_id from ({old}) as old"
            f" join ({new}) as new using ({identity}) where {differs}"
        )
        self._run(
            f"update changes set is_renamed = true where table_name = '{table}' and id in (select id from renamed)"
        )
        self._run(
            f"insert into changes select '{table}', id, load_id, load_id, 0, true from renamed"
            f" where id not in (select id from changes where table_name = '{table}')"
        )

    def _keep_rows(self, table: str) -> None:
        meant = f"case when is_renamed then {END} else {_FOR_EVER} end"
        rows = (
            (self._standing(table, "then_load", "then"), "0", "step"),
            (self._standing(table, "now_load", "then"), "step", meant),
            (self._standing(table, "now_load", self._end), meant, str(_FOR_EVER)),
        )
        selects = (
            f"select {begins} as begins, {ends} as ends, rows.* from ({sql}) as rows"
            f" join changes on id = rows.{sources()[table].id} and table_name = '{table}' where {begins} < {ends}"
            for sql, begins, ends in rows
        )
        self._run(f"create table {table}_kept as {' union all '.join(selects)}")

    def _standing(self, table: str, load: str, names: str | None) -> str:
        """The rows that change as a load says them, with the names as on a day."""
        chosen = f"select {load} as load_id, id from changes where table_name = '{table}'"
        rows = (
            f"select rows.* from {table}_rows as rows"
            f" join ({chosen}) as chosen on chosen.id = rows.{sources()[table].id} and chosen.load_id = rows.load_id"
        )
        return as_decided(table, rows, self._decided, names)

    def _keep_stages(self) -> None:
        """Stages follow the rows that told them, which need not be current; names do not matter to them."""
        states = (("then", "0", "step", 0), (self._end, "step", str(_FOR_EVER), END))
        selects = (
            f"select {begins} as begins, {ends} as ends, reached.* from ("
            f"  with intents as (select * from intents_kept where begins <= {state} and ends > {state})"
            f"  select * from ({stages_sql(day)})"
            f") as reached join changes on id = reached.intent_id and table_name = 'intents' where {begins} < {ends}"
            for day, begins, ends, state in states
        )
        self._run(f"create table intent_stages_kept as {' union all '.join(selects)}")
