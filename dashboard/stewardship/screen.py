"""A page of stewardship: a component that asks its own addresses; Streamlit draws only what stands around it."""

from functools import cache
from typing import Any

from dashboard.component import component, pack
from dashboard.reader import Reader
from dashboard.text import catalogue


def screen(reader: Reader, name: str, words: tuple[str, ...], **view: Any) -> None:
    """Draws `frontend/{name}.js`, with the texts of the keys `words` and the version, so that a new one is noticed.

    What changes something here starts a run (`changed`), so that what stands around it follows.
    """
    told = {"language": reader.language, "version": reader.version.name, "words": texts(words, reader.language)}
    component(name, f"panel-{name}", pack({**told, **view}), changed=lambda _: None)


@cache
def texts(keys: tuple[str, ...], language: str) -> dict[str, dict[str, str]]:
    """The texts as they stand in the catalogue, under the two parts of their keys; the browser fills them in."""
    every, found = catalogue(), dict[str, dict[str, str]]()
    for family, _, name in (key.partition(".") for key in keys):
        found.setdefault(family, {})[name] = every[f"{family}.{name}"][language]
    return found
