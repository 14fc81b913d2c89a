"""What waits for a person: rows gone from a newer version, likely duplicates, likely names, unknown headings.

Each has a reference that stays the same until it is decided, and the verdicts that are possible.
"""

from typing import TYPE_CHECKING, Any

import orjson

from etl.clean.text import heading_key
from etl.history.duplicates import likely_duplicates
from etl.history.gone import gone_rows
from etl.messages import message
from etl.names.decisions import TABLE as NAMED
from etl.names.decisions import decided_names
from etl.names.resolve import finding_of
from etl.names.suggestion import suggestion_in_words
from etl.reference import name_key, names
from etl.schema import literals
from etl.source import sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

VERDICTS = {
    "gone": ["remove", "keep"],
    "duplicate": ["same", "distinct"],
    "name": ["is:"],
    "heading": ["is:", "leave"],
}
# What tells a row to people.
SUMMARY = {
    "visits": "concat_ws(' ', start_date, array_to_string(partners, '、'), topic)",
    "intents": "concat_ws(' ', signed_date, title)",
    "talent_flows": "concat_ws(' ', period_start, direction, partner, sector, headcount)",
}
# Where a workbook was replaced by a newer version, that one says what is still to be asked.
_NEWEST = """(
    select load_id from loads where undone_at is null
    qualify row_number() over (partition by coalesce(series, load_id) order by load_id desc) = 1
)"""


def reviews(connection: "Connection") -> list[dict[str, Any]]:
    """Everything that waits: {"reference", "kind", "table", "verdicts", "message", …} and what it is about."""
    return [*_gone(connection), *_duplicates(connection), *_names(connection), *_headings(connection)]


def how_many_wait(connection: "Connection") -> int:
    """The number of reviews, without the words."""
    found = (gone_rows, likely_duplicates, _names, _headings)
    return sum(len(list(find(connection))) for find in found)


def reference_of(kind: str, *parts: str) -> str:
    """`gone:visits:V1`; a colon or percent sign inside a part is written %3A, %25."""
    return ":".join((kind, *(part.replace("%", "%25").replace(":", "%3A") for part in parts)))


def parts_of(reference: str) -> list[str]:
    """The parts of a reference, its kind first."""
    return [part.replace("%3A", ":").replace("%25", "%") for part in reference.split(":")]


def _gone(connection: "Connection") -> list[dict[str, Any]]:
    found = gone_rows(connection)
    rows = _rows(connection, [(one["table"], one["id"]) for one in found])
    result = []
    for one in found:
        row = rows[one["table"], one["id"]]
        said = message("review_gone", **{**row, "load": one["newest"]})
        item = _item("gone", one["table"], [one["id"]], said, rows=[row], newest_load=one["newest"])
        result.append(item)
    return result


def _duplicates(connection: "Connection") -> list[dict[str, Any]]:
    found = likely_duplicates(connection)
    rows = _rows(connection, [(one["table"], one[side]) for one in found for side in ("first", "second")])
    result = []
    for one in found:
        pair = [rows[one["table"], one[side]] for side in ("first", "second")]
        said = message(
            "review_duplicate",
            first=pair[0]["summary"],
            second=pair[1]["summary"],
            first_workbook=f"{pair[0]['workbook']} {pair[0]['sheet']}!{pair[0]['row_number']}",
            second_workbook=f"{pair[1]['workbook']} {pair[1]['sheet']}!{pair[1]['row_number']}",
            score=one["score"],
        )
        ids = [one["first"], one["second"]]
        result.append(_item("duplicate", one["table"], ids, said, rows=pair, score=one["score"]))
    return result


def _names(connection: "Connection") -> list[dict[str, Any]]:
    """Partners' names that a likely one was found for, once a spelling."""
    found = connection.execute(
        f"""
        select seen, any_value(suggestion), count(*), any_value(workbook) from problems
        where load_id in {_NEWEST} and suggestion is not null and code in ('unknown_name', 'ambiguous_name')
            and column_name in ('{NAMED}', '{NAMED.removesuffix("s")}')
        group by seen order by count(*) desc, seen
        """
    ).fetchall()
    decided = decided_names(connection)
    result = []
    for seen, suggestion, rows, workbook in [*found, *_revoked(connection, {seen for seen, *_ in found})]:
        if name_key(seen) not in decided:
            about = {"seen": seen, "suggestion": suggestion, "row_count": rows, "workbook": workbook}
            said = message("review_name", rows=rows, **{**about, "suggestion": suggestion_in_words(suggestion)})
            result.append(_item("name", NAMED, [seen], said, **about))
    return result


def _revoked(connection: "Connection", listed: set[str]) -> list[tuple[str, str | None, int, str]]:
    """(spelling, suggestion, rows, workbook) of decisions taken back; a load since then found nothing to ask."""
    written = " union all ".join(
        f"select unnest(partners_written) as written, workbook from {table}" for table in sources()
    )
    found = connection.execute(
        f"""
        select written, count(*), any_value(workbook) from ({written})
        where written in (
            select subject from decisions
            where kind = 'name_is' and table_name = '{NAMED}' and undone_at is not null
        ) group by written order by written
        """
    ).fetchall()
    decided = decided_names(connection)
    return [
        (spelling, finding_of(spelling, names(NAMED), decided).suggestion or "—", rows, workbook)
        for spelling, rows, workbook in found
        if spelling not in listed
    ]


def _headings(connection: "Connection") -> list[dict[str, Any]]:
    """Headings that nobody knows, once a layout."""
    found = connection.execute(
        f"""
        select problems.workbook, sheet, row_number, cell, seen, suggestion, layouts
        from problems join loads using (load_id)
        where load_id in {_NEWEST} and code = 'unknown_column' order by load_id desc, sheet, row_number, cell
        """
    ).fetchall()
    sql = "select subject from decisions where kind = 'heading_is' and undone_at is null"
    known = {subject for (subject,) in connection.execute(sql).fetchall()}
    result = []
    for workbook, sheet, row_number, cell, seen, suggestion, layouts in found:
        for table in orjson.loads(layouts or "[]"):
            is_here = table["sheet"] == sheet and row_number in table["heading_rows"]
            subject = f"{table['layout']}/{heading_key(seen)[0]}"
            if is_here and seen in table["unknown_columns"] and subject not in known:
                known.add(subject)
                about = {"seen": seen, "workbook": workbook, "sheet": sheet, "cell": cell, "suggestion": suggestion}
                words = {**about, "suggestion": suggestion or "—", "table": table["table"]}
                said = message("review_heading", **words)
                result.append(_item("heading", table["table"], [subject], said, **about))
    return result


def _item(kind: str, table: str, parts: list[str], said: str, **about: Any) -> dict[str, Any]:
    # The layout is one table's; the other kinds need it to be told.
    own = parts if kind == "heading" else [table, *parts]
    return {
        "reference": reference_of(kind, *own),
        "kind": kind,
        "table": table,
        "verdicts": VERDICTS[kind],
        **about,
        "message": said,
    }


def _rows(connection: "Connection", wanted: list[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """(table, id) → the place and a summary of the current row."""
    names = ["id", "load", "workbook", "sheet", "row_number", "summary"]
    found = {}
    for source in sources().values():
        ids = [row_id for table, row_id in wanted if table == source.table]
        if ids:
            rows = connection.execute(
                f"select {source.id}, load_id, workbook, sheet, row_number, {SUMMARY[source.table]}"
                f" from {source.table} where {source.id} in ({literals(ids)})"
            ).fetchall()
            found.update({(source.table, row[0]): dict(zip(names, row, strict=True)) for row in rows})
    return found
