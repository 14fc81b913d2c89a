"""The records behind the numbers as tables: what, when, with whom, and the workbook, sheet and row each came from."""

from datetime import date
from typing import Any, Literal

import streamlit as st

from dashboard.panel import empty, panel, table
from dashboard.reader import Reader
from dashboard.text.format import count, dates, money
from dashboard.text.show import show

MOST_ROWS = 200


def _origin(row: dict[str, Any]) -> str:
    return f"{row['workbook']} · {row['sheet']} · {row['row_number']}"


def _joined(reader: Reader, table_name: str, values: list[str]) -> str:
    return reader.names(table_name).joined(values, reader.t("phrase.separator"))


def visit_table(reader: Reader, height: int) -> None:
    """A panel: the delegations, newest first."""
    rows = reader.listed("visits")[:MOST_ROWS]
    with panel(reader, reader.t("visits.list"), reader.t("visits.list_sub"), indicators=["delegations"]):
        if not rows:
            empty(reader, "visits", height)
            return
        table([_visit(reader, row) for row in rows], height)


def _visit(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    return {
        reader.t("column.date"): dates(row, "start_date", reader.language, "end_date"),
        reader.t("column.direction"): reader.choices("direction")(row["direction"]),
        reader.t("column.partners"): _joined(reader, "partners", row["partners"]),
        reader.t("column.topic"): reader.quoted(row["topic"]),
        reader.t("column.town"): _joined(reader, "towns", row["towns"]),
        reader.t("column.sectors"): _joined(reader, "sectors", row["sectors"]),
        reader.t("column.participants"): count(row["participants"], reader.language),
        reader.t("column.source_publisher"): reader.quoted(row["source_publisher"]),
        reader.t("column.origin"): _origin(row),
    }


def matter_table(reader: Reader, height: int) -> None:
    """A panel: the matters, newest first."""
    rows = reader.listed("matters")[:MOST_ROWS]
    with panel(reader, reader.t("intents.list"), reader.t("intents.list_sub"), indicators=["matters"]):
        if not rows:
            empty(reader, "matters", height)
            return
        table([_matter(reader, row) for row in rows], height)


def _matter(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    return {
        reader.t("column.date"): dates(row, "signed_date", reader.language),
        reader.t("column.title"): reader.quoted(row["title"]),
        reader.t("column.partners"): _joined(reader, "partners", row["partners"]),
        reader.t("column.zhongshan_party"): reader.quoted(row["zhongshan_party"]),
        reader.t("column.sectors"): _joined(reader, "sectors", row["sectors"]),
        reader.t("column.stage"): reader.names("stages")(row["stage"]),
        reader.t("column.amount"): money(row["amount_cny"], reader.language),
        reader.t("column.source_publisher"): reader.quoted(row["source_publisher"]),
        reader.t("column.origin"): _origin(row),
    }


def batch_table(reader: Reader, height: int) -> None:
    """A panel: published totals over many projects, which no number counts."""
    rows = reader.listed("batches")[:MOST_ROWS]
    with panel(reader, reader.t("intents.batches"), reader.t("intents.batches_sub"), indicators=["batches"]):
        if not rows:
            empty(reader, "batches", height)
            return
        table(
            [
                {
                    reader.t("column.date"): dates(row, "signed_date", reader.language),
                    reader.t("column.title"): reader.quoted(row["title"]),
                    reader.t("column.batch_count"): count(row["batch_count"], reader.language),
                    reader.t("column.amount"): reader.quoted(row["amount_as_printed"])
                    or money(row["amount_cny"], reader.language),
                    reader.t("column.origin"): _origin(row),
                }
                for row in rows
            ],
            height,
        )


def latest(reader: Reader, height: int, most: int = 6) -> None:
    """A panel: the newest visits and matters as lines, each with its source."""
    lines: list[tuple[date, str]] = []
    for row in reader.listed("visits")[:most]:
        when = dates(row, "start_date", reader.language, "end_date")
        way = reader.choices("direction")(row["direction"])
        short = [reader.names("partners")(partner, short=True) for partner in row["partners"]]
        whom = reader.t("phrase.separator").join(short)
        lines.append((row["start_date"], f"**{show(when)}** {show(way)} · {show(whom, 40)} {_source(reader, row)}"))
    for row in reader.listed("matters")[:most]:
        if row["signed_date"]:
            when = dates(row, "signed_date", reader.language)
            stage = reader.names("stages")(row["stage"])
            what = f"{show(stage)} · {show(reader.quoted(row['title']), 40)}"
            lines.append((row["signed_date"], f"**{show(when)}** {what} {_source(reader, row)}"))
    lines.sort(key=lambda line: line[0], reverse=True)
    subtitle = reader.t("overview.recent_sub", count=min(most, len(lines)))
    height_now: Literal["content"] | int = "content" if reader.is_phone else height
    with (
        panel(reader, reader.t("overview.recent"), subtitle, indicators=["delegations", "matters"]),
        st.container(height=height_now, border=False, gap="xxsmall"),
    ):
        if not lines:
            empty(reader, "visits")
        else:
            st.markdown("  \n".join(line for _, line in lines[:most]))


def _source(reader: Reader, row: dict[str, Any]) -> str:
    source = row["source_publisher"] or row["workbook"]
    return f":small[:gray[{show(reader.quoted(source), 40)}]]"
