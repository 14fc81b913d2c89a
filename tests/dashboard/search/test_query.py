"""What was typed, as it is compared, and which texts fit it."""

import pytest

from dashboard.search.query import LONGEST_QUERY, MOST_PIECES, Query, parse, plain

COUNCIL = "香港生产力促进局"


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("香港生產力促進局", "香港生产力促进局"),
        ("ＨＫＰＣ", "hkpc"),
        ("Invest Hong Kong (InvestHK)", "investhongkonginvesthk"),
        ("中山三乡镇（香港）同乡会", "中山三乡镇香港同乡会"),
        ("%_*' \"\\", ""),
    ],
)
def test_texts_are_compared_without_what_differs_in_writing(text, compared):
    assert plain(text) == compared


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("scjj", Query("scjj", ("scjj",))),
        (" SC JJ ", Query("scjj", ("sc", "jj"))),
        ("hk生產力", Query("hk生产力", ("hk", "生产力"))),
        ("签约 潮玩", Query("签约潮玩", ("签约", "潮玩"))),
        ("", Query("", ())),
        ("%%%", Query("", ())),
        ("\x00\ud800", Query("", ())),
    ],
)
def test_a_query_is_a_whole_and_its_pieces(written, query):
    assert parse(written) == query


def test_a_long_query_is_bounded():
    query = parse("港a" * 5_000)
    assert len(query.whole) == LONGEST_QUERY
    assert len(parse(" ".join("甲乙丙丁戊己庚辛壬癸")).pieces) == MOST_PIECES


@pytest.mark.parametrize(
    ("written", "is_worth"), [("", False), ("x", False), ("7", False), ("%", False), ("港", True), ("hk", True)]
)
def test_one_letter_is_not_worth_a_search(written, is_worth):
    assert parse(written).is_worth_a_search is is_worth
