"""V1–V4: delegations, meetings, persons, first contacts."""

from dashboard.indicators.indicator import Indicator

VISITS = (
    Indicator("delegations", "V1", "visits", "count"),
    Indicator("meetings", "V2", "visits", "count", case=("id", "partner"), where="len(partners) > 0"),
    Indicator("participants", "V3", "visits", "persons", measure="sum", amount="participants", basis="persons"),
    Indicator("new_partners", "V4", "first_meetings", "count", cohort="first_met"),
)
