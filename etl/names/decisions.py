"""What people decided about names, applied to rows that keep how each name was written: nothing is overwritten."""

from typing import TYPE_CHECKING, Any

from etl.history.decisions import all_decisions, decided
from etl.names.known_names import name_key
from etl.schema import columns, comment_statements, meaning, rows_table
from etl.source import sources
from etl.state import in_force, state_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

TABLE = "partners"
KINDS = ("name_is", "name_merged")
SPELLINGS = "decided_spellings"
_ABOUT_NAMES = f"table_name = '{TABLE}' and kind in ('name_is', 'name_merged')"
# The names joined in a text, as `etl.names.resolve` separates them: a comma in brackets separates none.
_JOINED = "(?:[^、（(]|[（(][^）)]*[）)]|[（(])+"


def has_name_decisions(connection: "Connection") -> bool:
    """True when anybody ever decided about a name; else `with_names` has nothing to do, on whatever day."""
    return any(_is_about_names(decision) for decision in all_decisions(connection))


def decided_names(connection: "Connection") -> dict[str, str]:
    """The key of each spelling that a person gave a name → that name; what `resolve_names` takes as `decided`."""
    return {name_key(row["subject"]): row["object"] for row in decided(connection, "name_is", TABLE)}


def _is_about_names(decision: dict[str, Any]) -> bool:
    return decision["table_name"] == TABLE and decision["kind"] in KINDS


def keep_spellings(connection: "Connection") -> None:
    """Makes the table that `with_names` compares spellings by: SQL cannot tell Traditional from Simplified.

    It holds every way in which the rows write a name that a person decided about, with its key. To be called before
    `with_names`, whenever rows or decisions may have changed.
    """
    connection.execute(f"create or replace table {SPELLINGS} (written varchar, key varchar)")
    for statement in comment_statements(SPELLINGS, columns(SPELLINGS), meaning(SPELLINGS)):
        connection.execute(statement)
    subjects = connection.execute(
        f"select distinct subject from decisions where {_ABOUT_NAMES} and kind = 'name_is'"
    ).fetchall()
    keys = {name_key(subject) for (subject,) in subjects}
    if not keys:
        return
    facts = (f"select unnest({_written(table)}) as written from {rows_table(table)}" for table in sources())
    written = connection.execute(f"select distinct written from ({' union all '.join(facts)})").fetchall()
    known = sorted({text for (text,) in [*subjects, *written] if name_key(text) in keys})
    connection.execute(
        f"insert into {SPELLINGS} select unnest(?::varchar[]), unnest(?::varchar[])",
        [known, list(map(name_key, known))],
    )


def named_states(connection: "Connection", as_of: str | None = None) -> dict[str, str]:
    """Table → the select of its current rows with the names that people decided; `as_of` as in `state_sql`."""
    is_named = has_name_decisions(connection)
    states = {table: state_sql(table, as_of) for table in sources()}
    return {table: with_names(table, state, as_of) if is_named else state for table, state in states.items()}


def with_names(table: str, inner: str, as_of: str | None = None) -> str:
    """A select of what `inner` selects, with the partners that the decisions in force give; `as_of` as in `state_sql`.

    `inner` gives all columns of the table of facts. Each name as written is what the latest decision on its key says,
    else the name that the row keeps; then mergers are followed to their end, and each name stays once, in order.
    """
    is_list = "partners" in sources()[table].columns
    column = "partners" if is_list else "partner"
    renamed = "name_new.names" if is_list else "array_to_string(name_new.names, '、')"
    return f"""
        with recursive name_facts as materialized ({inner}),
        name_choices as (
            select decision_id, kind, subject, object from decisions
            where {_ABOUT_NAMES} and {in_force("decided_at", "undone_at", as_of)}
        ),
        name_said as (
            select spelling.written, choice.object as name
            from name_choices as choice
            join {SPELLINGS} as decided on decided.written = choice.subject
            join {SPELLINGS} as spelling on spelling.key = decided.key
            where choice.kind = 'name_is'
            qualify row_number() over (partition by spelling.written order by choice.decision_id desc) = 1
        ),
        name_steps as (
            select subject as name, object as next from name_choices where kind = 'name_merged'
            qualify row_number() over (partition by subject order by decision_id desc) = 1
        ),
        name_followed as (
            select name, next from name_steps
            union
            select name_followed.name, name_steps.next
            from name_followed join name_steps on name_steps.name = name_followed.next
        ),
        name_ends as (
            select name, next from name_followed where next not in (select name from name_steps)
        ),
        name_lists as (
            select distinct {_kept(table)} as kept, {_written(table)} as written from name_facts
        ),
        name_parts as (
            select kept, written, unnest(kept) as part, unnest(written) as spelling,
                generate_subscripts(kept, 1) as position
            from name_lists
        ),
        name_new as (
            select kept, written, list(name order by position) as names
            from (
                select parts.kept, parts.written, min(parts.position) as position,
                    coalesce(ends.next, said.name, parts.part) as name
                from name_parts as parts
                left join name_said as said on said.written = parts.spelling
                left join name_ends as ends on ends.name = coalesce(said.name, parts.part)
                group by all
            )
            group by kept, written
            having names <> kept
        )
        select name_facts.* replace (coalesce({renamed}, name_facts.{column}) as {column})
        from name_facts left join name_new
            on {_kept(table)} = name_new.kept and {_written(table)} = name_new.written
    """


def _kept(table: str) -> str:
    """The expression that gives the names of a row as a list."""
    return "partners" if "partners" in sources()[table].columns else f"regexp_extract_all(partner, '{_JOINED}')"


def _written(table: str) -> str:
    """How each of them was written; rows of an earlier release do not say it."""
    kept = _kept(table)
    return f"case when len(partners_written) = len({kept}) then partners_written else {kept} end"


def name_history(connection: "Connection", name: str) -> list[dict[str, Any]]:
    """Every decision that a body's name depends on, also those taken back, in the order in which they were made."""
    decisions = [decision for decision in reversed(all_decisions(connection)) if _is_about_names(decision)]
    bodies = {name}
    while True:
        found = [d for d in decisions if bodies & {d["object"], d["subject"] if d["kind"] == "name_merged" else None}]
        more = {body for d in found if d["kind"] == "name_merged" for body in (d["subject"], d["object"])} - bodies
        if not more:
            return found
        bodies |= more
