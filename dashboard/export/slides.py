"""`brief.pptx`: one message a slide, charts and tables that can be edited, and notes that say what was counted.

A chart that PowerPoint has too (bars, lines) becomes one, with the very numbers; any other becomes its table.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from dashboard.export.brief import Brief
from dashboard.export.shoot import Shown

# Latin and East Asian font; PowerPoint takes East Asian letters from the second only.
FONTS = {
    "zh-Hans": ("Microsoft YaHei", "Microsoft YaHei"),
    "zh-Hant": ("Microsoft JhengHei", "Microsoft JhengHei"),
    "en": ("Calibri", "Microsoft YaHei"),
}
_color: Callable[[str], RGBColor] = RGBColor.from_string
INK, GREY, ACCENT, WHITE = map(_color, ("1B2733", "5B6877", "0F5C8C", "FFFFFF"))
# From dark to light; neighbours differ in lightness, which red-green blindness and grey paper leave.
COLORS = tuple(map(_color, ("0F5C8C", "86B7D9", "C98A1B", "5B6877", "2A9D8F", "A06CB5")))
WIDTH, HEIGHT, MARGIN = Cm(33.867), Cm(19.05), Cm(1.6)
MOST_ROWS, MOST_COLUMNS, MOST_CATEGORIES = 14, 9, 24
# How a table writes that nothing is known, and a number.
NOTHING = "—"
_NUMBER = re.compile(r"[-\u2212]?[\d,]+(\.\d+)?")


@dataclass(frozen=True)
class Series:
    """A chart's numbers: what they are of, and one row of values for each name; None where there is none."""

    kind: str  # bars | columns | line
    categories: tuple[str, ...]
    values: tuple[tuple[str, tuple[float | None, ...]], ...]
    is_stacked: bool = False


