"""A click on a mark or a row of a panel: the page is filtered by what it stands for."""

from typing import Any

from dashboard.address import LISTS, choose

PICKED = ("from", "to", *LISTS)
LONGEST = 200


def pick(value: Any) -> None:
    """Puts into the address what was picked, one value a name. What is none of our names or no text is left out."""
    if isinstance(value, dict):
        found = {name: [text] for name, text in value.items() if name in PICKED and _is_value(text)}
        choose(**found)


def _is_value(text: Any) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST
