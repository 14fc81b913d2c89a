"""The ways in which readers lose or change data without a word, one after another: none of them is ours.

Each name says which; the other formats' errors, formulas and rows are in test_reading_facts.py.
"""

import re

import pytest

from etl.pipeline import check_workbook
from tests.conftest import build_workbook, edit_member, set_cell_xml
from tests.etl.test_reading_formats import repacked, with_shared

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["编号", "日期", "方向", "机构", "人数"]
VISITS = [HEADINGS, *[[f"V{n}", f"2024年5月{n}日", "赴港", "香港总商会", n] for n in (7, 8, 9)]]


@pytest.fixture
def visits(tmp_path):
    return build_workbook(tmp_path / "v.xlsx", VISITS)


def read(content, name="v.xlsx"):
    """(the rows that were kept, the problems as (cell, code))"""
    content = content if isinstance(content, bytes) else content.read_bytes()
    checked = check_workbook(content, name).as_json()
    assert checked["refusal"] is None, checked["refusal"]
    return checked["rows"]["visits"], [(problem["cell"], problem["code"]) for problem in checked["problems"]]


def people(content, name="v.xlsx"):
    return [row["participants"] for row in read(content, name)[0]]


def csv(*rows):
    return "\n".join(rows).encode()


def test_1_a_stated_area_that_is_too_small(visits):
    assert people(edit_member(visits, SHEET, lambda xml: xml.replace('ref="A1:E4"', 'ref="A1:A2"'))) == [7, 8, 9]


def test_2_rows_out_of_order(visits):
    moved = edit_member(visits, SHEET, lambda xml: re.sub(r'(<row r="1".*?</row>)(.*?)(</sheetData>)', r"\2\1\3", xml))
    assert people(moved) == [7, 8, 9]


def test_3_an_index_of_minus_one_among_the_shared_texts(visits):
    set_cell_xml(visits, "D3", '<c r="D3" t="s"><v>-1</v></c>')
    rows, problems = read(with_shared(visits, "<si><t>甲</t></si><si><t>末</t></si>"))
    assert ("D3", "bad_value") in problems
    assert [row["partners"] for row in rows][1] == []


def test_4_an_index_beyond_the_shared_texts(visits):
    set_cell_xml(visits, "D3", '<c r="D3" t="s"><v>7</v></c>')
    refused = check_workbook(with_shared(visits, "<si><t>甲</t></si>"), "v.xlsx").refusal
    assert (refused.code, "台账!D3" in refused.message) == ("corrupt", True)


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_5_errors_are_problems_and_no_blanks(visits, error):
    set_cell_xml(visits, "E3", f'<c r="E3" t="e"><v>{error}</v></c>')
    assert ("E3", "formula_error") in read(visits)[1]


def test_6_whole_numbers_beyond_a_double(visits):
    set_cell_xml(visits, "A3", '<c r="A3"><v>9007199254740993</v></c>')
    assert [row["visit_id"] for row in read(visits)[0]] == ["V7", "9007199254740993", "V9"]
    text = csv(",".join(HEADINGS), "9007199254740993,2024-05-07,赴港,甲,3")
    assert read(text, "v.csv")[0][0]["visit_id"] == "9007199254740993"


def test_7_formulas_that_nobody_calculated(visits):
    set_cell_xml(visits, "E3", '<c r="E3"><f>E2+1</f></c>')
    assert ("E3", "formula_without_value") in read(visits)[1]


def test_8_strict_workbooks(visits):
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    new = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    documents = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    content = repacked(visits, lambda _, raw: raw.replace(old, new).replace(documents, strict))
    assert people(content) == [7, 8, 9]


def test_9_ragged_text_and_an_open_quote():
    rows = ["V7,2024-05-07,赴港,甲,7", "注", "V8,2024-05-08,赴港,乙,8,,备注", "V9,2024-05-09,赴港,丙,9"]
    ragged = csv(",".join(HEADINGS), *rows)
    assert people(ragged, "v.csv") == [7, 8, 9]
    open_quote = csv(",".join(HEADINGS), 'V7,2024-05-07,赴港,"甲,7', "V8,2024-05-08,赴港,乙,8")
    refused = check_workbook(open_quote, "v.csv").refusal
    assert (refused.code, "2" in refused.message) == ("corrupt", True)


@pytest.mark.parametrize("name", ["null", "None", "NaN", "NA", "#N"])
def test_10_names_that_look_like_nothing(visits, name):
    text = csv(",".join(HEADINGS), f"V7,2024-05-07,赴港,{name},7")
    assert read(text, "v.csv")[0][0]["partners"] == [name]
    set_cell_xml(visits, "D3", f'<c r="D3" t="inlineStr"><is><t>{name}</t></is></c>')
    assert read(visits)[0][1]["partners"] == [name]


@pytest.mark.parametrize("number", ["14.5", "1_000", "0x10", "1e3x"])
def test_11_numbers_that_are_none_are_problems(visits, number):
    if number == "14.5":
        set_cell_xml(visits, "E3", '<c r="E3"><v>14.5</v></c>')
    else:
        set_cell_xml(visits, "E3", f'<c r="E3" t="inlineStr"><is><t>{number}</t></is></c>')
    rows, problems = read(visits)
    assert [code for address, code in problems if address == "E3"] == ["bad_number"]
    assert 14 not in [row["participants"] for row in rows]
    assert not {15, 1000, 16} & {row["participants"] for row in rows}
    text = csv(",".join(HEADINGS), f"V7,2024-05-07,赴港,甲,{number}")
    assert [code for _, code in read(text, "v.csv")[1]][-1:] == ["bad_number"]
