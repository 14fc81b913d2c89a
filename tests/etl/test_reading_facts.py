"""What old, binary and open-document workbooks say beside their values, and what the fast reader makes of them."""

import struct
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from etl.read.biff import open_old_workbook
from etl.read.biff_cells import unpacked
from etl.read.facts_of import facts_of
from etl.read.hardened_xml import Broken
from etl.read.number_formats import is_date, is_percent, percent_text
from etl.read.ole import ole_streams
from tests.etl.old_workbooks import (
    DAY,
    OWN_PERCENT,
    PERCENT,
    QUOTED_PERCENT,
    STRUCK,
    Error,
    Formula,
    Styled,
    binary,
    ole,
    record,
    stream,
    xls,
    xlsb,
)
from tests.etl.open_document import cell, number, ods, row, text

CELLS = [
    ["机构", "人数", "占比"],
    [],
    [Error("#N/A"), 3, Formula(Error("#REF!"))],
    ["甲", Formula(14.5), Formula("文")],
    ["乙", Styled(0.125, PERCENT), Styled(0.5, OWN_PERCENT)],
    ["丙", Styled(7, QUOTED_PERCENT), Styled(45419, DAY)],
    ["", " ", None],
    [1, Styled("划", STRUCK), Styled(2, STRUCK)],
    [1, Styled("划", STRUCK), 2],
]
BINARY_FORMATS = {
    "xls": lambda rows: xls({"台账": rows}),
    "xls with texts in cells": lambda rows: xls({"台账": rows}, shared=False),
    "xls of Excel 95": lambda rows: xls({"台账": rows}, biff=5),
    "xlsb": lambda rows: xlsb({"台账": rows}),
}


