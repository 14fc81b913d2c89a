"""The time axis that columns and lines share: one place a period, named only where asked."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.fit import widest
from dashboard.charts.theme import Look, plain

FEWEST = 6  # places; fewer periods stay at the left, so that one column is not a slab


def period_axis(
    periods: Sequence[str], ticks: Sequence[tuple[str, str]] | None, look: Look, fewest: int = FEWEST
) -> dict[str, Any]:
    place = {period: index for index, period in enumerate(periods)}
    shown = [(period, period) for period in periods] if ticks is None else [t for t in ticks if t[0] in place]
    return {
        "tickvals": [place[period] for period, _ in shown],
        "ticktext": [plain(text) for _, text in shown],
        "tickfont": {"size": look.small, "color": look.muted},
        "tickangle": 0,
        "range": [-0.5, max(len(periods), fewest) - 0.5],
    }


def side_margin(periods: Sequence[str], ticks: Sequence[tuple[str, str]] | None, look: Look) -> float:
    """Half of the widest name, less what its column gives, so that the first and last are whole."""
    texts = periods if ticks is None else [text for _, text in ticks]
    return max(0.0, widest(texts) * look.small / 2 - 5)


def tick_margin(look: Look) -> float:
    return look.small * 1.3 + 8
