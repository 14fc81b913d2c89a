"""How other readers do on the corpus, with sheet, heading rows, encoding and columns given to them by hand.

A peer has a workbook right when the rows of every table, in the columns that need no knowledge of the domain (first
day, number of people, texts), equal the expected ones and there is no row more. A workbook that must be refused is
right when the peer raises an error or finds no rows. Amounts and names are not
asked of it.
"""

import warnings
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from openpyxl.utils import column_index_from_string, range_boundaries

from tests.etl.corpus.expected import NUMBERS, Entry, Hand

DATES = {"start_date", "end_date", "signed_date", "period_start", "period_end"}
TEXT_FILES = {".csv", ".tsv", ".txt"}
Reader = Callable[[Path, Entry, Hand], pd.DataFrame]


def wrong(entry: Entry, path: Path, read: Reader) -> str | None:
    """Why the peer does not have the workbook right, in words; None when it has. Its warnings count for nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _wrong(entry, path, read)


def _wrong(entry: Entry, path: Path, read: Reader) -> str | None:
    if entry.dangerous:
        return "not tried: it would take this machine's memory"
    if entry.refused:
        try:
            rows = len(read(path, entry, Hand("visits", "A1:H20", {})).dropna(how="all"))
        except Exception:
            return None  # it refuses, in whatever words
        return f"gives {rows} rows of what must be refused" if rows else None
    for hand in entry.hands:
        try:
            found = _lines(_typed(read(path, entry, hand), hand), hand)
        except Exception as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0][:80] if str(error) else ''}"
        expected = Counter(
            tuple(str(row[field]) for field in hand.columns.values())
            for row in entry.tables[hand.table]
            if row.get("sheet", hand.sheet) == hand.sheet and _is_inside(row, hand)
        )
        if found != expected:
            more, fewer = sum((found - expected).values()), sum((expected - found).values())
            return f"{hand.table}: {fewer} rows missing or changed, {more} wrong or additional"
    return None


def _is_inside(row: dict[str, Any], hand: Hand) -> bool:
    """Whether a row stands in the hand's area, where a sheet has several tables of one kind."""
    if "row" not in row:
        return True
    _, top, _, bottom = range_boundaries(hand.area)
    return bool(top <= row["row"] <= bottom)


def _typed(frame: pd.DataFrame, hand: Hand) -> pd.DataFrame:
    """The columns that the hand names, made dates and numbers as an analyst does in pandas; empty lines go."""
    first = range_boundaries(hand.area)[0]
    out = pd.DataFrame(index=frame.dropna(how="all").index)
    for letter, field in hand.columns.items():
        column = frame.iloc[:, column_index_from_string(letter) - first].loc[out.index]
        if field in DATES:
            out[field] = _days(column)
        else:
            out[field] = pd.to_numeric(column) if field in NUMBERS else column
    return out


def _days(column: pd.Series) -> pd.Series:
    for style in ("mixed", "%Y年%m月%d日"):
        try:
            return pd.to_datetime(column, format=style)
        except ValueError:
            continue
    return pd.to_datetime(column)


def _lines(frame: pd.DataFrame, hand: Hand) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(_written(value, field) for value, field in zip(row, hand.columns.values(), strict=True))
        for row in frame.itertuples(index=False)
    )


def _written(value: Any, field: str) -> str:
    if pd.isna(value):
        return "None"
    if field in DATES:
        return str(value.date())
    return str(int(value)) if field in NUMBERS and value == int(value) else str(value)


def with_pandas(path: Path, entry: Entry, hand: Hand) -> pd.DataFrame:
    """read_excel or read_csv; the heading rows are given, the end of the table is not: read_excel reads to the end."""
    _, top, _, _ = range_boundaries(hand.area)
    heading = list(range(top - 1, top - 1 + hand.heading))
    if path.suffix in TEXT_FILES:
        return pd.read_csv(
            path, header=heading if len(heading) > 1 else heading[0], encoding=entry.encoding, sep=entry.separator,
            skip_blank_lines=False,
        )  # fmt: skip
    content = path.read_bytes()
    if content.lstrip()[:5].lower() in (b"<html", b"<!doc"):
        return pd.read_html(path)[0]
    engine = "openpyxl" if content.startswith(b"PK") and b"xl/workbook.xml" in content else "calamine"
    header = heading if len(heading) > 1 else heading[0]
    frame = pd.read_excel(path, sheet_name=0 if entry.refused else hand.sheet, header=header, engine=engine)
    left, _, right, _ = range_boundaries(hand.area)
    return frame.iloc[:, left - 1 : right]


def with_duckdb(path: Path, entry: Entry, hand: Hand) -> pd.DataFrame:
    """read_xlsx with the table's whole area, or read_csv; a heading of several rows is passed over."""
    start, end = hand.area.split(":")
    top = range_boundaries(hand.area)[1]
    with duckdb.connect() as connection:
        if path.suffix in TEXT_FILES:
            return connection.execute(
                "from read_csv(?, skip = ?, header = true, delim = ?, encoding = ?)",
                [str(path), top - 1, entry.separator, entry.encoding.replace("utf-8-sig", "utf-8")],
            ).df()
        load_excel(connection)
        first = f"{''.join(filter(str.isalpha, start))}{top + hand.heading - 1}"
        sheet = "" if entry.refused else f", sheet = '{hand.sheet}'"
        return connection.execute(f"from read_xlsx(?, range = '{first}:{end}', header = true{sheet})", [str(path)]).df()


def load_excel(connection: duckdb.DuckDBPyConnection) -> None:
    """DuckDB's extension for xlsx: from its package where that is installed, else as DuckDB has it. Raises without."""
    package = find_spec("duckdb_extension_excel")
    if package and package.submodule_search_locations:
        folder = Path(next(iter(package.submodule_search_locations))) / "extensions" / f"v{duckdb.__version__}"
        connection.execute(f"LOAD '{folder / 'excel.duckdb_extension'}'")
    else:
        connection.execute("LOAD excel")


def why_no_excel() -> str | None:
    """What is missing for `read_xlsx` on this machine, in one line; None when nothing is."""
    try:
        with duckdb.connect() as connection:
            load_excel(connection)
    except Exception as error:
        return str(error).splitlines()[0]
    return None
