"""All indicators, by id."""

from dashboard.indicators.indicator import Indicator
from dashboard.indicators.intents import INTENTS
from dashboard.indicators.talent import TALENT
from dashboard.indicators.visits import VISITS

INDICATORS: dict[str, Indicator] = {indicator.id: indicator for indicator in (*VISITS, *INTENTS, *TALENT)}
