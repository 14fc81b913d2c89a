"""Which loads are versions of the same workbook: a corrected copy, the same ledger a month later, the repaired one.

A series is named by its first load. A workbook belongs to it when it shares the layout or the name with a load of the
series that counts, and enough of its rows: neither another month's workbook nor another office's does.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from etl.clean.text import folded
from etl.schema import literals, rows_table
from etl.source import FOLDER, sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_AROUND = r"[-_.·+~(\[【〔]*(?:{marks})[)\]】〕]*[-_.·+~]*"


@cache
def _rule() -> dict[str, Any]:
    with (FOLDER / "series.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A copy mark before a name and one behind it."""
    words = sorted(map(folded, _rule()["copy_marks"]), key=len, reverse=True)
    marks = _AROUND.format(marks="|".join([*map(re.escape, words), *_rule()["copy_patterns"]]))
    return re.compile(f"^{marks}"), re.compile(f"{marks}$")


def base_name(workbook: str) -> str:
    """A workbook's name without its ending and what copying and correcting adds to it; months and years stay."""
    name = folded(Path(workbook).stem)
    before = None
    while name != before:
        before = name
        for mark in _marks():
            name = mark.sub("", name) or name
    return name


def layouts_json(tables: list[dict[str, Any]]) -> str:
    """`loads.layouts` from the tables of the contract, of the known ones."""
    names = ("sheet", "heading_rows", "table", "layout", "unknown_columns")
    return orjson.dumps([{name: table[name] for name in names} for table in tables if table["table"]]).decode()


def is_newer_version(*, same_layout: bool, same_name: bool, shared: Iterable[tuple[int, int]]) -> bool:
    """The rule; `shared` has for each table the rows in both workbooks and the rows of the smaller one."""
    least: float = _rule()["least_shared"]
    return (same_layout or same_name) and any(both and both >= least * smaller for both, smaller in shared)


def join_series(connection: "Connection", load_id: int) -> int:
    """Finds the series of a load whose rows are there, among the earlier loads that count, and notes it; returns it."""
    series = _series_of(connection, load_id)
    connection.execute(f"update loads set series = {series} where load_id = {load_id}")
    return series


def are_alike(connection: "Connection", load_id: int, others: Iterable[int]) -> bool:
    """Whether a load shares its layout or name with one of the others, without which it is no version of it."""
    sql = f"select load_id, workbook, layouts from loads where load_id in ({literals([load_id, *others])})"
    told = {other: (base_name(name), _layouts(layouts)) for other, name, layouts in connection.execute(sql).fetchall()}
    base, own = told.pop(load_id)
    return any(name == base or own & layouts for name, layouts in told.values())


def _series_of(connection: "Connection", load_id: int) -> int:
    sql = f"select workbook, layouts from loads where load_id = {load_id}"
    ((name, layouts),) = connection.execute(sql).fetchall()
    earlier = connection.execute(
        "select load_id, workbook, layouts, coalesce(series, load_id) from loads"
        f" where undone_at is null and load_id < {load_id} order by load_id desc"
    ).fetchall()
    own, base = _layouts(layouts), base_name(name)
    alike = {
        other: (bool(own & _layouts(their_layouts)), base_name(their_name) == base, series)
        for other, their_name, their_layouts, series in earlier
    }
    alike = {other: found for other, found in alike.items() if found[0] or found[1]}
    if not alike:
        return load_id
    shared = _shared_rows(connection, load_id, list(alike))
    # Of several the one with the same name, then the one with the most in common, then the newest.
    versions = [
        (same_name, max(both for both, _ in shared[other]), other, series)
        for other, (same_layout, same_name, series) in alike.items()
        if is_newer_version(same_layout=same_layout, same_name=same_name, shared=shared[other])
    ]
    return int(max(versions)[-1]) if versions else load_id


def _layouts(text: str | None) -> set[tuple[str, str]]:
    return {(table["table"], table["layout"]) for table in orjson.loads(text or "[]")}


def _shared_rows(connection: "Connection", load_id: int, others: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Other load → for each table the rows that both have, and the rows of the smaller one."""
    shared: dict[int, list[tuple[int, int]]] = {other: [] for other in others}
    for source in sources().values():
        rows = rows_table(source.table)
        found = connection.execute(
            f"""
            with mine as (select {source.id} as id from {rows} where load_id = {load_id}),
            theirs as (select load_id, {source.id} as id from {rows} where load_id in ({literals(others)}))
            select load_id, count(*) filter (id in (select id from mine)),
                least(count(*), (select count(*) from mine))
            from theirs group by load_id
            """
        ).fetchall()
        for other, both, smaller in found:
            shared[other].append((both, smaller))
    return shared
