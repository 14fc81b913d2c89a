"""What the answers of a draft mean: what is known when its workbooks are read, and the decisions they become."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from etl.history.layouts import LAYOUTS
from etl.intake.answers import Answer
from etl.known import Known
from etl.names.known_names import name_key
from etl.tables.chosen import HeadingRows, RowsOn
from etl.tables.corrected import Correction, Corrections


def known_with(known: Known, answers: Iterable[Answer], sha256: str, resolved: Mapping[str, Any]) -> Known:
    """What is known when one workbook of the draft is read.

    `resolved` are the answers for places of other workbooks as `remembered` gives them.
    """
    headings, tables = dict(known.chosen.headings), dict(known.chosen.tables)
    names, rows_on = dict(known.names), dict[str, list[RowsOn]]()
    heading_rows = dict(known.chosen.heading_rows)
    cells = [one for found in known.cells.by_place.values() for one in found]
    for one in resolved.get("heading_rows", ()):
        rows = HeadingRows(one["layout"], one["rows"], frozenset(one["words"]), one["instead_of"])
        heading_rows[rows.layout] = rows
    cells += [Correction(*one) for one in resolved.get("cells", ())]
    for answer in answers:
        kind = answer["kind"]
        if kind == "table":
            tables[answer["layout"]] = answer["table"]
        elif kind == "column":
            headings[answer["layout"], answer["key"]] = answer["column"]
        elif kind == "name":
            names[name_key(answer["seen"])] = answer["name"]
        elif answer["sha256"] == sha256 and kind == "heading_rows":
            rows_on.setdefault(answer["sheet"], []).append(RowsOn(tuple(answer["rows"]), answer["instead_of"]))
        elif answer["sha256"] == sha256:
            cells.append(Correction(answer["sheet"], answer["cell"], answer["value"]))
    chosen = replace(known.chosen, headings=headings, tables=tables, heading_rows=heading_rows, rows_on=rows_on)
    return replace(known, chosen=chosen, names=names, cells=Corrections.of(cells))


def decisions_of(answers: Iterable[Answer]) -> list[tuple[str, str, str, str, str]]:
    """(kind, table_name, subject, object, by) of the answers that are for no place of one workbook."""
    found = []
    for answer in answers:
        if answer["kind"] == "table":
            found.append(("table_is", LAYOUTS, answer["layout"], answer["table"], answer["by"]))
        elif answer["kind"] == "column":
            subject = f"{answer['layout']}/{answer['key']}"
            found.append(("heading_is", answer["table"] or LAYOUTS, subject, answer["column"], answer["by"]))
        elif answer["kind"] == "name":
            found.append(("name_is", answer["table"], answer["seen"], answer["name"], answer["by"]))
    return found
