"""Text files, whatever encoding and separator a program writes: every record arrives, or the file is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.errors import WorkbookRefused
from etl.pipeline import check_workbook
from etl.read.delimited import read_delimited
from etl.read.encoding import encoding_of

SIMPLIFIED = [["编号", "日期", "方向", "机构", "人数"], ["V1", "2024年5月7日", "赴港", "香港生产力促进局", "3"]]
TRADITIONAL = [["編號", "日期", "方向", "機構", "人數"], ["V1", "2024年5月7日", "赴港", "香港生產力促進局", "3"]]
UNICODE_AND_GB = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
BIG5_TEXT = "香港貿易發展局生產力促進總商會經貿座談考察團創新科技機構簽約項目投資"
GB_TEXT = "香港贸易发展局生产力促进总商会经贸座谈考察团创新科技机构签约项目投资"


def lines(rows, separator=","):
    return "\n".join(separator.join(row) for row in rows)


def refusal(content):
    with pytest.raises(WorkbookRefused) as refused:
        read_delimited(content, "v.csv")
    return refused.value


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [(encoding, rows) for encoding in UNICODE_AND_GB for rows in (SIMPLIFIED, TRADITIONAL)] + [("big5", TRADITIONAL)],
)
def test_every_encoding_in_both_scripts(encoding, rows):
    assert read_delimited(lines(rows).encode(encoding), "v.csv").rows == rows
    (row,) = check_workbook(lines(rows).encode(encoding), "v.csv").rows["visits"].as_json()
    assert (row["partners"], row["participants"]) == (["香港生产力促进局"], 3)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("学校,班级\n中山纪念中学,高一", "gb18030"),
        ("姓名,城市\n陈大文,香港", "gb18030"),
        ("學校,班級\n培正中學,中四", "big5hkscs"),
        ("會議紀錄,負責人\n經貿合作座談,陳大文", "big5hkscs"),
        ("嘢,啲\n香港貿易發展局,係", "big5hkscs"),  # characters of Hong Kong
        ("name,city\nJosé,Málaga", "utf-8"),
        ("name,city\nAnna,London", "utf-8"),
        ("會議,機構\n經貿合作,香港總商會", "gb18030"),  # Traditional script in the mainland's encoding
        ("机构，人数\n香港总商会，3", "gb18030"),
    ],
)
def test_texts_without_a_single_mark_of_their_encoding(text, encoding):
    assert encoding_of(text.encode(encoding)) == encoding


@given(
    some.lists(
        some.sampled_from(BIG5_TEXT),
        min_size=12,
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_big5_of_a_dozen_common_characters_is_never_read_as_gb18030(characters):
    assert encoding_of(("甲,乙\n" + "".join(characters)).encode("big5")) == "big5hkscs"


@given(
    some.lists(
        some.sampled_from(GB_TEXT),
        min_size=12,
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_gb18030_of_a_dozen_common_characters_is_never_read_as_big5(characters):
    assert encoding_of(("甲,乙\n" + "".join(characters)).encode("gb18030")) == "gb18030"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，", "；"])
def test_every_separator(separator):
    rows = [*SIMPLIFIED, ["V2", "2024年5月8日", "来访", "甲", "4"]]
    assert read_delimited(lines(rows, separator).encode(), "v.csv").rows == rows


def test_a_known_heading_decides_between_separators():
    # More commas than semicolons, and as many on each line
    text = "日期;机构;人数\n2024-05-07;甲,乙,丙,丁;3\n2024-05-08;甲,乙,丙,丁;4\n2024-05-09;甲,乙,丙,丁;5"
    assert read_delimited(text.encode(), "v.csv").rows[1] == ["2024-05-07", "甲,乙,丙,丁", "3"]


def test_sentences_are_no_table():
    for text in ("今天开会，讨论了一些事情。\n散会。", "第一行，有逗号，还有一个\n第二行，没有"):
        assert refusal(text.encode()).code == "not_a_spreadsheet"


def test_ragged_rows_are_kept_whole():
    text = "a,b,c\n1,2\n1,2,3,4,5\n\n1,2,3\n"
    assert read_delimited(text.encode(), "v.csv").rows == [
        ["a", "b", "c"], ["1", "2"], ["1", "2", "3", "4", "5"], [], ["1", "2", "3"],
    ]  # fmt: skip


def test_a_quote_that_swallows_rows_is_refused_with_its_line():
    heading = "编号,日期,主题,人数\n"
    for rows in (
        'V1,2024-05-07,"会议,3\nV2,2024-05-08,会议,4\n',  # never closed
        'V1,2024-05-07,"会议,3\nV2,2024-05-08,"论坛",4\n',  # closed by the next one, out of place
        'V1,2024-05-07,"会议,3\nV2,2024-05-08,论坛",4\n',  # closed by the next one, in place
        'V1,2024-05-07,"会议,3\n' + "V2,2024-05-08,会议,4\n" * 3000,  # longer than a cell may be
    ):
        refused = refusal((heading + rows).encode())
        assert refused.code == "corrupt"
        assert "2" in refused.message
        assert "引号" in refused.message
    # A line break and commas inside a cell are no swallowed row
    rows = read_delimited((heading + 'V1,2024-05-07,"第一，一,二\n第二",3\n').encode(), "v.csv").rows
    assert rows[1] == ["V1", "2024-05-07", "第一，一,二\n第二", "3"]


def test_damaged_bytes_are_refused_not_replaced():
    damaged = lines([*SIMPLIFIED] * 20).encode().replace("局".encode(), b"\xe5\xb1", 1)
    assert refusal(damaged).code == "corrupt"
    assert refusal(b"\xff\xfe" + lines(SIMPLIFIED).encode("utf-16-le") + b"x").code == "corrupt"
    assert check_workbook(bytes(range(1, 256)) * 4, "v.csv").refusal.code == "not_a_spreadsheet"


def test_a_cell_beyond_the_limit_is_too_large():
    assert refusal(b"a,b\n" + b"x" * 40_000 + b",1\n").code == "too_large"


def test_a_record_with_more_cells_than_the_heading_is_named_and_not_counted():
    text = "日期,方向,机构,人数,主题\n2024年5月9日,赴港,HKPC,5,000,座谈\n2024年5月10日,赴港,HKPC,6,会谈\n"
    checked = check_workbook(text.encode(), "v.csv")
    (row,) = checked.rows["visits"].as_json()
    assert (row["row_number"], row["participants"], row["topic"]) == (3, 6, "会谈")
    (problem,) = checked.problems
    assert (problem.code, problem.row_number, problem.seen, problem.row_kept) == ("too_many_cells", 2, "座谈", False)
