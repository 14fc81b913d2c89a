"""Workbooks that other people made, in a folder that COOPERATION_WILD names: none is ours, each is refused in words.

Beside them may lie INDEX.csv, which says of each the number of sheets, the heading row and the number of rows of its
main sheet, or why it must be refused. How many of them are found so is printed.
"""

import csv
import os
from pathlib import Path

import pytest

from etl.errors import WorkbookRefused
from etl.pipeline import check_path
from etl.read.workbook import read_workbook

FOLDER = Path(os.environ.get("COOPERATION_WILD", "."))
CODES = {"empty", "no_known_table", "corrupt", "password_protected", "not_a_spreadsheet", "too_large", "unsafe"}
# The refusal that a reason of the index asks for, by its first word.
REASONS = {"password": "password_protected", "corrupt": "corrupt", "no": "no_known_table"}
GOAL = 0.9

pytestmark = pytest.mark.skipif(
    not os.environ.get("COOPERATION_WILD"), reason="COOPERATION_WILD names no folder of other people's workbooks"
)


def test_a_workbook_of_another_kind_is_refused_in_words():
    answers = {path.name: check_path(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
    assert answers
    for name, checked in answers.items():
        assert checked.refusal is not None, f"{name} was taken for one of ours"
        assert checked.refusal.code in CODES, name
        assert 10 < len(checked.refusal.message) <= 400, name
        assert not any(checked.rows.values()), name


def heading_rows(stated: str) -> list[int]:
    """`3` → [3], `1-5` → [1, 2, 3, 4, 5], nothing → []."""
    first, _, last = stated.partition("-")
    return list(range(int(first), int(last or first) + 1)) if first else []


def differences(path: Path, stated: dict[str, str]) -> list[str]:
    """What the reader and the finder see otherwise than the index says."""
    checked = check_path(path)
    found = []
    if stated["refuse_reason"]:
        expected = REASONS[stated["refuse_reason"].split()[0]]
        if checked.refusal is None or checked.refusal.code != expected:
            found.append(f"refusal {expected}, was {checked.refusal and checked.refusal.code}")
    if stated["sheets"]:
        try:
            sheets = len(read_workbook(path.read_bytes(), path.name).sheets)
        except WorkbookRefused as refused:
            return [*found, f"sheets {stated['sheets']}, was refused as {refused.code}"]
        if sheets != int(stated["sheets"]):
            found.append(f"sheets {stated['sheets']}, were {sheets}")
    if stated["data_rows"]:
        name = stated["main_sheet"] or path.name
        table = next((table for table in checked.tables if table["sheet"] == name), {"heading_rows": None, "rows": 0})
        if table["heading_rows"] != heading_rows(stated["header_rows"]):
            found.append(f"heading {stated['header_rows'] or 'none'}, was {table['heading_rows']}")
        if table["rows"] != int(stated["data_rows"]):
            found.append(f"rows {stated['data_rows']}, were {table['rows']}")
    return found


def test_sheets_heading_and_rows_are_found_as_stated(capsys):
    index = FOLDER / "INDEX.csv"
    if not index.exists():
        pytest.skip("the folder has no INDEX.csv")
    with index.open(encoding="utf-8-sig", newline="") as file:
        stated = [row for row in csv.DictReader(file) if (FOLDER / row["file"]).exists()]
    wrong = {row["file"]: found for row in stated if (found := differences(FOLDER / row["file"], row))}
    with capsys.disabled():
        print(f"\nworkbooks of others: {len(stated) - len(wrong)} of {len(stated)} as stated")
        for name, found in wrong.items():
            print(f"  {name}: {'; '.join(found)}")
    assert len(stated) - len(wrong) >= GOAL * len(stated)
