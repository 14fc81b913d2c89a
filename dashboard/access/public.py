"""The totals that a partner body may see of everybody; the list is data, `public.toml`."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def public_totals() -> tuple[str, ...]:
    """The ids of the indicators, in the order in which they are shown."""
    with Path(__file__).with_name("public.toml").open("rb") as file:
        return tuple(tomllib.load(file)["totals"])
