"""What every page is made of: the header, and panels with a chart or a table, each with its definition and source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.answer import answer
from dashboard.charts.theme import visible
from dashboard.component import asked, component, pack
from dashboard.drawing import View, packed, with_answer
from dashboard.filter_bar import filter_bar
from dashboard.layout import line
from dashboard.picking import pick
from dashboard.printing import used
from dashboard.reader import Reader
from dashboard.text.format import day
from dashboard.wording import unit_word, written
from etl import clock

__all__ = ["Panel", "draw", "header", "unit_word", "written"]

if TYPE_CHECKING:
    from dashboard.charts.figure import Figure
    from dashboard.records_behind import RecordsBehind


LIGHTS = ("behind", "watch", "on_track")


def header(reader: Reader, heading: str, *, lights: Mapping[str, int] | None = None, is_example: bool = False) -> None:
    """The page's finding, how many cards have which light, the day as of which it holds, and the filters."""
    if reader.filters.as_of:
        as_of = reader.t("header.as_it_stood", date=day(reader.filters.as_of, reader.language))
    else:
        shown = day(reader.version.data_as_of, reader.language, weekday=True)
        as_of = reader.t("header.as_of", date=shown)
    view = {
        "heading": visible(heading),
        "asOf": as_of,
        "lights": [
            [light, f"{reader.t(f'light.{light}_mark')} {reader.t(f'light.{light}')} {lights[light]}"]
            for light in LIGHTS
            if lights and lights[light]
        ],
        "example": reader.t("header.example") if is_example else "",
    }
    with line():
        component("header", "header", pack(view))
        if reader.view == "page":
            filter_bar(reader)


@dataclass(frozen=True)
class Panel:
    """Everything that one panel shows; pure data, made by the functions of `dashboard/panels`."""

    title: str  # the finding
    subtitle: str  # what is counted, unit, period, overlap
    indicators: tuple[str, ...]  # whose definitions it shows
    figure: "Figure | None" = None  # a mark's `customdata` is what a click on it filters by: {"town": "小榄镇"}
    alt: str = ""  # the chart's message in words
    table: tuple[Mapping[str, str], ...] = ()  # the numbers behind the chart, headings as keys; without one, the body
    value: str = ""  # the panel's one figure, written, with its unit
    change: str = ""  # its change in words
    listing: str = ""  # visits | matters | batches | talent: the records behind it
    rows_picks: tuple[Mapping[str, str], ...] = ()  # one for each row of the table: what a click on it filters by
    rows_records: tuple["RecordsBehind | None", ...] = ()  # one for each row of the table: what a click on it opens
    rows_ids: tuple[str, ...] = ()  # one for each row of the table: what it is called in links to it
    is_records: bool = False  # the table's rows are the first of the listing, in its order
    is_example: bool = False
    is_published: bool = False
    search: str = ""  # what the field is called that narrows the table as one types; without a name there is none
    empty: str = ""  # what lacks when there is nothing to draw: a key of `what.*`
    height: int = 300  # of the body, in pixels


def draw(reader: Reader, key: str, make: Callable[..., Panel], **arguments: Any) -> None:
    """Draws the panel that `make(reader, **arguments)` gives; made once a view, so the arguments must be hashable.

    `key` names the panel on its page, in links to it (`#key`) and in the names of its files.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    view = View(key, reader, reader.look, clock.today(), name, tuple(arguments.items()), make)
    data, element = packed(view), f"panel-{key}"
    if request := asked(element, "ask"):
        data = with_answer(data, answer(view, request))
    if reader.view == "print":
        used(view.panel().indicators)
    component("panel", element, data, pick=pick, ask=lambda _: None)
