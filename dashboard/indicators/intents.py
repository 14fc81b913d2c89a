"""S1–S7 by number and amount, and the rates that their dates allow. Stages are never added to each other."""

from dashboard.indicators.indicator import Indicator

_STAGES = (
    ("intentions", "S1", "intent"),
    ("mous", "S2", "mou"),
    ("contracts", "S3", "contract"),
    ("landed", "S4", "landed"),
    ("started", "S5", "started"),
    ("counted", "S6", "counted"),
    ("production", "S7", "production"),
)
_NUMBERS = tuple(
    Indicator(name, code, "stages", "count", where=f"stage = '{stage}'", cohort="reached")
    for name, code, stage in _STAGES
)
_AMOUNTS = tuple(
    Indicator(
        f"{name}_amount", code, "stages", "CNY", "sum", where=f"stage = '{stage}'", amount="amount", basis="amount",
        cohort="reached",
    )
    for name, code, stage in _STAGES
)  # fmt: skip
INTENTS = (
    *_NUMBERS,
    *_AMOUNTS,
    Indicator("matters", "S", "matters", "count", cohort="dated"),
    Indicator("batches", "S", "batches", "count", cohort="dated"),
    Indicator(
        "fulfilment_rate", "R1", "stages", "ratio", "rate", where="stage = 'contract'",
        numerator="has_landed_or_started", cohort="contracted",
    ),
    Indicator(
        "conversion_rate", "R5", "stages", "ratio", "rate", where="stage in ('intent', 'mou') and is_first_of_both",
        numerator="contract_date between day and day + 180", cohort="intended",
    ),
)  # fmt: skip
