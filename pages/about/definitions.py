"""Definitions: what each number means, and what it is over all time."""

import streamlit as st

from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.panel import header, table, unit_word, written
from dashboard.reader import read
from dashboard.text.format import day

reader = read()
header(reader, reader.t("definitions.heading", count=len(INDICATORS)))
st.markdown(f":small[:gray[{reader.t('definitions.status')}]]")
wanted = st.text_input(
    reader.t("definitions.search"), placeholder=reader.t("definitions.search_placeholder"), key="search-definitions"
).strip()
rows = [
    {
        reader.t("definitions.code"): indicator.code,
        reader.t("definitions.name"): reader.t(f"indicator.{indicator.id}.name"),
        reader.t("definitions.definition"): reader.t(f"indicator.{indicator.id}.definition"),
        reader.t("definitions.basis"): reader.t(f"basis.{indicator.basis}"),
        reader.t("definitions.value"): " ".join(
            filter(
                None,
                (
                    written(reader, indicator.id, reader.values(indicator.id, filters=Filters()).total),
                    unit_word(reader, indicator.id),
                ),
            )
        ),
        reader.t("definitions.version"): str(indicator.version),
        reader.t("definitions.valid_from"): day(indicator.valid_from, reader.language),
        reader.t("definitions.id"): indicator.id,
    }
    for indicator in INDICATORS.values()
]
found = [row for row in rows if wanted.lower() in " ".join(row.values()).lower()]
if found:
    table(found)
else:
    st.markdown(reader.t("definitions.none"))
