"""The same visit or matter told by two workbooks: likely pairs of current rows, for a person to decide.

Nothing is merged here.
Rows are joined by what they must have in common, days and partners, never each with each. A person cannot look at
thousands of rows of one day and partner: what is told more often than `MOST_ALIKE` times is no question of two rows.
"""

from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import JaroWinkler

from etl.clean.text import folded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

LEAST_IN_COMMON = 0.5
LEAST_LIKE = 0.85
MOST_ALIKE = 50

_UNDECIDED = """not exists (
    select 1 from decisions
    where kind = 'pair_distinct' and table_name = '{table}' and undone_at is null
        and subject = least(first_id, second_id) and object = greatest(first_id, second_id)
)"""
# Of two rows the first is the one that was loaded first; it is the one that stays.
_ORDERED = "(one.load_id, one.{id}) < (two.load_id, two.{id}) and one.series <> two.series"


def likely_duplicates(connection: "Connection") -> list[dict[str, Any]]:
    """Pairs of visits and of intents, the likeliest first: {"table", "first", "second", "score" of 100}."""
    tellers = "select count(distinct coalesce(series, load_id)) > 1 from loads where undone_at is null"
    if connection.execute(tellers).fetchall() == [(False,)]:
        return []
    found = [*_visits(connection), *_intents(connection)]
    return sorted(found, key=lambda pair: (-pair["score"], pair["table"], pair["first"], pair["second"]))


def _visits(connection: "Connection") -> list[dict[str, Any]]:
    """The same first and last day, at least half of the partners of both in common, no contrary direction."""
    pairs = connection.execute(
        f"""
        with told as (
            select visit_id, load_id, coalesce(series, load_id) as series, start_date, end_date,
                case when direction <> 'OTHER' then direction end as direction,
                len(list_distinct(partners)) as partner_count, unnest(list_distinct(partners)) as partner
            from visits join (select load_id, series from loads) using (load_id)
            where not is_example and len(partners) > 0
        ),
        rare as (
            select *, count(*) over (partition by start_date, end_date, partner) as alike,
                count(distinct series) over (partition by start_date, end_date, partner) as tellers
            from told
            qualify alike <= {MOST_ALIKE} and tellers > 1
        ),
        pairs as (
            select one.visit_id as first_id, two.visit_id as second_id,
                count(*) / (any_value(one.partner_count) + any_value(two.partner_count) - count(*)) as in_common
            from rare as one
            join rare as two using (start_date, end_date, partner)
            where {_ORDERED.format(id="visit_id")} and coalesce(one.direction = two.direction, true)
            group by one.visit_id, two.visit_id
        )
        select first_id, second_id, in_common from pairs
        where in_common >= {LEAST_IN_COMMON} and {_UNDECIDED.format(table="visits")}
        """
    ).fetchall()
    return [_pair("visits", first, second, in_common) for first, second, in_common in pairs]


def _intents(connection: "Connection") -> list[dict[str, Any]]:
    """The same partners and stage, a similar title, and amounts that do not differ."""
    pairs = connection.execute(
        f"""
        with told as (
            select intent_id, load_id, coalesce(series, load_id) as series, title, stage, amount_low, amount_high,
                currency, list_sort(list_distinct(partners)) as partners
            from intents join (select load_id, series from loads) using (load_id)
            where not is_example and len(partners) > 0
        ),
        rare as (
            select * from told join (
                select partners, stage from told group by partners, stage
                having count(*) <= {MOST_ALIKE} and min(series) <> max(series)
            ) using (partners, stage)
        ),
        pairs as (
            select one.intent_id as first_id, two.intent_id as second_id, one.title as title, two.title as other
            from rare as one
            join rare as two using (partners, stage)
            where {_ORDERED.format(id="intent_id")}
                and (one.amount_low is null or two.amount_low is null or (
                    one.amount_low = two.amount_low and one.currency = two.currency
                    and one.amount_high is not distinct from two.amount_high
                ))
        )
        select first_id, second_id, title, other from pairs where {_UNDECIDED.format(table="intents")}
        """
    ).fetchall()
    likeness = (
        (first, second, JaroWinkler.similarity(folded(title), folded(other))) for first, second, title, other in pairs
    )
    return [_pair("intents", first, second, like) for first, second, like in likeness if like >= LEAST_LIKE]


def _pair(table: str, first: str, second: str, likeness: float) -> dict[str, Any]:
    return {"table": table, "first": first, "second": second, "score": round(100 * likeness)}