def brief_pptx(brief: Brief, shown: Sequence[Shown]) -> bytes:
    """The presentation."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    deck = _Deck(made, brief)
    deck.first()
    for one in shown:
        for view in one.panels:
            if view["figure"] or view["table"]["rows"]:
                deck.panel(view)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def series_of(view: Mapping[str, Any]) -> Series | None:
    """The numbers of a panel as a chart of bars or lines; None where PowerPoint has none such, or words stand there.

    From the panel's table, which has the chart's numbers under their names.
    """
    kind = _kind(view["figure"])
    head, rows = view["table"]["head"], view["table"]["rows"]
    if not kind or not 0 < len(rows) <= MOST_CATEGORIES:
        return None
    columns = list(zip(*rows, strict=True))
    values = []
    for name, column in zip(head[1:], columns[1:], strict=True):
        if not all(text == NOTHING or _NUMBER.fullmatch(text) for text in column):
            return None
        values.append((name, tuple(_number(text) for text in column)))
    # A split and its total in one table: the total is not one part more.
    stacked = view["figure"]["layout"].get("barmode") in ("stack", "relative")
    if stacked and len(values) > 2:
        values = values[1:]
    return Series(kind, tuple(columns[0]), tuple(values), stacked) if values else None


def _kind(figure: Mapping[str, Any] | None) -> str:
    """bars, columns or line, or nothing for a chart of another kind."""
    # Words beside the marks are a trace of their own.
    traces = [trace for trace in figure["data"] if trace.get("mode") != "text"] if figure else []
    kinds = {trace.get("type", "scatter") for trace in traces}
    if kinds == {"bar"} and not any(trace.get("base") is not None for trace in traces):
        return "bars" if all(trace.get("orientation") == "h" for trace in traces) else "columns"
    is_line = kinds == {"scatter"} and all("lines" in trace.get("mode", "lines") for trace in traces)
    return "line" if is_line else ""


def _number(text: str) -> float | None:
    if text == NOTHING:
        return None
    number = float(text.replace(",", "").replace("\u2212", "-"))
    return int(number) if number.is_integer() else number


class _Deck:
    """Slides in the making."""

    def __init__(self, made: Any, brief: Brief) -> None:
        self.made = made
        self.brief = brief
        self.latin, self.east = FONTS[brief.language]

    def first(self) -> None:
        """The week in sentences."""
        slide = self._slide(self.brief.title)
        box = self._box(slide, Cm(3.2), Cm(13.2))
        for number, sentence in enumerate(self.brief.sentences):
            paragraph = box.paragraphs[0] if not number else box.add_paragraph()
            self._run(paragraph, sentence.text, 18, INK)
            self._run(box.add_paragraph(), sentence.basis, 12, GREY)
        self._foot(slide, self.brief.subtitle)
        self._notes(slide, [f"{name}: {said}" for name, said in self.brief.facts])

    def panel(self, view: Mapping[str, Any]) -> None:
        """A panel: its finding as title, its chart or table, its source; its definitions as notes."""
        slide = self._slide(view["title"])
        value = " ".join(filter(None, (view["counted"], view["value"], view["change"], view["example"])))
        self._line(slide, Cm(2.9), view["subtitle"], 12, GREY)
        if value:
            self._line(slide, Cm(3.7), value, 16, ACCENT)
        found = series_of(view)
        if found:
            self._chart(slide, found)
        else:
            self._table(slide, view["table"])
        self._foot(slide, view["source"])
        self._notes(
            slide,
            [
                view["subtitle"],
                view["source"],
                *(f"{one['name']} ({one['note']}): {one['text']}" for one in view["definitions"]),
            ],
        )

    def _slide(self, title: str) -> Any:
        slide = self.made.slides.add_slide(self.made.slide_layouts[5])
        frame = slide.shapes.title
        frame.left, frame.top, frame.width, frame.height = MARGIN, Cm(1), WIDTH - 2 * MARGIN, Cm(1.8)
        text = frame.text_frame
        text.word_wrap = True
        text.clear()
        text.paragraphs[0].alignment = 1
        self._run(text.paragraphs[0], title, 26, INK, bold=True)
        return slide

    def _chart(self, slide: Any, found: Series) -> None:
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = found.categories
        for name, values in found.values:
            data.add_series(name, values)
        stacked = found.is_stacked and len(found.values) > 1
        kind = {
            "bars": XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED,
            "columns": XL_CHART_TYPE.COLUMN_STACKED if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED,
            "line": XL_CHART_TYPE.LINE_MARKERS,
        }[found.kind]
        frame = slide.shapes.add_chart(kind, MARGIN, Cm(4.8), WIDTH - 2 * MARGIN, Cm(12.2), data)
        chart = frame.chart
        self._font(chart.font, 12)
        chart.has_legend = len(found.values) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.value_axis.has_major_gridlines = False
        if found.kind == "bars":
            # The first name on top, as in the panel.
            chart.category_axis.reverse_order = True
        plot = chart.plots[0]
        for number, series in enumerate(plot.series):
            shape = series.format.line if found.kind == "line" else series.format.fill
            if found.kind != "line":
                shape.solid()
            color = shape.color if found.kind == "line" else shape.fore_color
            color.rgb = COLORS[number % len(COLORS)]
        plot.has_data_labels = True
        plot.data_labels.show_value = True
        if found.kind != "line":
            plot.gap_width = 45

    def _table(self, slide: Any, table: Mapping[str, Any]) -> None:
        head, rows = table["head"][:MOST_COLUMNS], table["rows"][:MOST_ROWS]
        if not head:
            return
        shape = slide.shapes.add_table(
            len(rows) + 1, len(head), MARGIN, Cm(4.8), WIDTH - 2 * MARGIN, Cm(0.8) * (len(rows) + 1)
        )
        for row, texts in enumerate([head, *(line[: len(head)] for line in rows)]):
            for column, text in enumerate(texts):
                cell = shape.table.cell(row, column)
                cell.margin_top = cell.margin_bottom = Cm(0.08)
                cell.text_frame.clear()
                self._run(cell.text_frame.paragraphs[0], text, 11, INK if row else WHITE)

    def _line(self, slide: Any, top: Any, text: str, size: int, color: RGBColor) -> None:
        box = slide.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, Cm(0.9)).text_frame
        box.word_wrap = True
        self._run(box.paragraphs[0], text, size, color)

    def _box(self, slide: Any, top: Any, height: Any) -> Any:
        box = slide.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, height).text_frame
        box.word_wrap = True
        return box

    def _foot(self, slide: Any, source: str) -> None:
        self._line(slide, HEIGHT - Cm(1.4), f"{source}  ·  {self.brief.foot}", 10, GREY)

    def _notes(self, slide: Any, lines: Iterable[str]) -> None:
        text = slide.notes_slide.notes_text_frame
        text.clear()
        for number, line in enumerate(filter(None, lines)):
            self._run(text.paragraphs[0] if not number else text.add_paragraph(), line, 11, INK)

    def _run(self, paragraph: Any, text: str, size: int, color: RGBColor, *, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.color.rgb, run.font.bold = color, bold
        self._font(run.font, size)

    def _font(self, font: Any, size: int) -> None:
        font.size, font.name = Pt(size), self.latin
        properties = font._rPr
        for old in properties.findall(qn("a:ea")):
            properties.remove(old)
        properties.find(qn("a:latin")).addnext(properties.makeelement(qn("a:ea"), {"typeface": self.east}))
