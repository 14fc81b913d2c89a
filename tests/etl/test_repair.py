"""The marked workbook: every problem at its cell and in the list, nothing else changed, and it loads the same rows."""

import re
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from etl.errors import CooperationError, WorkbookRefused
from etl.messages import LANGUAGES, message
from etl.pipeline import check_path
from etl.write.repair import repair
from tests.conftest import ROOT, as_csv, edit_member, run, set_cell_xml

VISITS = ["编号", "日期", "方向", "机构", "人数", "主题", "备注2"]
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ROWS = [
    ["2024年交流互访台账"],
    VISITS,
    ["V1", datetime(2024, 5, 7), "赴港", "HKPC", 3, "会议", "=留存"],
    ["V2", "2024年2月30日", "赴港", "HKPC", 3, "会议", "+1"],
    ["V3", "2024年7月7日", "赴港", "某某新会", "很多人", "会议", "@x"],
    ["V4", "2024年8月7日", "赴港", "HKU", 4, "会议", None],
]


@pytest.fixture
def messy(make_workbook):
    path = make_workbook(ROWS, name="visits.xlsx", merged=["A1:G1"])
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["A3"].font = Font(name="KaiTi", size=15, italic=True)
    sheet["G3"].data_type = sheet["G4"].data_type = sheet["G5"].data_type = "s"
    sheet["B4"].comment = Comment("请核对", "王")
    sheet["B4"].number_format = "yyyy"
    sheet.column_dimensions["F"].width = 33
    sheet.conditional_formatting.add("E3:E6", openpyxl.formatting.rule.CellIsRule("greaterThan", ["5"]))
    book.save(path)
    return path


def rows(path):
    return {table: found.as_json() for table, found in check_path(path).rows.items()}


def formulas(path):
    return [cell for page in openpyxl.load_workbook(path) for line in page.iter_rows() for cell in line
            if cell.data_type == "f"]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_marked_and_listed(messy, tmp_path, monkeypatch, language):
    monkeypatch.setenv("LANG", {"zh-Hans": "zh_CN", "zh-Hant": "zh_HK", "en": "en_GB"}[language])
    out = tmp_path / "out.xlsx"
    problems = check_path(messy).problems
    assert repair(messy, out).problems == len(problems)
    book = openpyxl.load_workbook(out)
    sheet, listed = book.worksheets
    assert {problem.cell for problem in problems} == {"G2", "B4", "D5", "E5"}
    for problem in problems:
        cell = sheet[problem.cell]
        assert cell.fill.fgColor.rgb.endswith("FFEB9C" if problem.row_kept else "FFC7CE")
        assert message(problem.code, language, seen=problem.seen) in cell.comment.text
    assert sheet["B4"].comment.text.startswith("请核对\n")
    assert listed.title == message("repair_sheet", language)
    lines = list(listed.iter_rows(min_row=2, values_only=True))
    assert [line[:4] for line in lines] == [
        (p.sheet, p.cell, p.seen, message(p.code, language, seen=p.seen)) for p in problems
    ]


def test_looks_and_rows_stay(messy, tmp_path):
    before, out = messy.read_bytes(), tmp_path / "out.xlsx"
    repair(messy, out)
    assert messy.read_bytes() == before
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet["A3"].font.name, sheet["A3"].font.size, sheet["A3"].font.italic) == ("KaiTi", 15, True)
    assert sheet["B4"].number_format == "yyyy"
    assert sheet.column_dimensions["F"].width == 33
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]
    assert len(sheet.conditional_formatting) == 1
    assert rows(out) == rows(messy)
    found = check_path(out)
    assert [table["table"] for table in found.tables if table["table"]] == ["visits"]
    assert [problem.cell for problem in found.problems] == [problem.cell for problem in check_path(messy).problems]


def test_what_was_corrected_loads_and_a_second_repair_takes_the_marks_away(messy, tmp_path):
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    repair(messy, once)
    book = openpyxl.load_workbook(once)
    sheet = book.worksheets[0]
    sheet["B4"], sheet["D5"], sheet["E5"] = "2024年2月29日", "香港大学", 5
    book.save(once)
    assert [row["visit_id"] for row in check_path(once).rows["visits"].as_json()] == ["V1", "V2", "V3", "V4"]
    assert repair(once, twice).problems == 1
    book = openpyxl.load_workbook(twice)
    assert len(book.worksheets) == 2
    assert book.worksheets[0]["E5"].comment is None
    assert book.worksheets[0]["E5"].fill.fill_type is None
    assert book.worksheets[1].max_row == 2


