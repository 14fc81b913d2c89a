"""Numbers as a workbook: numbers are numbers, and no text acts, whatever it begins with."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.write.sheet_of_values import sheet_of_values


def written(*rows, head=("甲", "乙")):
    book = openpyxl.load_workbook(BytesIO(sheet_of_values("数字", head, rows, "说明", [("版本", "v000001")])))
    return book.worksheets


def test_two_sheets():
    values, about = written(["香港大学", "1,286"])
    assert (values.title, about.title) == ("数字", "说明")
    assert [[cell.value for cell in row] for row in values.iter_rows()] == [["甲", "乙"], ["香港大学", 1286]]
    assert [[cell.value for cell in row] for row in about.iter_rows()] == [["版本", "v000001"]]


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("1,286", 1286, "#,##0"),
        ("-12", -12, "#,##0"),
        ("1.5", 1.5, "#,##0.0"),
        ("64.3%", pytest.approx(0.643), "0.0%"),
        ("118.6 亿元", "118.6 亿元", "General"),
        ("2024", 2024, "#,##0"),
        ("—", "—", "General"),
        ("1,2", "1,2", "General"),
    ],
)
def test_a_number_is_a_number(text, value, number_format):
    cell = written([text, ""])[0]["A2"]
    assert (cell.value, cell.number_format) == (value, number_format)


@given(
    st.text(max_size=12).filter(lambda text: "\r" not in text),
    st.sampled_from(["", "=", "+", "-", "@", "\t", "＝", "＋"]),
)
@settings(max_examples=50, deadline=None)
def test_no_text_becomes_a_formula(text, sign):
    cell = written([sign + text + "x", "1"])[0]["A2"]
    assert cell.data_type in ("s", "n", "inlineStr")
    assert cell.data_type != "n" or cell.value is None
