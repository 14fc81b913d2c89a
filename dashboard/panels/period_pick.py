"""What a click on a bucket of time stands for: its first and last day."""

from datetime import date, timedelta

from dashboard.indicators.filters import months_later


def period_pick(key: str) -> dict[str, str]:
    """The days of a key such as 2024, 2024-Q2 or 2024-05, as names of the address."""
    if "Q" in key:
        start, months = date(int(key[:4]), 3 * int(key[-1]) - 2, 1), 3
    else:
        start, months = date(int(key[:4]), int(key[5:7] or 1), 1), 1 if key[5:7] else 12
    return {"from": start.isoformat(), "to": (months_later(start, months) - timedelta(days=1)).isoformat()}
