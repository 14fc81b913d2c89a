"""A text in a CSV file calculates nothing, and is the same text again when the file is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.formula_guard import guarded, unguarded
from etl.read.delimited import read_delimited


@pytest.mark.parametrize("sign", [*"=+-@\t", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\u200b", "\ufeff\u202e", "\u3000\u2060", "'", "''\u200b"])
def test_a_text_that_would_act_is_guarded(sign, before):
    text = f"{before}{sign}1+1"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["-12", "-1,286.5", "64%", "香港", "", "a=b", "'70年代'", "'", "O'Neil"])
def test_numbers_and_other_texts_stay(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text("'=+-@\t ＝\u200b1a,", max_size=8))
def test_what_is_read_again_is_the_text(text):
    assert unguarded(guarded(text)) == text


def test_a_file_read_again():
    content = "\n".join(
        ["日期,方向,会见机构,人数,事由", "2024-05-07,赴港,HKPC,3,'=1+1", "2024-05-08,赴港,HKU,-3,'70年代"]
    ).encode()
    rows = read_delimited(content, "a.csv").rows
    assert [row[3:] for row in rows[1:]] == [["3", "=1+1"], ["-3", "'70年代"]]
