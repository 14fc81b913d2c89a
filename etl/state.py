"""The state: for each natural key the latest row of the loads that count, as SQL over the rows that are kept."""

from etl.source import sources


def state_sql(table: str, as_of: str | None = None, before: int | None = None) -> str:
    """A select of the current rows of `table`; `as_of` is the name of a bound date (the office's day, inclusive).

    A load counts when it is not undone, or was undone after the day asked for; so do decisions and corrections.
    With `before`, as if neither that load nor a later one had come.
    """
    # Ids and loads alone are sorted out first: whole rows go through one join.
    return f"""
        select kept.* from {table}_rows as kept
        join ({latest_sql(table, as_of, before)}) as latest using ({sources()[table].id}, load_id)
    """


def latest_sql(table: str, as_of: str | None = None, before: int | None = None) -> str:
    """A select of the natural key and the load of each current row, as in `state_sql`."""
    identity = sources()[table].id
    earlier = f" and loads.load_id < {before}" if before else ""
    return f"""
        select kept.{identity}, max(kept.load_id) as load_id from {table}_rows as kept
        join loads using (load_id)
        where {counting(as_of)}{earlier}
            and not {_removed(table, as_of)} and not {_corrected(table, as_of, before)}
        group by kept.{identity}
    """


def counting(as_of: str | None = None) -> str:
    """The condition on `loads` that says which count, now or as of a bound day."""
    counts = in_force("loads.loaded_at", "loads.undone_at", as_of)
    if not as_of:
        return counts
    return f"""{counts} and not exists (
        select 1 from undone_spells as spell
        where spell.load_id = loads.load_id and {in_force("spell.undone_at", "spell.redone_at", as_of)}
    )"""


def in_force(began: str, ended: str, as_of: str | None = None) -> str:
    """The condition that what began at one moment and may have ended at another holds, now or as of a day."""
    if not as_of:
        return f"{ended} is null"
    day = f"${as_of}::varchar"
    return f"left({began}, 10) <= {day} and ({ended} is null or left({ended}, 10) > {day})"


def _removed(table: str, as_of: str | None) -> str:
    """A person decided that the row no longer counts, or that it is the same as one which counts.

    What a later load brings counts again; what is the same as another does not, as long as the other counts.
    """
    identity = sources()[table].id
    decided = f"decided.table_name = '{table}' and {in_force('decided.decided_at', 'decided.undone_at', as_of)}"
    removed = f"""exists (
            select 1 from decisions as decided
            where decided.kind = 'row_removed' and decided.object is null and {decided}
                and decided.subject = kept.{identity} and decided.after_load >= kept.load_id
        )"""
    return f"""({removed} or kept.{identity} in (
        select decided.subject from decisions as decided
        where decided.kind = 'row_removed' and {decided} and decided.object in (
            select kept.{identity} from {table}_rows as kept join loads using (load_id)
            where {counting(as_of)} and not {removed}
                and kept.{identity} in (select object from decisions where kind = 'row_removed')
        )
    ))"""


def _corrected(table: str, as_of: str | None, before: int | None) -> str:
    """A newer version of the same workbook says the row with another word in a column of its key."""
    return f"""exists (
        select 1 from corrections as corrected
        where corrected.table_name = '{table}' and corrected.old_load_id = kept.load_id
            and corrected.old_id = kept.{sources()[table].id}
            and {in_force("corrected.made_at", "corrected.ended_at", as_of)}
            {f"and corrected.load_id < {before}" if before else ""}
    )"""


# From the contract on, a stage implies those between it and the contract.
_STEPS = """
    select reached.stage as told_stage, below.stage as implied_stage from stages as reached
    join stages as below on below.position::integer between 5 and reached.position::integer
    where reached.position::integer between 5 and 9
"""


def stages_told_once_sql() -> str:
    """What `stages_sql` selects while every intent was told once."""
    return f"""
        select intent_id, coalesce(implied_stage, stage) as stage, signed_date as reached_date, date_precision
        from intents left join ({_STEPS}) as steps on told_stage = stage
    """


def stages_sql(as_of: str | None = None) -> str:
    """Every stage that the record shows an intent to have reached, with its day and how exactly that is known.

    The stage of the current row, and the stages of earlier rows of the same intent that lie before it, also under the
    key it had before a correction: a later row with a lower stage is a correction, not a step back. From the contract
    on, a stage implies those between it and the contract; they carry the earliest day known to lie at or after them.
    """
    return f"""
        with before as (
            select kept.intent_id, kept.stage, kept.signed_date, kept.date_precision, kept.load_id
            from intents_rows as kept join loads using (load_id)
            where {counting(as_of)} and not {_removed("intents", as_of)}
        ),
        earlier as (
            select * from before
            union all
            select corrected.new_id as intent_id, before.stage, before.signed_date, before.date_precision,
                before.load_id
            from before join corrections as corrected
                on corrected.old_id = before.intent_id and corrected.old_load_id = before.load_id
            where corrected.table_name = 'intents'
                and {in_force("corrected.made_at", "corrected.ended_at", as_of)}
        ),
        passed as (
            select distinct earlier.intent_id, earlier.stage, earlier.signed_date as reached_date,
                earlier.date_precision
            from earlier
            join intents as now on now.intent_id = earlier.intent_id and now.load_id > earlier.load_id
            join stages as then_stage on then_stage.stage = earlier.stage
            join stages as now_stage on now_stage.stage = now.stage
            where then_stage.position::integer < now_stage.position::integer
        ),
        steps as ({_STEPS}),
        now_at as (
            select intent_id, stage, signed_date as reached_date, date_precision,
                intent_id in (select intent_id from passed) as has_passed
            from intents
        )
        select intent_id, coalesce(implied_stage, stage) as stage, reached_date, date_precision
        from now_at left join steps on told_stage = stage where not has_passed
        union all
        -- Most intents were told once; only what others were told is sorted.
        select intent_id, coalesce(implied_stage, stage) as stage, reached_date, date_precision
        from (
            select * exclude (has_passed) from now_at where has_passed
            union all
            select * from passed
        ) left join steps on told_stage = stage
        qualify row_number() over (
            partition by intent_id, coalesce(implied_stage, stage) order by reached_date nulls last, date_precision
        ) = 1
    """
