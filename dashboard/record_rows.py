"""A record of the warehouse as a row of texts, headings as keys, in the reader's language."""

from typing import Any

from dashboard.reader import Reader
from dashboard.text.format import count, dates, day, money
from dashboard.wording import people

Row = dict[str, Any]


def record_row(reader: Reader, listing: str, row: Row) -> dict[str, str]:
    """The record of `listing` (visits, matters, batches, talent) as a row."""
    return {"visits": visit_row, "matters": matter_row, "batches": batch_row, "talent": talent_row}[listing](
        reader, row
    )


def visit_row(reader: Reader, row: Row) -> dict[str, str]:
    """A delegation."""
    return {
        reader.t("column.date"): dates(row, "start_date", reader.language, "end_date"),
        reader.t("column.direction"): reader.choices("direction")(row["direction"]),
        reader.t("column.partners"): _joined(reader, "partners", row["partners"]),
        reader.t("column.topic"): reader.quoted(row["topic"]),
        reader.t("column.town"): _joined(reader, "towns", row["towns"]),
        reader.t("column.sectors"): _joined(reader, "sectors", row["sectors"]),
        reader.t("column.participants"): people(reader, row["participants"]),
        reader.t("column.source_publisher"): reader.quoted(row["source_publisher"]),
        reader.t("column.origin"): origin(row),
    }


def matter_row(reader: Reader, row: Row) -> dict[str, str]:
    """A matter."""
    return {
        reader.t("column.date"): dates(row, "signed_date", reader.language),
        reader.t("column.title"): reader.quoted(row["title"]),
        reader.t("column.partners"): _joined(reader, "partners", row["partners"]),
        reader.t("column.zhongshan_party"): reader.quoted(row["zhongshan_party"]),
        reader.t("column.sectors"): _joined(reader, "sectors", row["sectors"]),
        reader.t("column.stage"): reader.names("stages")(row["stage"]),
        reader.t("column.amount"): money(row["amount_cny"], reader.language),
        reader.t("column.source_publisher"): reader.quoted(row["source_publisher"]),
        reader.t("column.origin"): origin(row),
    }


def batch_row(reader: Reader, row: Row) -> dict[str, str]:
    """A published total over many projects."""
    return {
        reader.t("column.date"): dates(row, "signed_date", reader.language),
        reader.t("column.title"): reader.quoted(row["title"]),
        reader.t("column.batch_count"): count(row["batch_count"], reader.language),
        reader.t("column.amount"): reader.quoted(row["amount_as_printed"]) or money(row["amount_cny"], reader.language),
        reader.t("column.origin"): origin(row),
    }


def talent_row(reader: Reader, row: Row) -> dict[str, str]:
    """A number of people in a period: moved, or as published of a scheme."""
    names = reader.names("sectors")
    sectors = [names(sector) for sector in (row["sector"] or "").split("、") if sector]
    period = reader.t(
        "period.range", start=day(row["period_start"], reader.language), end=day(row["period_end"], reader.language)
    )
    return {
        reader.t("filter.period"): period,
        reader.t("column.direction"): reader.choices("direction")(row["direction"]),
        reader.t("column.measure"): reader.choices("measure")(row["measure"]),
        reader.t("column.scheme"): reader.names("schemes")(row["scheme"]),
        reader.t("column.partner"): reader.names("partners")(row["partner"]),
        reader.t("column.sectors"): reader.t("phrase.separator").join(sectors),
        reader.t("column.participants"): people(reader, row["headcount"]),
        reader.t("column.origin"): origin(row),
    }


def origin(row: Row) -> str:
    """Workbook, sheet and row."""
    return f"{row['workbook']} · {row['sheet']} · {row['row_number']}" if row["workbook"] else ""


def _joined(reader: Reader, table_name: str, values: list[str]) -> str:
    return reader.names(table_name).joined(values, reader.t("phrase.separator"))