def fast(content, tmp_path, sheet="台账"):
    """The rows as the fast reader gives them."""
    path = tmp_path / "workbook"
    path.write_bytes(content)
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def with_records(book, before=b"", behind=b""):
    """An .xlsb with further records before or behind the end of its cells."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            end = before + binary(146) + behind
            new.writestr(name, content.replace(binary(146), end) if "sheet1" in name else content)
    return out.getvalue()


def broken(content):
    with pytest.raises(Broken) as refused:
        facts_of(content)
    return refused.value.code


@pytest.mark.parametrize("make", BINARY_FORMATS.values(), ids=BINARY_FORMATS.keys())
def test_errors_percents_and_struck_rows(make):
    (facts,) = facts_of(make(CELLS)).values()
    assert facts.marks == {(2, 0): ("formula_error", "#N/A"), (2, 2): ("formula_error", "#REF!")}
    assert facts.percents == {(4, 1), (4, 2)}
    assert facts.struck == [7]
    assert facts.rows_with_values == {0, 2, 3, 4, 5, 7, 8}
    assert facts.rows_with_blanks == {6}
    assert facts.cells == 19


@pytest.mark.parametrize("make", BINARY_FORMATS.values(), ids=BINARY_FORMATS.keys())
def test_every_error_by_its_name(make):
    names = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
    (facts,) = facts_of(make([[Error(name) for name in names]])).values()
    assert [seen for _, seen in facts.marks.values()] == names


@pytest.mark.parametrize("name", ["xls", "xls with texts in cells", "xlsb"])
def test_the_fast_reader_gives_blanks_for_errors_and_as_many_rows(name, tmp_path):
    content = BINARY_FORMATS[name](CELLS)
    rows = fast(content, tmp_path)
    assert rows[2:6] == [["", 3, ""], ["甲", 14.5, "文"], ["乙", 0.125, 0.5], ["丙", 7, date(2024, 5, 7)]]
    (facts,) = facts_of(content).values()
    assert facts.rows_with_values == {n for n, found in enumerate(rows) if any(str(value).strip() for value in found)}
    assert facts.cells == sum(bool(str(value).strip()) for found in rows for value in found)


def test_the_fast_reader_leaves_out_a_text_with_parts_that_stands_in_its_cell(tmp_path):
    """In an .xlsb; so the cells are counted, not the rows alone."""
    rich = binary(62, struct.pack("<IIBI", 2, 0, 0, 1) + "丙".encode("utf-16-le"))
    content = with_records(xlsb({"台账": [["甲", "乙"]]}), before=rich)
    assert fast(content, tmp_path) == [["甲", "乙"]]
    (facts,) = facts_of(content).values()
    assert facts.cells == 3


def test_the_fast_reader_takes_chinese_bytes_of_excel_95_for_something_else(tmp_path):
    (name,) = CalamineWorkbook.from_filelike(BytesIO(xls({"台账": [["机构"]]}, biff=5))).sheet_names
    rows = fast(xls({"a": [["机构"]]}, biff=5), tmp_path, "a")
    assert (name == "台账", rows == [["机构"]]) == (False, False)


@pytest.mark.parametrize("name", ["xls", "xls of Excel 95"])
def test_formulas_that_nobody_calculated(name):
    make = BINARY_FORMATS[name]

    def marks(*cells):
        (facts,) = facts_of(make([list(cells)])).values()
        return {column: code for (_, column), (code, _) in facts.marks.items()}

    never = "formula_without_value"
    assert marks("甲", Formula(None), Formula(None)) == {1: never, 2: never}
    assert marks("甲", Formula(None), Formula(3.0)) == {}  # one is calculated, so "" is what the other came to
    assert marks("甲", Formula(None, tokens=b"\x17\x00")) == {}  # it has "" in it
    assert marks("甲", Formula(0.0, flags=2), Formula(0.0), Formula(4.0, flags=2)) == {1: never}
    assert marks("甲", Formula(""), Formula(False)) == {}


def test_texts_that_go_on_in_the_next_record():
    texts = ["甲" * 3000, "b" * 9000, "丙" * 5000, "d"]
    content = xls({"s": [texts]})
    assert [text for text, _ in open_old_workbook(content).texts] == texts
    (facts,) = facts_of(content).values()
    assert facts.rows_with_values == {0}


def test_shared_texts_that_are_not_there():
    label = record(0xFD, struct.pack("<HHHI", 0, 2, 0, 9))
    (facts,) = facts_of(ole({"Workbook": stream({"s": [["甲", "乙"]]}, extra=label)})).values()
    assert facts.marks == {(0, 2): ("bad_value", "SST[9]")}
    (facts,) = facts_of(xlsb({"台账": [["甲", "乙"]]}, texts=["甲"])).values()
    assert facts.marks == {(0, 1): ("bad_value", "sharedStrings[1]")}


def test_texts_struck_through_in_part():
    """Two shared texts with parts in other fonts: all of the first is struck through, half of the second."""

    def rich(*runs):
        parts = b"".join(struct.pack("<HH", *run) for run in runs)
        return struct.pack("<HBH", 2, 9, len(runs)) + "甲乙".encode("utf-16-le") + parts

    items = struct.pack("<II", 2, 2) + rich((0, 1), (1, 1)) + rich((0, 1), (1, 0))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", n, column, 0, n)) for n in (0, 1) for column in (0, 1))
    (facts,) = facts_of(ole({"Workbook": stream({"s": []}, items=items, extra=cells)})).values()
    assert facts.struck == [0]
    runs = "甲乙".encode("gbk") + bytes([2, 0, 1, 2, 1])
    cells = b"".join(record(0xD6, struct.pack("<HHHH", 0, column, 0, 4) + runs) for column in (0, 1))
    (facts,) = facts_of(ole({"Book": stream({"s": []}, biff=5, extra=cells)})).values()
    assert facts.struck == [0]


def test_cells_that_one_record_holds_together(tmp_path):
    numbers = struct.pack("<HH", 1, 0) + struct.pack("<HIHI", PERCENT, 0x3FF00000, 0, 0x000004CB) + struct.pack("<H", 1)
    blanks = struct.pack("<HHHHH", 2, 0, 0, 0, 1)
    extra = record(0xBD, numbers) + record(0xBE, blanks) + record(0x27E, struct.pack("<HHHI", 3, 0, 0, 0x000C000E))
    content = ole({"Workbook": stream({"台账": [["甲"]]}, extra=extra)})
    (facts,) = facts_of(content).values()
    assert (facts.rows_with_values, facts.rows_with_blanks, facts.percents) == ({0, 1, 3}, {2}, {(1, 0)})
    assert fast(content, tmp_path) == [["甲", ""], [1, 3.06], ["", ""], [196611, ""]]


def test_merged_ranges_of_xlsb_which_the_fast_reader_does_not_know():
    book = xlsb({"台账": [["甲", "乙"], [None, "丙"]]})
    area = binary(177, struct.pack("<I", 1)) + binary(176, struct.pack("<IIII", 0, 1, 0, 0)) + binary(178)
    content = with_records(book, behind=area)
    (facts,) = facts_of(content).values()
    assert facts.merged == [(0, 0, 1, 0)]
    assert CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("台账").merged_cell_ranges is None


OPEN_CELLS = (
    row(text("机构"), text("人数"), text("占比"))
    + row(
        cell('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
        cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "Err:502"),
        cell('table:formula="of:=SUM([.A1])"'),
    )
    + row(text("甲"), number(14.5), number(0.125, kind="percentage"))
    + row(number(9007199254740993), cell("", "文"), cell('office:value-type="float"', "3"))
    + row(cell('table:formula="of:=X" office:value-type="string" office:string-value=""'), text(" "))
    + row(number(1), text("划", 'table:style-name="out"'), text('<text:span text:style-name="T">划</text:span>'))
    + row(number(1), text("划", 'table:style-name="child"'), text('<text:span text:style-name="T">划</text:span>留'))
    + row(number(1), text('<text:span text:style-name="in">留</text:span>', 'table:style-name="out"'))
)  # fmt: skip


def test_open_document_cells(tmp_path):
    (facts,) = facts_of(ods(OPEN_CELLS)).values()
    assert facts.marks == {
        (1, 0): ("formula_error", "#DIV/0!"),
        (1, 1): ("formula_error", "Err:502"),
        (1, 2): ("formula_without_value", ""),
        (3, 1): ("bad_value", "文"),
        (3, 2): ("bad_value", "3"),
    }
    assert facts.percents == {(2, 2)}
    assert facts.exact == {(3, 0): "9007199254740993"}
    assert facts.struck == [5]
    assert facts.rows_with_values == {0, 2, 3, 5, 6, 7}
    assert 4 in facts.rows_with_blanks
    # What the fast reader makes of it: a number for an error, nothing for a text without a type, other digits
    rows = fast(ods(OPEN_CELLS), tmp_path)
    assert rows[1] == ["#DIV/0!", 0, ""]
    assert rows[3] == [9007199254740992, "", ""]


def test_open_document_rows_and_cells_that_repeat():
    header = row(text("头"))
    rows = (
        f"<table:table-header-rows>{header}</table:table-header-rows>"
        + row(text("甲", 'table:number-columns-repeated="3"'), said='table:number-rows-repeated="2"')
        + "<table:table-row-group>" + row(cell(), text("组")) + "</table:table-row-group>"
        + row(cell('table:number-columns-repeated="16384"'), said='table:number-rows-repeated="1048571"')
    )  # fmt: skip
    (facts,) = facts_of(ods(rows)).values()
    assert facts.rows_with_values == {0, 1, 2, 3}
    assert facts.rows_with_blanks <= facts.rows_with_values


def test_open_document_cells_that_are_no_text_and_those_that_reach_over_others():
    down, across = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    noted = '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
    rows = (
        row(text("甲", f"{down} {across}"), cell("", "", "covered-table-cell"))
        + row(f"{noted}</table:table-cell>")
        + "<table:shapes><table:table table:name='内'>" + row(text("图")) + "</table:table></table:shapes>"
    )  # fmt: skip
    sheets = facts_of(ods(rows))
    assert list(sheets) == ["台账"]
    assert sheets["台账"].merged == [(0, 0, 1, 1)]
    assert sheets["台账"].rows_with_values == {0}


def test_a_style_of_the_column_or_row_strikes_its_cells_through():
    column = '<table:table-column table:default-cell-style-name="out" table:number-columns-repeated="2"/>'
    assert facts_of(ods(column + row(text("甲"), text("乙"))))["台账"].struck == [0]
    assert facts_of(ods(row(text("甲"), text("乙"), said='table:default-cell-style-name="out"')))["台账"].struck == [0]


@pytest.mark.parametrize(
    ("repeated_rows", "repeated_columns", "code"),
    [
        (1_048_576, 1024, "too_large"),
        (99_999_999, 1, "too_large"),
        (0, 1, "corrupt"),
        (1, -5, "corrupt"),
        (1, "x", "corrupt"),
    ],
)
def test_repeats_beyond_any_sheet(repeated_rows, repeated_columns, code):
    repeated = number(5, f'table:number-columns-repeated="{repeated_columns}"')
    assert broken(ods(row(repeated, said=f'table:number-rows-repeated="{repeated_rows}"'))) == code


def test_open_document_with_a_password():
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert broken(ods("", parts={"META-INF/manifest.xml": manifest})) == "password_protected"


def test_an_xls_with_a_password():
    assert broken(ole({"Workbook": stream({"s": [["a"]]}, between=record(0x2F, bytes(6)))})) == "password_protected"


def test_a_container_whose_chain_goes_round_in_circles_or_leaves_it():
    content = bytearray(xls({"s": [["甲" * 5000]]}))
    table = struct.unpack_from("<I", content, 76)[0] * 512 + 512
    struct.pack_into("<I", content, table, 0)  # the first sector follows itself
    assert broken(bytes(content)) == "corrupt"
    struct.pack_into("<I", content, table, 0x00FFFFFF)
    assert broken(bytes(content)) == "corrupt"
    struct.pack_into("<I", content, 48, 0x7FFFFFFF)  # the directory lies behind the end
    assert broken(bytes(content)) == "corrupt"


def test_an_xls_that_breaks_off_or_holds_no_workbook():
    book = stream({"s": [["a", "b"], ["c", "d"]]})
    assert broken(ole({"Workbook": book[:-4]})) == "corrupt"  # without the sheet's end
    assert broken(ole({"Workbook": book[:-14] + book[-4:]})) == "corrupt"
    assert broken(ole({"WordDocument": b"x"})) == "not_a_spreadsheet"
    assert broken(ole({"Workbook": record(0x409, bytes(8))})) == "corrupt"


def test_one_address_twice_and_an_address_beyond_any_sheet():
    cell_twice = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0)) * 2
    book = stream({"s": [[1.0]]})
    one = record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    assert book.count(one) == 1
    assert broken(ole({"Workbook": book.replace(one, cell_twice)})) == "corrupt"
    far = record(0x203, struct.pack("<HHHd", 65535, 65535, 0, 1.0))
    assert broken(ole({"Workbook": book.replace(one, far)})) == "corrupt"
    assert broken(xlsb({"s": [[None] * 16_384 + ["x"]]})) == "corrupt"


@pytest.mark.parametrize(
    ("number_", "code", "percent", "day"),
    [
        (9, None, True, False),
        (10, None, True, False),
        (14, None, False, True),
        (31, None, False, True),
        (0, None, False, False),
        (164, "0.00%", True, False),
        (164, '0"%"', False, False),
        (164, r"0\%", False, False),
        (164, "[Red]0%", True, False),
        (164, 'yyyy"年"m"月"d"日"', False, True),
        (164, "[$-804]aaaa", False, False),
        (164, "[h]:mm", False, True),
        (164, "General", False, False),
        (164, '0.0"万港元"', False, False),
        (164, "#,##0;[Red]-#,##0", False, False),
    ],
)
def test_what_number_formats_say(number_, code, percent, day):
    assert (is_percent(number_, code), is_date(number_, code)) == (percent, day)


def test_percents_as_text():
    assert percent_text(0.125) == "12.5%"
    assert percent_text(1) == "100%"
    assert (percent_text(True), percent_text("甲"), percent_text(None)) == (True, "甲", None)


@pytest.mark.parametrize(
    ("packed", "value"), [(0x000C000E, 196611), (0x3FF00000, 1.0), (0x000004CB, 3.06), (0xFFFFFFFE, -1)]
)
def test_numbers_in_thirty_bits(packed, value):
    assert unpacked(packed) == value


MAKERS = [*BINARY_FORMATS.values(), lambda _: ods(OPEN_CELLS)]


@given(some.sampled_from(MAKERS), some.data())
@settings(max_examples=100, deadline=None)
def test_any_damage_is_said_as_such(make, data):
    """Bytes flipped and cut in the records themselves: the container and the archive are whole."""
    content = make(CELLS)

    def damaged(raw):
        raw = bytearray(raw)
        for _ in range(data.draw(some.integers(1, 6))):
            raw[data.draw(some.integers(0, len(raw) - 1))] = data.draw(some.integers(0, 255))
        return bytes(raw[: data.draw(some.integers(1, len(raw)))]) if data.draw(some.booleans()) else bytes(raw)

    if not content.startswith(b"PK"):
        if data.draw(some.booleans()):
            content = ole({"Workbook": damaged(next(iter(ole_streams(content).values())))})
        else:
            content = damaged(content)
    else:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
            chosen = data.draw(some.sampled_from(old.namelist()))
            for name in old.namelist():
                new.writestr(name, damaged(old.read(name) or b"x") if name == chosen else old.read(name))
        content = out.getvalue()
    try:
        facts = facts_of(content)
    except Broken as said:
        assert said.code in ("corrupt", "not_a_spreadsheet", "password_protected", "too_large", "unsafe")
    else:
        for sheet in facts.values():
            assert all(row >= 0 and column >= 0 for row, column in sheet.marks)
