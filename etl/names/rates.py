"""Amounts at the rates that people edited: rows keep what they came to at the rates of the files."""

from typing import TYPE_CHECKING

from etl.reference_edits import KIND, edits_of
from etl.state import in_force

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

RATES = "exchange_rates"


def edited_rates(connection: "Connection") -> frozenset[str]:
    """Currency and month of the edited rates in force, as the problem of a missing one names them: `HKD 2026-01`."""
    return frozenset(" ".join(reversed(subject.split("/"))) for subject, row in edits_of(connection, RATES) if row)


def with_rates(inner: str, as_of: str | None = None) -> str:
    """A select of the intents that `inner` selects, at the edited rates in force; `as_of` as in `etl.state.state_sql`.

    As when a workbook is read, what is dated to a year or to several months has no rate. That a row dated to months
    lies in one shows in the amount it was given, or in the problem that its month had no rate.
    """
    return f"""
        select rate_facts.* replace (coalesce(
            case when rate_facts.date_precision = 'day'
                    or (rate_facts.date_precision = 'month' and coalesce(rate_facts.amount_cny, rate_missing.one) > 0)
                then round(rate_facts.amount_low * rate_edits.rate, 2)::decimal(18, 2) end,
            rate_facts.amount_cny
        ) as amount_cny)
        from ({inner}) as rate_facts
        left join (
            select subject, json_extract_string(object, '$.cny_per_unit')::decimal(18, 8) as rate from decisions
            where kind = '{KIND}' and table_name = '{RATES}'
                and {in_force("decided_at", "undone_at", as_of)}
                and json_extract_string(object, '$.cny_per_unit') is not null
            qualify row_number() over (partition by subject order by decision_id desc) = 1
        ) as rate_edits
            on rate_edits.subject = concat(left(rate_facts.signed_date::varchar, 7), '/', rate_facts.currency)
        left join (
            select distinct 1 as one, load_id, sheet, row_number, seen from problems where code = 'rate_missing'
        ) as rate_missing
            on rate_missing.load_id = rate_facts.load_id and rate_missing.sheet = rate_facts.sheet
                and rate_missing.row_number = rate_facts.row_number
                and rate_missing.seen = concat(rate_facts.currency, ' ', left(rate_facts.signed_date::varchar, 7))
    """
