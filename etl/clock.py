"""The office's clock. Zhongshan and Hong Kong share one time, without summer time, wherever the server stands."""

from datetime import date, datetime, timedelta, timezone

OFFICE = timezone(timedelta(hours=8))


def now() -> str:
    """The moment, to the second, ISO 8601 with its offset."""
    return datetime.now(OFFICE).isoformat(timespec="seconds")


def today() -> date:
    """The day it is at the office."""
    return datetime.now(OFFICE).date()
