"""What every page is made of: the header, and panels with a chart or a table, each with its definition and source."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.theme import CONFIG
from dashboard.filter_bar import filter_bar
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.reader import Reader
from dashboard.text.format import count, day, money, percent
from dashboard.text.show import show

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def header(reader: Reader, heading: str, *, is_example: bool = False) -> None:
    """The page's finding, the day as of which it holds, what is not real, and the filters."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"# {show(heading)}", width="content", anchors=False)
        if reader.filters.as_of:
            as_of = reader.t("header.as_it_stood", date=day(reader.filters.as_of, reader.language))
        else:
            shown = day(reader.version.data_as_of, reader.language, weekday=True)
            as_of = reader.t("header.as_of", date=shown)
        st.markdown(as_of, width="content")
        if is_example:
            st.markdown(f":orange-badge[{reader.t('header.example')}]", width="content")
        st.space("stretch")
        if reader.view == "page":
            filter_bar(reader)


def definition(reader: Reader, indicator: str) -> str:
    """An indicator's name and definition, as the tooltip of a number."""
    return f"**{reader.t(f'indicator.{indicator}.name')}**\n\n{reader.t(f'indicator.{indicator}.definition')}"


def written(reader: Reader, indicator: str, value: float | None) -> str:
    """A value as people write it, without its unit except for money and rates."""
    unit = INDICATORS[indicator].unit
    if unit == "CNY":
        return money(value, reader.language)
    if unit == "ratio":
        return percent(value, reader.language)
    return count(value, reader.language)


def unit_word(reader: Reader, indicator: str) -> str:
    """The word after an indicator's value, or nothing."""
    unit = INDICATORS[indicator].unit
    named = {"delegations", "meetings", "participants", "new_partners"}
    key = indicator if indicator in named else {"persons": "persons", "cases": "cases", "count": "matter"}.get(unit, "")
    return reader.t(f"unit.{key}") if key else ""


@contextmanager
def panel(
    reader: Reader,
    title: str,
    subtitle: str,
    *,
    indicators: Sequence[str] = (),
    is_example: bool = False,
    is_published: bool = False,
) -> Iterator[None]:
    """A framed panel: finding, what is counted, the content, then source and day. The definition is at the title."""
    with st.container(border=True, gap="xxsmall"):
        badge = f" :orange-badge[{reader.t('panel.example_badge')}]" if is_example else ""
        explained = "\n\n".join(definition(reader, indicator) for indicator in indicators) or None
        st.markdown(f"## {show(title)}{badge}\n\n:small[:gray[{show(subtitle, 200)}]]", anchors=False, help=explained)
        yield
        key = "source_example" if is_example else "source_published" if is_published else "source"
        as_of = day(reader.filters.as_of or reader.version.data_as_of, reader.language)
        st.markdown(f":small[:gray[{reader.t(f'panel.{key}', loads=reader.version.loads, date=as_of)}]]")


def chart(reader: Reader, figure: "Figure", key: str, alt: str) -> None:
    """Draws a figure; `alt` is its message in words."""
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"chart-{key}", alt=alt)


def table(rows: list[dict[str, str]], height: int | None = None) -> None:
    """A table of texts, column headings as keys; harmless whatever the texts hold."""
    safe = [{heading: show(text, 400) for heading, text in row.items()} for row in rows]
    st.table(safe, hide_index=True, border="horizontal", height=height or "content")


def empty(reader: Reader, what: str, height: int | None = None) -> None:
    """Says why a panel is empty and what would fill it."""
    if not _recorded(reader, what, Filters(as_of=reader.filters.as_of)):
        key = "panel.empty_none"
    else:
        key = "panel.empty_unsaid" if _recorded(reader, what, reader.filters) else "panel.empty"
    with st.container(height=height or "content", border=False):
        st.markdown(reader.t(key, what=reader.t(f"what.{what}")))


def _recorded(reader: Reader, what: str, filters: Filters) -> bool:
    # The listing of talent holds published figures too, which follow no filter: where they lack, there are none.
    if what == "talent":
        return reader.values("talent_net", filters=filters).total is not None
    return what != "published" and bool(reader.listed(what, filters))
