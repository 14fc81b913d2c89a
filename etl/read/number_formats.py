"""What a number format says of its numbers: percents, days. Built-in ones by number, the others by their code."""

import re
from typing import TypeVar

T = TypeVar("T")

# ECMA-376 part 1, 18.8.30, and [MS-XLS] 2.4.126: the formats that workbooks use without writing them down.
PERCENT_FORMATS = frozenset((9, 10))
# 27–36 and 50–58 are days in Chinese, Japanese and Korean workbooks, whatever the language.
DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
# What stands in a code and is shown as it is: a text in quotes, a character after a backslash, a colour or condition
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]hms][^\]]*\]', re.S)


def is_percent(number: int, code: str | None) -> bool:
    """Whether a number in this format is shown as a percent; `code` is None for one that is not written down."""
    return number in PERCENT_FORMATS if code is None else "%" in _LITERAL.sub("", code)


def is_date(number: int, code: str | None) -> bool:
    """Whether a number in this format is shown as a day or a time."""
    if code is None:
        return number in DATE_FORMATS
    first = _LITERAL.sub("", code).split(";")[0].lower()
    return "general" not in first and bool(re.search("[ymdhs]", first))


def percent_text(value: T) -> T | str:
    """A number as the percent that Excel shows, without its rounding: 0.125 is `12.5%`."""
    return f"{value * 100:.10g}%" if isinstance(value, float | int) and not isinstance(value, bool) else value
