"""A chart on a slide: PowerPoint's own, with the very numbers, to be changed there."""

import math
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn

from dashboard.export.slides.series import Series
from dashboard.export.slides.slide_fonts import COLORS, GREY, INK, ON_COLORS, Hand

# More than this many numbers stand on an axis instead of at their marks; more names than that in smaller letters.
MOST_LABELS, MOST_LARGE, MOST_TICKS = 16, 14, 24
FEW = 4
WHOLE, NUMBERS = "#,##0", "#,##0.##"
# In a stack a part that is nothing says nothing, and one smaller than this share of the highest has no room for it.
NO_ZEROS, SMALLEST = "{0};-{0};;", 0.06


def add_chart(slide: Any, box: tuple[Any, Any, Any, Any], found: Series, hand: Hand) -> None:
    """Puts the chart into the box: left, top, width, height."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = found.categories
    for name, values in found.values:
        data.add_series(name, values)
    is_stacked = found.is_stacked and len(found.values) > 1
    kind = {
        "bars": XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED,
        "columns": XL_CHART_TYPE.COLUMN_STACKED if is_stacked else XL_CHART_TYPE.COLUMN_CLUSTERED,
        "line": XL_CHART_TYPE.LINE_MARKERS,
    }[found.kind]
    chart = slide.shapes.add_chart(kind, *box, data).chart
    hand.set(chart.font, 12)
    chart.font.color.rgb = INK
    chart.has_title = False
    chart.has_legend = len(found.values) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    is_told = found.kind == "bars" or len(found.categories) <= MOST_LABELS
    _axes(chart, found, hand, is_told=is_told)
    _marks(chart.plots[0], found, hand, is_stacked=is_stacked, is_told=is_told)


def _axes(chart: Any, found: Series, hand: Hand, *, is_told: bool) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines = False
    values.visible = not is_told
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    names.format.line.color.rgb = GREY
    # Beside what is below zero, not on it.
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if found.kind == "bars":
        # The first name on top, as in the panel, and none left out.
        names.reverse_order = True
    skipped = 1 if len(found.categories) <= MOST_TICKS else 3
    skip = names._element.makeelement(qn("c:tickLblSkip"), {"val": str(skipped)})
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    if len(found.categories) > MOST_LARGE:
        hand.set(names.tick_labels.font, 9)


def _marks(plot: Any, found: Series, hand: Hand, *, is_stacked: bool, is_told: bool) -> None:
    is_line = found.kind == "line"
    for number, series in enumerate(plot.series):
        color = COLORS[number % len(COLORS)]
        if is_line:
            series.format.line.color.rgb = color
            series.smooth = False
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = color
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = color
        values = [value or 0 for value in found.values[number][1]]
        if is_told and not (is_stacked and max(values) < SMALLEST * _highest(found)):
            labels = series.data_labels
            labels.show_value = True
            form = WHOLE if all(isinstance(value, int) for value in values) else NUMBERS
            labels.number_format, labels.number_format_is_linked = NO_ZEROS.format(form) if is_stacked else form, False
            hand.set(labels.font, 11)
            labels.font.color.rgb = ON_COLORS[number % len(COLORS)] if is_stacked else INK
            if not is_line:
                labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
    if not is_line:
        plot.gap_width = 45 if len(found.categories) > FEW else 150


def _highest(found: Series) -> float:
    return max(
        math.fsum(value or 0 for value in parts) for parts in zip(*(row for _, row in found.values), strict=True)
    )
