"""Public holidays of the mainland and of Hong Kong, from a library's tables, corrected by the office's own."""

import csv
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from etl.errors import ReferenceBroken
from etl.messages import message
from etl.places import data_folder

if TYPE_CHECKING:
    from holidays import HolidayBase

# day,place,is_holiday (yes or no): what the State Council or the Gazette says and the library does not know yet.
FILE = "holidays.csv"
_COUNTRIES = {"mainland": "CN", "hongkong": "HK"}


def is_holiday(day: date, place: str) -> bool:
    """Whether a day is a public holiday in `mainland` or `hongkong`."""
    own = _own().get((day, place))
    return own if own is not None else day in _known(place)


@cache
def _known(place: str) -> "HolidayBase":
    # Imported here: a server without a schedule does without the tables of all countries.
    import holidays

    country = _COUNTRIES[place]
    return holidays.country_holidays(country, categories=("public", "optional") if country == "HK" else None)


def _own() -> dict[tuple[date, str], bool]:
    path = data_folder() / FILE
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {
                (date.fromisoformat(row["day"]), row["place"]): row["is_holiday"] == "yes"
                for row in csv.DictReader(file)
            }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceBroken(message("schedule_unreadable", seen=f"{FILE}: {error}"[:80])) from error
