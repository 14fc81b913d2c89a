"""What a page draws, drawn once: the same view of the same version is replayed to the next reader, not built again.

A page's cards and panels depend on the version, the filters, the language, the look and the day, and on nothing else;
the filters themselves are drawn for each reader.
"""

from collections.abc import Callable

import streamlit as st

from dashboard.reader import Reader
from etl import clock

VIEWS_KEPT = 500


def drawn(page: str, body: Callable[[Reader], None], reader: Reader) -> None:
    """Draws `body` for the reader, or replays what it drew for another one who chose the same."""
    look = reader.look
    key = (
        page,
        reader.version.name,
        reader.language,
        reader.filters,
        reader.view,
        reader.is_phone,
        look.dark,
        look.size,
        clock.today(),
    )
    _drawn(repr(key), body, reader)


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _drawn(key: str, _body: Callable[[Reader], None], _reader: Reader) -> None:
    _body(_reader)
