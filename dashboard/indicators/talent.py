"""T1–T5 as published, T7 as recorded. Applications, approvals and arrivals are three different numbers."""

from dashboard.indicators.indicator import Indicator

_PUBLISHED = (
    ("scheme_applications", "T1", "applications", "cases"),
    ("scheme_approvals", "T2", "approvals", "cases"),
    ("scheme_arrivals", "T3", "arrivals", "persons"),
    ("scheme_dependants", "T4", "dependants", "persons"),
    ("scheme_extensions", "T5", "extensions", "cases"),
    ("scheme_rejections", "T", "rejections", "cases"),
)
_FLOWS = (
    ("talent_in", "direction = 'HK_TO_ZS'", "headcount"),
    ("talent_out", "direction = 'ZS_TO_HK'", "headcount"),
    ("talent_net", "direction in ('HK_TO_ZS', 'ZS_TO_HK')", "signed_headcount"),
)
TALENT = (
    *(
        Indicator(
            name, code, "talent", unit, "sum", where=f"measure = '{measure}'", amount="headcount", published=True,
            basis="persons", cohort="as_at",
        )
        for name, code, measure, unit in _PUBLISHED
    ),
    *(
        Indicator(
            name, "T7", "talent", "persons", "sum", where=f"measure = 'people' and {where}", amount=amount,
            basis="persons", cohort="whole",
        )
        for name, where, amount in _FLOWS
    ),
)  # fmt: skip
