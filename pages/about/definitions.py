"""Definitions: what each number means, and what it is over all time."""

import streamlit as st

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import Values
from dashboard.panel import header, table, unit_word, written
from dashboard.reader import Reader, current
from dashboard.text.format import day


def _value(reader: Reader, values: Values) -> str:
    """The total with its unit, and what is not real."""
    indicator = values.indicator.id
    mark = reader.t("panel.example_short") if values.is_example else ""
    return " ".join(filter(None, (written(reader, indicator, values.total), unit_word(reader, indicator), mark)))


reader = current()
found = {id: reader.values(id, filters=Filters(as_of=reader.filters.as_of)) for id in INDICATORS}
is_example = any(values.is_example for values in found.values())
header(reader, reader.t("definitions.heading", count=len(INDICATORS)), is_example=is_example)
st.markdown(f":small[:gray[{reader.t('definitions.status')}]]")
wanted = st.text_input(
    reader.t("definitions.search"), placeholder=reader.t("definitions.search_placeholder"), key="search-definitions"
).strip()
rows = [
    {
        reader.t("definitions.code"): indicator.code,
        reader.t("definitions.name"): reader.t(f"indicator.{indicator.id}.name"),
        reader.t("definitions.definition"): reader.t(f"indicator.{indicator.id}.definition"),
        reader.t("definitions.cohort"): reader.t(f"cohort.{indicator.cohort}"),
        reader.t("definitions.unit"): reader.t(f"unit_name.{indicator.unit}"),
        reader.t("definitions.basis"): reader.t(f"basis.{indicator.basis}"),
        reader.t("definitions.value"): _value(reader, found[indicator.id]),
        reader.t("definitions.version"): str(indicator.version),
        reader.t("definitions.valid_from"): day(indicator.valid_from, reader.language),
        reader.t("definitions.id"): indicator.id,
    }
    for indicator in INDICATORS.values()
]
rows = [row for row in rows if wanted.lower() in " ".join(row.values()).lower()]
if rows:
    table(rows)
else:
    st.markdown(reader.t("definitions.none"))
