"""Short dates such as 05/06/2024 and 24-10-31: which part is the year, the month, the day."""

import re
from collections.abc import Iterable
from datetime import date

from etl.clean.date_signs import in_signs
from etl.clean.date_values import ORDERS, Around, Dates, one_day
from etl.read.sheet import Value

SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$")
_MAYBE_SHORT = re.compile(r"\s*\d{1,2}\s*[./\-．／－]\s*\d{1,2}\s*[./\-．／－].{0,20}$")


def orders_of(values: Iterable[Value], today: date) -> frozenset[str]:
    """The orders of day, month and year in which every short date of a column is a day: one is a proof."""
    orders = frozenset(ORDERS)
    for value in {value for value in values if isinstance(value, str) and _MAYBE_SHORT.match(value)}:
        if match := SHORT.match(in_signs(value)):
            orders &= {order for order, _ in _days(match, today)}
    return orders


def _days(match: re.Match[str], today: date) -> list[tuple[str, date]]:
    """(order, day) for each order in which 24-10-31 or 31/10/2024 is a day of our time."""
    parts = (match[1], match[3], match[4])
    found = []
    for order, (year, month, day) in ORDERS.items():
        if len(parts[2]) == 4 and order == "ymd":
            continue
        written = parts[year]
        if len(written) not in (2, 4):
            continue
        try:
            when = date(int(written) + (2000 if len(written) == 2 else 0), int(parts[month]), int(parts[day]))
        except ValueError:
            continue
        if when.year <= today.year + 1:
            found.append((order, when))
    return found


def short_date(match: re.Match[str], today: date, around: Around) -> Dates | str:
    """The day of a match of `SHORT`, where one order alone is possible or all orders give the same day."""
    days = _days(match, today)
    if not days:
        return "bad_date"
    # An order that no other cell of the column contradicts; a day that is the same in every order needs no proof.
    possible = {day for order, day in days if order in around.orders} or {day for _, day in days}
    if len(possible) > 1 or not around.orders:
        possible = {day for _, day in days}
    if len(possible) > 1:
        return "date_undetermined"
    return one_day(possible.pop())
