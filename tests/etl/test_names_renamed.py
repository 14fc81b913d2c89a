"""Renamings have dates: a body has one name, today's, in rows of every year, and its history stands beside them."""

import csv

from etl.places import REFERENCE
from etl.reference import names

HEADING = ["日期", "机构", "镇街", "事由"]


def test_a_row_from_before_a_renaming_has_the_name_of_today(loaded):
    """香港中山社团联合会 has been 香港中山社团总会 since 2015: in counts by partner both are one body."""
    loaded.load(
        [
            HEADING,
            ["2014-04-11", "香港中山社團聯合會", "东升镇", "会议"],
            ["2024-04-11", "香港中山社团总会", "小榄镇", "会议"],
            ["2024-04-12", "香港中山社团联合会", "南朗镇", "考察"],
        ]
    )
    found = loaded.query(
        "select start_date::varchar, partners, partners_written, towns from visits order by start_date"
    )
    assert found == [
        ("2014-04-11", ["香港中山社团总会"], ["香港中山社團聯合會"], ["小榄镇"]),
        ("2024-04-11", ["香港中山社团总会"], ["香港中山社团总会"], ["小榄镇"]),
        ("2024-04-12", ["香港中山社团总会"], ["香港中山社团联合会"], ["南朗街道"]),
    ]
    assert loaded.query("select count(*) from problems") == [(0,)]


def test_the_warehouse_tells_what_was_renamed_and_when(loaded):
    loaded.load([HEADING, ["2024-04-11", "HKPC", "南区", "会议"]])
    assert sorted(loaded.query("select names_of, old_name, name, since from renames")) == [
        ("partners", "香港中山社团联合会", "香港中山社团总会", "2015"),
        ("towns", "东升镇", "小榄镇", "2021"),
        ("towns", "南朗镇", "南朗街道", ""),
        ("towns", "民众镇", "民众街道", ""),
        ("towns", "火炬开发区街道", "中山港街道", ""),
        ("towns", "环城", "南区街道", ""),
    ]


def test_every_old_name_leads_to_the_present_one():
    with (REFERENCE / "renames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert names(row["names_of"]).find(row["old_name"]) == row["name"]
        assert row["old_name"] != row["name"]


def test_people_and_matters_keep_how_a_body_was_written(loaded):
    loaded.load(
        [["日期", "项目名称", "阶段", "合作方"], ["2024-05-07", "甲", "意向", "贸发局、香港貿易發展局"]], "a.csv"
    )
    loaded.load([["月份", "方向", "人数", "机构"], ["2024-05", "港→中山", 3, "HKTDC、某某会"]], "b.csv")
    assert loaded.query("select partners, partners_written from intents") == [(["香港贸易发展局"], ["贸发局"])]
    found = loaded.query("select partner, partners_written from talent_flows")
    assert found == [("香港贸易发展局、某某会", ["HKTDC", "某某会"])]


def test_the_same_row_in_another_spelling_is_the_same_row(loaded):
    """How a body was written is no part of the natural key."""
    loaded.load([HEADING, ["2024-04-11", "HKPC", "南区", "会议"]], "a.csv")
    loaded.load([HEADING, ["2024-04-11", "生產力局", "南区", "会议"]], "b.csv")
    assert loaded.query("select partners, partners_written from visits") == [(["香港生产力促进局"], ["生產力局"])]
