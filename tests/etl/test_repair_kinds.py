"""Marked copies of workbooks of every kind: what they lack is said, what was read is there, what was mended counts."""

import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from etl.__main__ import main
from etl.messages import LANGUAGES, message
from etl.pipeline import check_path
from etl.write.lost import lost_parts
from etl.write.repair import repair
from tests.conftest import as_csv, edit_member

VISITS = ["编号", "日期", "方向", "机构", "人数", "主题"]
ROWS = [
    VISITS,
    ["V1", "2024年5月7日", "赴港", "HKPC", "3", "会议"],
    ["V2", "2024年2月30日", "赴港", "HKPC", "3", "=1+1"],
    ["V3", "2024年7月7日", "赴港", "HKPC", "男8女6", "两行\n文字"],
    ["V4", "2024年8月7日", "赴港", "HKU", "4", "@x"],
]
# One part of each kind that openpyxl leaves behind, as the kinds' names in sources/parts.toml
PARTS = {
    "macros": "xl/vbaProject.bin",
    "controls": "xl/ctrlProps/ctrlProp1.xml",
    "slicers": "xl/slicers/slicer1.xml",
    "threads": "xl/threadedComments/threadedComment1.xml",
    "objects": "xl/embeddings/oleObject1.bin",
    "queries": "xl/connections.xml",
    "signatures": "_xmlsignatures/sig1.xml",
    "pictures": "xl/media/image1.png",
    "pivot_tables": "xl/pivotTables/pivotTable1.xml",
    "links": "xl/externalLinks/externalLink1.xml",
}
EXTENSIONS = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{0}">'
    '<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline/><x14:sparkline/></x14:sparklines>'
    "</x14:sparklineGroup></x14:sparklineGroups>"
    '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="dataBar" id="1"/>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
)  # fmt: skip


@pytest.fixture
def rich(make_workbook):
    """An xlsx that holds one of everything that its copy does not."""
    path = make_workbook(ROWS, name="rich.xlsx")
    edit_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</worksheet>", EXTENSIONS))
    with zipfile.ZipFile(path, "a") as archive:
        for name in PARTS.values():
            archive.writestr(name, b"<x/>")
    return path


def test_what_the_copy_does_not_hold_is_named(rich, tmp_path):
    done = repair(rich, tmp_path / "out.xlsx", "en")
    assert done.lost == {**dict.fromkeys(PARTS, 1), "sparklines": 2, "new_formats": 1}
    assert not done.is_plain
    for language in LANGUAGES:
        said = done.remarks(language)
        assert len(said) == len(done.lost)
        for kind in done.lost:
            assert any(message(f"part_{kind}", language) in sentence for sentence in said)


def test_what_is_lost_is_said_by_the_command(rich, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    assert main(["repair", str(rich), str(tmp_path / "out.xlsx")]) == 0
    assert message("repair_lost", kind=message("part_macros"), count=1) in capsys.readouterr().err.splitlines()


def test_charts_that_are_drawn_again(make_workbook, tmp_path):
    path = make_workbook(ROWS)
    book = openpyxl.load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=5, min_row=1, max_row=5))
    book.active.add_chart(chart, "I2")
    book.save(path)
    done = repair(path, tmp_path / "out.xlsx")
    assert done.lost == {"charts_redrawn": 1}
    assert done.remarks("en") == [message("repair_redrawn", "en", count=1)]


def test_a_plain_workbook_loses_nothing(make_workbook, tmp_path):
    path = make_workbook(ROWS, merged=["A7:B7"])
    assert repair(path, tmp_path / "out.xlsx").lost == {}
    assert lost_parts(path, path) == {}


