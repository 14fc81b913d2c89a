"""What people decided about names and rates, applied to rows that keep what was read: nothing is overwritten."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from etl.history.decisions import all_decisions
from etl.names.known_names import name_key
from etl.names.rates import RATES, with_rates
from etl.names.spellings import PARTNERS, PLACES, kept_sql, place_sql, said_sql, written_sql
from etl.reference_edits import KIND, said_by
from etl.source import sources
from etl.state import in_force, state_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

TABLE = PARTNERS
KINDS = ("name_is", "name_merged")


def decided_tables(connection: "Connection") -> frozenset[str]:
    """The reference tables that rows are read by otherwise for a decision, on whatever day: partners, sectors, …"""
    return frozenset(d["table_name"] for d in all_decisions(connection) if _matters(d))


def decided_names(connection: "Connection", table: str = TABLE) -> dict[str, str]:
    """The key of each spelling that a person gave a name → that name; what `resolve_names` takes as `decided`."""
    decisions = [d for d in reversed(all_decisions(connection)) if d["table_name"] == table and d["undone_at"] is None]
    return {name_key(spelling): name for decision in decisions for spelling, name in said_by(decision)}


def decided_columns(table: str, decided: frozenset[str]) -> list[str]:
    """The columns of a table of facts that decisions about these reference tables may change."""
    found = {TABLE: ("partners", "partner"), **PLACES, RATES: ("amount_cny",)}
    return [column for name in found if name in decided for column in found[name] if column in sources()[table].columns]


def _matters(decision: Mapping[str, Any]) -> bool:
    if decision["table_name"] in (TABLE, *PLACES):
        return bool(decision["kind"] in {*KINDS, KIND})
    return bool(decision["table_name"] == RATES and decision["kind"] == KIND)


def named_states(connection: "Connection", as_of: str | None = None) -> dict[str, str]:
    """Table → the select of its current rows as people decided about names and rates; `as_of` as in `state_sql`."""
    decided = decided_tables(connection)
    return {table: as_decided(table, state_sql(table, as_of), decided, as_of) for table in sources()}


def as_decided(table: str, inner: str, decided: frozenset[str], as_of: str | None = None) -> str:
    """A select of what `inner` selects as people decided about the reference tables `decided`, now or as of a day.

    `inner` gives all columns of the table of facts.
    """
    for names_of in PLACES:
        if names_of in decided and place_sql(table, names_of):
            inner = _with_places(table, names_of, inner, as_of)
    if RATES in decided and "amount_cny" in sources()[table].columns:
        inner = with_rates(inner, as_of)
    return with_names(table, inner, as_of) if TABLE in decided else inner


def _with_places(table: str, names_of: str, inner: str, as_of: str | None) -> str:
    """Sectors or towns that rows keep as they were written, by the names that the decisions in force give them."""
    names = place_sql(table, names_of)
    several, one = PLACES[names_of]
    moved = "list_transform(place_names, lambda name: coalesce(place_said.names[name], name))"
    once = f"list_filter({moved}, lambda name, place: list_position({moved}, name) = place)"
    known = sources()[table].columns
    values = {several: "place_new", one: "array_to_string(place_new, '、')"}
    replaced = ", ".join(
        f"coalesce({value}, {column}) as {column}" for column, value in values.items() if column in known
    )
    return f"""
        select * exclude (place_new) replace ({replaced}) from (
            select place_facts.*,
                case when list_has_any({names}, map_keys(place_said.names)) then {once} end as place_new
            from ({inner}) as place_facts
            cross join (
                select map(coalesce(list(written), []), coalesce(list(name), [])) as names
                from ({said_sql(names_of, as_of)})
            ) as place_said
        )
    """.replace("place_names", names or "")


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
        name_said as ({said_sql(TABLE, as_of)}),
        name_steps as (
            select subject as name, object as next from decisions
            where kind = 'name_merged' and table_name = '{TABLE}' and {in_force("decided_at", "undone_at", as_of)}
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
            select distinct {kept_sql(table)} as kept, {written_sql(table)} as written from name_facts
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
            on {kept_sql(table)} = name_new.kept and {written_sql(table)} = name_new.written
    """
