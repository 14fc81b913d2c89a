"""Definitions: what each number means, in every version of its definition, and what it is over all time."""

from dashboard.indicators.registry import INDICATORS
from dashboard.panel import draw, header
from dashboard.panels.definition_list import all_values, definition_list
from dashboard.reader import current

reader = current()
is_example = any(values.is_example for values in all_values(reader))
header(reader, reader.t("definitions.heading", count=len(INDICATORS)), is_example=is_example)
draw(reader, "definitions", definition_list, height=840)