def test_a_sign_cut_by_the_end_of_a_chunk_counts_once(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.write.lost._CHUNK", 7)
    whole, empty = tmp_path / "whole.zip", tmp_path / "empty.zip"
    for path, text in ((whole, b"<a/><x14:sparkline >..<b/><x14:sparkline/><x14:sparkline >"), (empty, b"<a/>")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/worksheets/sheet1.xml", text)
    assert lost_parts(whole, empty) == {"sparklines": 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_file_comes_back_as_a_marked_workbook(tmp_path, language):
    path, out = tmp_path / "2024年 台账.csv", tmp_path / "out.xlsx"
    path.write_bytes(as_csv(ROWS))
    checked = check_path(path)
    done = repair(path, out, language)
    assert (done.problems, done.is_plain) == (len(checked.problems), True)
    assert done.remarks(language) == [message("repair_plain", language)]
    book = openpyxl.load_workbook(out)
    sheet, listed = book.worksheets
    assert listed.title == message("repair_sheet", language)
    assert sheet["B3"].comment.text == message("bad_date", language, seen="2024年2月30日")
    assert sheet["E4"].comment.text == message("bad_number", language, seen="男8女6")
    # Text stays text, and stands in the row whose number the analyst knows: V3 has two lines.
    assert (sheet["F3"].value, sheet["F3"].data_type, sheet["F4"].value) == ("=1+1", "s", "两行\n文字")
    assert sheet["A6"].value == "V4"
    again = check_path(out).as_json()
    expected = checked.as_json()["rows"]["visits"]
    assert [{**row, "sheet": None} for row in again["rows"]["visits"]] == [{**row, "sheet": None} for row in expected]
    assert [problem["cell"] for problem in again["problems"]] == ["B3", "E4"]


def test_a_page_saved_as_xls_comes_back_with_its_merged_cells(tmp_path):
    path, out = tmp_path / "台账.xls", tmp_path / "out.xlsx"
    head = "".join(f"<th>{text}</th>" for text in VISITS)
    path.write_text(
        f"<html><meta charset=utf-8><table><tr>{head}</tr>"
        "<tr><td>V1</td><td rowspan=2>2024年5月7日</td><td>赴港</td><td>HKPC</td><td>3</td><td>会</td></tr>"
        "<tr><td>V2</td><td>赴港</td><td>HKU</td><td>很多</td><td>会</td></tr></table></html>",
        encoding="utf-8",
    )
    done = repair(path, out)
    assert (done.problems, done.is_plain) == (1, True)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:B3"]
    assert sheet["E3"].comment is not None


def test_what_was_mended_counts_as_the_same_rows(loaded, make_workbook, tmp_path):
    """V2 had no day and was not counted, V3 no number of people; the mended copy has another name."""
    path, marked = make_workbook(ROWS, name="台账.xlsx"), tmp_path / "mended.xlsx"
    loaded.warehouse.load([check_path(path)], "tester")
    assert loaded.query("select visit_id, participants from visits order by 1") == [("V1", 3), ("V3", None), ("V4", 4)]
    repair(path, marked)
    book = openpyxl.load_workbook(marked)
    sheet = book.worksheets[0]
    sheet["B3"], sheet["E4"] = "2024年2月29日", 14
    book.save(marked)
    loaded.warehouse.load([check_path(marked)], "tester")
    assert loaded.query("select added, changed, unchanged from loads where load_id = 2") == [(1, 1, 2)]
    assert loaded.query("select visit_id, participants from visits order by 1") == [
        ("V1", 3), ("V2", 3), ("V3", 14), ("V4", 4),
    ]  # fmt: skip


def test_what_was_mended_in_a_copy_of_a_text_file_counts_as_the_same_rows(loaded, tmp_path):
    path, marked = tmp_path / "台账.csv", tmp_path / "mended.xlsx"
    path.write_bytes(as_csv(ROWS))
    loaded.warehouse.load([check_path(path)], "tester")
    repair(path, marked)
    book = openpyxl.load_workbook(marked)
    book.worksheets[0]["B3"] = "2024年2月29日"
    book.save(marked)
    loaded.warehouse.load([check_path(marked)], "tester")
    assert loaded.query("select added, changed, unchanged from loads where load_id = 2") == [(1, 0, 3)]
    assert loaded.query("select count(*) from visits") == [(4,)]


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def test_a_strict_workbook_comes_back_plainly(make_workbook, tmp_path):
    """What openpyxl cannot read it cannot mark: the values are carried over, and that is said."""
    path, out = make_workbook(ROWS, name="strict.xlsx"), tmp_path / "out.xlsx"

    def edit(xml):
        for old, new in STRICT.items():
            xml = xml.replace(old, new)
        return xml

    with zipfile.ZipFile(path) as archive:
        members = archive.namelist()
    for name in members:
        edit_member(path, name, edit)
    done = repair(path, out, "en")
    # V2 has no such day, and its formula no stored result; V3 has no number.
    assert (done.problems, done.is_plain, done.remarks("en")) == (3, True, [message("repair_plain", "en")])
    assert check_path(out).as_json()["rows"] == check_path(path).as_json()["rows"]
    assert openpyxl.load_workbook(out).worksheets[0]["B3"].comment is not None
