"""The loads of a version: who brought which workbook when, how many rows it gave, and what was wrong in it."""

from typing import TYPE_CHECKING, Any

from etl.messages import message

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_COUNTS = ("added", "changed", "unchanged", "rejected")


def loads(connection: "Connection", first: int = 0, most: int | None = None) -> list[dict[str, Any]]:
    """Newest first, `most` from the one at `first` on.

    Each {"id", "at", "by", "workbook", "sha256", "rows": {added, changed, unchanged, rejected}, "problems" (their
    number), "state" (active | undone), "undone_at", "undone_by", "series"}.
    """
    page = f" limit {int(most)} offset {int(first)}" if most is not None else ""
    return _loads(connection, f"order by load_id desc{page}")


def load(connection: "Connection", load_id: int) -> dict[str, Any] | None:
    """One of them; None when there is none with this id."""
    found = _loads(connection, f"where load_id = {int(load_id)}")
    return found[0] if found else None


def how_many_loads(connection: "Connection") -> int:
    """The number of loads, also of those undone."""
    ((number,),) = connection.execute("select count(*) from loads").fetchall()
    return int(number)


def problems_of(connection: "Connection", load_id: int, language: str, most: int) -> dict[str, Any]:
    """{"counts": {code: number}, "problems": the first `most` in the order of the workbook, with their sentences}."""
    among = f"from problems where load_id = {int(load_id)}"
    counts = connection.execute(f"select code, count(*) {among} group by code order by count(*) desc, code").fetchall()
    names = ("code", "sheet", "row_number", "cell", "column", "seen", "suggestion", "row_kept")
    rows = connection.execute(
        f"select code, sheet, row_number, cell, column_name, seen, suggestion, row_kept {among}"
        f" order by sheet, row_number, cell limit {int(most)}"
    ).fetchall()
    problems = [dict(zip(names, row, strict=True)) for row in rows]
    for problem in problems:
        problem["message"] = message(problem["code"], language, seen=problem["seen"])
    return {"counts": dict(counts), "problems": problems}


def _loads(connection: "Connection", rest: str) -> list[dict[str, Any]]:
    names = ("load_id", "loaded_at", "loaded_by", "workbook", "sha256", *_COUNTS, "undone_at", "undone_by", "series")
    rows = connection.execute(
        f"with listed as (select * from loads {rest}), broken as ("
        " select load_id, count(*) as problems from problems semi join listed using (load_id) group by load_id"
        f") select {', '.join(names)}, coalesce(problems, 0) from listed left join broken using (load_id)"
        " order by load_id desc"
    ).fetchall()
    return [_as_json(dict(zip((*names, "problems"), row, strict=True))) for row in rows]


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["load_id"],
        "at": row["loaded_at"],
        "by": row["loaded_by"],
        "workbook": row["workbook"],
        "sha256": row["sha256"],
        "rows": {name: row[name] for name in _COUNTS},
        "problems": row["problems"],
        "state": "undone" if row["undone_at"] else "active",
        "undone_at": row["undone_at"],
        "undone_by": row["undone_by"],
        "series": row["series"] or row["load_id"],
    }
