"""Names from the reference tables, in the reader's language, and as written where there is none."""

import csv

import pytest

from dashboard.text.names import choice_names, names
from etl.places import REFERENCE

ROWS = (
    {
        "partner": "香港贸易发展局",
        "zh_hant": "香港貿易發展局",
        "en": "Hong Kong Trade Development Council",
        "short_zh_hans": "贸发局",
        "short_zh_hant": "貿發局",
        "short_en": "HKTDC",
    },
    {
        "partner": "香港大中华中小企业商会",
        "zh_hant": "",
        "en": "",
        "short_zh_hans": "",
        "short_zh_hant": "",
        "short_en": "",
    },
)


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("zh-Hans", "香港贸易发展局", "贸发局"),
        ("zh-Hant", "香港貿易發展局", "貿發局"),
        ("en", "Hong Kong Trade Development Council", "HKTDC"),
    ],
)
def test_name_in_the_readers_language(language, full, short):
    found = names(ROWS, "partners", language)
    assert (found("香港贸易发展局"), found("香港贸易发展局", short=True)) == (full, short)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_what_has_no_translation_stays_chinese(language):
    found = names(ROWS, "partners", language)
    assert found("香港大中华中小企业商会") == "香港大中华中小企业商会"
    assert found("香港大中华中小企业商会", short=True) == "香港大中华中小企业商会"


def test_what_is_not_in_the_table_is_shown_as_written():
    found = names(ROWS, "partners", "en")
    assert found("某某协会") == "某某协会"
    assert found(None) == ""


def test_several_names():
    found = names(ROWS, "partners", "en")
    assert found.joined(["香港贸易发展局", "某某协会"], ", ") == "Hong Kong Trade Development Council, 某某协会"


def test_choices():
    rows = (
        {"choice": "direction", "value": "ZS_TO_HK", "zh_hans": "赴港", "zh_hant": "赴港", "en": "To Hong Kong"},
        {"choice": "measure", "value": "applications", "zh_hans": "申请", "zh_hant": "申請", "en": "Applications"},
    )
    assert choice_names(rows, "direction", "en").full == {"ZS_TO_HK": "To Hong Kong"}
    assert choice_names(rows, "measure", "zh-Hant")("applications") == "申請"


@pytest.mark.parametrize("table", ["sectors", "towns", "schemes", "stages", "partner_kinds", "sector_families"])
def test_reference_tables_have_all_three_languages(table):
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert row["zh_hant"], row
        assert row["en"].isascii() or "–" in row["en"], row
        assert row["en"].strip(), row
        if "short_en" in row:
            assert row["short_en"].strip(), row


def test_the_original_of_a_name_that_is_shown_otherwise():
    rows = ({"town": "南区街道", "zh_hant": "南區街道", "en": "Nanqu", "short_zh_hans": "南区"},)
    assert names(rows, "towns", "zh-Hans").original("南区街道") == ""
    assert names(rows, "towns", "zh-Hans").original("南区街道", short=True) == "南区街道"
    assert names(rows, "towns", "en").original("南区街道") == "南区街道"
    assert names(rows, "towns", "en").original("不知道") == ""
    assert names(rows, "towns", "en").original(None) == ""
