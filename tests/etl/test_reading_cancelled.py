"""A row that somebody struck through is not counted, and is named."""

from openpyxl import load_workbook
from openpyxl.styles import Font

from etl.pipeline import check_path

ROWS = [
    ["编号", "日期", "方向", "机构", "人数"],
    ["V1", "2024年5月7日", "赴港", "HKPC", 3],
    ["V2", "2024年5月8日", "赴港", "HKUST", 4],
]


def test_a_struck_row_is_a_problem_and_no_row(make_workbook):
    path = make_workbook(ROWS)
    book = load_workbook(path)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    book.save(path)
    checked = check_path(path)
    assert [row["visit_id"] for row in checked.rows["visits"].as_json()] == ["V1"]
    assert [(p.code, p.row_number, p.row_kept) for p in checked.problems] == [("cancelled_row", 3, False)]
    assert checked.tables[0]["left_out"] == [{"row_number": 3, "why": "cancelled"}]


def test_a_wrong_extension_is_accepted_with_a_note(make_workbook, tmp_path):
    renamed = tmp_path / "visits.xls"
    renamed.write_bytes(make_workbook(ROWS).read_bytes())
    checked = check_path(renamed)
    assert checked.refusal is None
    assert len(checked.rows["visits"]) == 2
    assert len(checked.skipped) == 1
