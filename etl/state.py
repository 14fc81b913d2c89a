"""The state: for each natural key the latest row of the loads that count, as SQL over the rows that are kept."""

from etl.source import sources


def state_sql(table: str, as_of: str | None = None) -> str:
    """A select of the current rows of `table`; `as_of` is the name of a bound date (the office's day, inclusive).

    A load counts when it is not undone, or was undone after the day asked for.
    """
    identity = sources()[table].id
    return f"""
        select kept.* from {table}_rows as kept
        join loads using (load_id)
        where {counting(as_of)}
        qualify row_number() over (partition by kept.{identity} order by kept.load_id desc) = 1
    """


def counting(as_of: str | None = None) -> str:
    """The condition on `loads` that says which count, now or as of a bound day."""
    if not as_of:
        return "loads.undone_at is null"
    return (
        f"left(loads.loaded_at, 10) <= ${as_of}::varchar"
        f" and (loads.undone_at is null or left(loads.undone_at, 10) > ${as_of}::varchar)"
    )


def stages_sql(as_of: str | None = None) -> str:
    """Every stage that the record shows an intent to have reached, with its day and how exactly that is known.

    The stage of the current row, and the stages of earlier rows of the same intent that lie before it: a later row with
    a lower stage is a correction, not a step back. From the contract on, a stage implies those between it and the
    contract; they carry the earliest day known to lie at or after them.
    """
    return f"""
        with told as (
            select intent_id, stage, signed_date as reached_date, date_precision from intents
            union
            select earlier.intent_id, earlier.stage, earlier.signed_date, earlier.date_precision
            from intents_rows as earlier
            join loads on loads.load_id = earlier.load_id
            join intents as now on now.intent_id = earlier.intent_id and now.load_id > earlier.load_id
            join stages as then_stage on then_stage.stage = earlier.stage
            join stages as now_stage on now_stage.stage = now.stage
            where {counting(as_of)} and then_stage.position::integer < now_stage.position::integer
        ),
        implied as (
            select told.intent_id, below.stage, told.reached_date, told.date_precision
            from told
            join stages as reached on reached.stage = told.stage
            join stages as below on below.position::integer between 5 and reached.position::integer
            where reached.position::integer between 5 and 9
            union all
            select intent_id, stage, reached_date, date_precision from told
        )
        select intent_id, stage, reached_date, date_precision from implied
        qualify row_number() over (
            partition by intent_id, stage order by reached_date nulls last, date_precision
        ) = 1
    """
