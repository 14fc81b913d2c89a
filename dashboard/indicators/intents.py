"""The facts about matters: the stages they reached, the steps between them, where they stand, and what is due."""

from dashboard.indicators.relation import Relation, until


def in_cny(column: str) -> str:
    """An amount of a matter in CNY, at the rate at which its lower bound was converted."""
    return (
        f"case when coalesce(currency, 'CNY') = 'CNY' then {column}"
        f" when amount_low > 0 then round({column}::double * amount_cny::double / amount_low::double, 2) end"
    )


_STAGE_COLUMNS = f"""
    intents.intent_id as id, reached.reached_date as day,
    {until("reached.reached_date", "reached.date_precision")} as last_day, reached.date_precision as precision,
    null::varchar as direction, reached.stage, null::varchar as scheme, partners, sectors, towns, is_example,
    amount_cny as amount, {in_cny("amount_high")} as amount_high, {in_cny("paid_in")} as paid_in
"""
_MATTER = f"""
    intent_id as id, signed_date as day, {until("signed_date", "date_precision")} as last_day,
    date_precision as precision, null::varchar as direction, stage, null::varchar as scheme, partners, sectors, towns,
    is_example
"""
# A stage with a limit is one that a matter should leave again.
_LIMIT = "try_cast(nullif(stalled_after_days, '') as integer)"


def _due(column: str) -> Relation:
    """Each matter with a planned day, by that day, and the stages that it has reached."""
    return Relation(
        f"""
        select intent_id as id, {column} as day, {column} as last_day, 'day' as precision, null::varchar as direction,
            stage, null::varchar as scheme, partners, sectors, towns, is_example, reached_stages
        from intents
        join (select intent_id, list(stage) as reached_stages from intent_stages group by intent_id) using (intent_id)
        where not is_batch and {column} is not null
        """,
        {"reached_stages": "texts"},
    )


INTENTS = {
    "stages": Relation(
        f"""
        select {_STAGE_COLUMNS},
            list(reached.stage) over same as reached_stages,
            min(reached.reached_date) filter (reached.stage = 'contract') over same as contract_date,
            reached.stage = 'intent'
                or not bool_or(reached.stage = 'intent') over same as is_first_of_both
        from intent_stages as reached join intents using (intent_id)
        where not intents.is_batch
        window same as (partition by intents.intent_id)
        """,
        {
            "reached_stages": "texts",
            "contract_date": "date",
            "is_first_of_both": "flag",
            "amount": "number",
            "amount_high": "number",
            "paid_in": "number",
        },
    ),
    # Each matter once for each stage whose stage before it has reached, by the day on which it reached that one.
    # A stage that carries the day of a later one was not dated itself: how long it took is not known.
    "stage_steps": Relation(
        f"""
        with steps as (
            select stage, position::integer as position, lag(stage) over (order by position::integer) as before_stage
            from stages where stage <> 'ended'
        ),
        dated as (
            select reached.*, position,
                max(position) over (partition by intent_id) as furthest,
                reached.date_precision = 'day' and reached_date < coalesce(min(reached_date) over (
                    partition by intent_id order by position rows between 1 following and unbounded following
                ), 'infinity'::date) as is_dated
            from intent_stages as reached join steps using (stage)
        )
        select intents.intent_id as id, gone.reached_date as day,
            {until("gone.reached_date", "gone.date_precision")} as last_day, gone.date_precision as precision,
            null::varchar as direction, steps.stage, null::varchar as scheme, partners, sectors, towns, is_example,
            gone.furthest >= steps.position as has_reached,
            case when gone.is_dated and come.is_dated and come.reached_date > gone.reached_date
                then come.reached_date - gone.reached_date end as days
        from dated as gone
        join intents using (intent_id)
        join steps on steps.before_stage = gone.stage
        left join dated as come on come.intent_id = gone.intent_id and come.stage = steps.stage
        where not intents.is_batch
        """,
        {"has_reached": "flag", "days": "number"},
    ),
    # Each matter once, in its present stage.
    "matters": Relation(
        f"""
        select {_MATTER}, {_LIMIT} is not null as is_open, last_day + {_LIMIT} + 1 as stalled_from
        from intents left join (select stage, stalled_after_days from stages) using (stage) where not is_batch
        """,
        {"is_open": "flag", "stalled_from": "date", "age": "number"},
    ),
    "batches": Relation(f"select {_MATTER} from intents where is_batch"),
    "due_starts": _due("due_start_date"),
    "due_productions": _due("due_production_date"),
}