@pytest.mark.parametrize("text", ["=1+1", "=cmd|'/c calc'!A0", "+1", "-1+2", "@SUM(1)", "\t=1", "＝1", "=HYPERLINK(1)"])
def test_no_text_becomes_a_formula(make_workbook, tmp_path, text):
    path = make_workbook([VISITS, ["V1", "2024年5月7日", "赴港", "HKPC", 3, "会议", "x"], ["V2"]], sheet="=表")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for address in ("G1", "D2", "E2", "F2", "A3", "C3"):
        sheet[address] = text
        sheet[address].data_type = "s"
    sheet["B3"] = "2024年5月7日"
    book.save(path)
    out = tmp_path / "out.xlsx"
    assert repair(path, out).problems >= 3
    assert formulas(out) == []
    listed = openpyxl.load_workbook(out).worksheets[-1]
    assert all(cell.quotePrefix for line in listed.iter_rows() for cell in line)
    assert any(text.strip() in str(line[2]) for line in listed.iter_rows(values_only=True))
    assert rows(out) == rows(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{a}"><f>1+2</f><v>3</v></c>',
        '<c r="{a}" t="str"><f>"&lt;"&amp;A1</f><v>约3&amp;&lt;人</v></c>',
        '<c r="{a}" t="str"><f>IF(1,"")</f><v></v></c>',
        '<c r="{a}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="{a}" t="b"><f>TRUE()</f><v>1</v></c>',
        '<c r="{a}"><f>1+2</f></c>',
        '<c r="{a}"><f t="array" ref="{a}">1+2</f><v>3.5</v></c>',
    ],
)
def test_formulas_keep_what_they_came_to(make_workbook, tmp_path, cell):
    path = make_workbook(ROWS)
    set_cell_xml(path, "E6", cell.format(a="E6"))
    set_cell_xml(path, "F6", cell.format(a="F6"))
    out = tmp_path / "out.xlsx"
    repair(path, out)
    assert rows(out) == rows(path)
    assert check_path(out).problems == check_path(path).problems
    assert [found.coordinate for found in formulas(out)] == [found.coordinate for found in formulas(path)]


def test_a_date_from_a_formula(make_workbook, tmp_path):
    path = make_workbook(ROWS)
    cell, formula = r'<c r="B3" s="(\d+)".*?</c>', r'<c r="B3" s="\1"><f>TODAY()</f><v>45419</v></c>'
    edit_member(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(cell, formula, xml))
    repair(path, tmp_path / "out.xlsx")
    assert rows(tmp_path / "out.xlsx") == rows(path)
    assert str(check_path(path).rows["visits"].as_json()[0]["start_date"]) == "2024-05-07"


def test_macros_are_left_behind(messy, tmp_path):
    macros = tmp_path / "visits.xlsm"
    macros.write_bytes(messy.read_bytes())
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    edit_member(macros, "[Content_Types].xml", lambda xml: xml.replace(plain, MACROS))
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    out = tmp_path / "out.xlsx"
    repair(macros, out)
    assert rows(out) == rows(messy)
    with zipfile.ZipFile(out) as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert plain in archive.read("[Content_Types].xml").decode()


def test_problems_of_merged_cells(make_workbook, tmp_path):
    path = make_workbook(
        [VISITS, ["V1", "无此日", "赴港", "HKPC", 3], ["V2", None, "赴港", "HKU", 4]], merged=["B2:B3"]
    )
    out = tmp_path / "out.xlsx"
    repair(path, out)
    assert openpyxl.load_workbook(out).worksheets[0]["B2"].comment is not None


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "samples").glob("*.xlsx")), ids=lambda path: path.stem)
def test_the_samples(path, tmp_path):
    repair(path, tmp_path / path.name)
    assert rows(tmp_path / path.name) == rows(path)


def test_what_cannot_be_marked(messy, tmp_path):
    other = tmp_path / "b.xlsx"
    other.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(WorkbookRefused):
        repair(other, tmp_path / "out.xlsx")
    with pytest.raises(CooperationError, match="visits"):
        repair(messy, messy)
    assert not (tmp_path / "out.xlsx").exists()


def test_the_command(messy, tmp_path):
    out = tmp_path / "out.xlsx"
    done = run("repair", messy, out)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (0, "", 1)
    assert run("load", out).returncode == 0
    (tmp_path / "a.csv").write_bytes(as_csv(ROWS[1:]))
    done = run("repair", tmp_path / "a.csv", tmp_path / "a.xlsx", LANG="en_GB.UTF-8")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (0, "", 2)
    assert message("repair_plain", "en") in done.stderr
    (tmp_path / "b.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name, status in (("b.xlsx", 3), ("no.xlsx", 1)):
        done = run("repair", tmp_path / name, tmp_path / "no.xlsx")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (status, "", 1), name
    assert run("repair", messy).returncode == 2
