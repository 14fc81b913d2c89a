"""Reference tables edited in the page: known to the next workbook and to the rows before, as they held on each day."""

from datetime import date

import pytest

from etl import audit
from etl.digest import state_digests
from etl.draft import connect
from etl.errors import CooperationError
from etl.known import known_decisions
from etl.messages import LANGUAGES, in_language
from etl.names.bodies import split_change
from etl.names.edits import change_of, edit, edited
from etl.own_reference import keep_own
from etl.pipeline import check_workbook
from etl.trial import trial
from etl.verify import verify
from tests.conftest import as_csv

VISITS = ["编号", "日期", "机构", "行业", "镇街", "人数"]
INTENTS = ["编号", "签约日期", "项目名称", "港方", "阶段", "金额"]
HKPC, HKU = "香港生产力促进局", "香港大学"
NEW = {"kind": "chamber", "en": "Harbour Trade League", "zh_hant": "香江貿易聯會"}


def visits(*rows):
    return [VISITS, *([f"V{n}", "2024-05-07", *row, 3] for n, row in enumerate(rows, 1))]


def check(rows, name="next.csv"):
    found = check_workbook(as_csv(rows), name, known_decisions()).as_json()
    return [(problem["code"], problem["seen"]) for problem in found["problems"]]


def digests(loaded):
    with loaded.connection() as connection:
        return state_digests(connection)


def row_of(table, **key):
    (found,) = [row for row in edited(table) if all(row[name] == value for name, value in key.items())]
    return found


def refused(table, key, row, words):
    with pytest.raises(CooperationError) as error:
        edit(table, key, row, "陈", "会议纪要")
    assert words in in_language(error.value, "zh-Hans")
    assert all(in_language(error.value, language) for language in LANGUAGES)


def test_a_new_partner_is_known_to_rows_before_and_to_the_next_workbook(loaded):
    loaded.load(visits(["香江贸易联会", "", ""], ["Harbour Trade League", "", ""]))
    assert check(visits(["香江貿易聯會", "", ""])) == [("unknown_name", "香江貿易聯會")]
    before = digests(loaded)
    done = edit("partners", {"partner": "香江贸易联会"}, NEW, "陈", "会议纪要")
    assert loaded.query("select distinct partners from visits") == [(["香江贸易联会"],)]
    assert loaded.query("select kind, en from partners where partner = '香江贸易联会'") == [(NEW["kind"], NEW["en"])]
    assert loaded.split("meetings", "partner_kind") == {"chamber": 2}
    assert check(visits(["香江貿易聯會", "", ""], ["harbour trade league", "", ""])) == []
    assert verify(loaded.warehouse)["damaged"] == []
    loaded.warehouse.revoke(done["decision"], "陈")
    assert digests(loaded) == before
    assert check(visits(["香江貿易聯會", "", ""])) == [("unknown_name", "香江貿易聯會")]


def test_a_name_nobody_knows_gets_partners_added_in_the_page_as_candidates(loaded):
    loaded.load(visits([HKPC, "", ""]))
    edit("partners", {"partner": "香江贸易联会"}, NEW, "陈", "会议纪要")
    known = known_decisions()
    (problem,) = check_workbook(as_csv(visits(["香江贸易联合会", "", ""])), "a.csv", known).as_json()["problems"]
    assert problem["suggestion"].startswith("香江贸易联会 (")


def test_an_alias_of_a_partner(loaded):
    loaded.load(visits(["生产力中心", "", ""]))
    alias = {"names_of": "partners", "spelling": "生產力中心"}
    edit("aliases", alias, {"name": HKPC}, "陈", "同一家")
    assert loaded.query("select partners from visits") == [([HKPC],)]
    assert check(visits(["生产力中心", "", ""])) == []
    (aliases,) = loaded.query(f"select aliases from partners where partner = '{HKPC}'")[0]
    assert aliases.endswith(";生產力中心")
    told = row_of("aliases", **alias)
    assert (told["name"], told["origin"], told["by"], told["reason"]) == (HKPC, "edited", "陈", "同一家")
    edit("aliases", alias, None, "李", "弄错了")
    assert loaded.query("select partners from visits") == [(["生产力中心"],)]


def test_a_spelling_of_the_file_is_split_off_and_not_taken_out(loaded):
    loaded.load(visits(["生产力局", "", ""], ["HKPC", "", ""]))
    spelling = {"names_of": "partners", "spelling": "生产力局"}
    assert row_of("aliases", **spelling)["origin"] == "shipped"
    refused("aliases", spelling, None, "拆")
    loaded.warehouse.change(split_change("生产力局", "澳门生产力局", "陈", "另一家"))
    assert loaded.query("select partners from visits order by visit_id") == [(["澳门生产力局"],), ([HKPC],)]
    assert row_of("aliases", **spelling)["name"] == "澳门生产力局"
    (aliases,) = loaded.query(f"select aliases from partners where partner = '{HKPC}'")[0]
    assert "生产力局" not in aliases.split(";")


def test_aliases_of_sectors_and_towns_reach_rows_that_kept_the_spelling(loaded):
    loaded.load(visits([HKPC, "升降机、潮玩", "石岐老城"], [HKPC, "电梯", "石岐"]))
    before = digests(loaded)
    town = edit("aliases", {"names_of": "towns", "spelling": "石岐老城"}, {"name": "石岐街道"}, "陈", "旧称")
    sector = edit("aliases", {"names_of": "sectors", "spelling": "升降機"}, {"name": "电梯及高端装备"}, "陈", "同义")
    found = loaded.query("select town, towns, sectors[1] from visits order by visit_id")
    assert found == [("石岐街道", ["石岐街道"], "电梯及高端装备")] * 2
    assert check(visits([HKPC, "升降机", "石岐老城"])) == []
    assert "石岐老城" in loaded.query("select aliases from towns where town = '石岐街道'")[0][0]
    assert verify(loaded.warehouse)["damaged"] == []
    loaded.warehouse.revoke(sector["decision"], "陈")
    loaded.warehouse.revoke(town["decision"], "陈")
    assert digests(loaded) == before
    refused("aliases", {"names_of": "towns", "spelling": "石岐区"}, None, "不能取消")


def test_two_spellings_of_one_sector_stay_one(loaded):
    loaded.load(visits([HKPC, "电梯、升降机", ""]))
    edit("aliases", {"names_of": "sectors", "spelling": "升降机"}, {"name": "电梯及高端装备"}, "陈", "同义")
    assert loaded.query("select sectors from visits") == [(["电梯及高端装备"],)]


def test_a_rate_counts_for_rows_before_and_after(loaded):
    rows = [INTENTS, ["I1", "1999-05-07", "甲", "HKPC", "意向", "100万港元"]]
    loaded.load(rows)
    amount = "select amount_cny from intents order by intent_id"
    assert loaded.query(amount) == [(None,)]
    key = {"month": "1999-05", "currency": "HKD"}
    refused("exchange_rates", key, {"cny_per_unit": "1.07", "source": "年鉴"}, "1999-05")
    key = {"month": "2013-05", "currency": "HKD"}
    loaded.load([INTENTS, ["I2", "2013-05-07", "乙", "HKPC", "意向", "100万港元"],
                 ["I3", "2013年5月", "丙", "HKPC", "意向", "100万港元"],
                 ["I4", "2013年", "丁", "HKPC", "意向", "100万港元"]])  # fmt: skip
    assert [value for (value,) in loaded.query(amount)] == [None] * 4
    done = edit("exchange_rates", key, {"cny_per_unit": "0.79500", "source": "年鉴"}, "陈", "补录")
    assert [value for (value,) in loaded.query(amount)] == [None, 795_000, 795_000, None]
    more = [INTENTS, ["I5", "2013-05-09", "戊", "HKPC", "意向", "200万港元"]]
    assert check(more) == []
    loaded.load(more, name="more.csv")
    assert loaded.query(amount)[-1] == (1_590_000,)
    assert row_of("exchange_rates", **key)["cny_per_unit"] == "0.795"
    assert verify(loaded.warehouse)["damaged"] == []
    loaded.warehouse.revoke(done["decision"], "陈")
    assert [value for (value,) in loaded.query(amount)] == [None] * 5


def test_an_edited_rate_takes_the_place_of_the_published_one(loaded):
    """October 2024: 0.91216 yuan for one HKD."""
    loaded.load([INTENTS, ["I1", "2024-10-31", "甲", "HKPC", "意向", "100万港元"]])
    assert loaded.query("select amount_cny from intents") == [(912_160,)]
    edit("exchange_rates", {"month": "2024-10", "currency": "HKD"}, {"cny_per_unit": "0.9"}, "陈", "更正")
    assert loaded.query("select amount_cny from intents") == [(900_000,)]


def test_targets_as_they_were_on_each_day(loaded, monkeypatch):
    loaded.load(visits([HKPC, "", ""]))
    key = {"indicator": "meetings", "year": "2024"}
    monkeypatch.setattr("etl.history.decisions.now", lambda: "2026-03-10T09:00:00+08:00")
    edit("targets", key, {"target": "4", "owner": "商务局"}, "陈", "年度计划")
    monkeypatch.setattr("etl.history.decisions.now", lambda: "2026-03-20T09:00:00+08:00")
    edit("targets", key, {"target": "2"}, "陈", "下调")

    def share(as_of):
        (row,) = loaded.values("plan_completion", "indicator", end=date(2024, 12, 31), as_of=as_of).rows or [{}]
        return row.get("denominator")

    assert [share(date(2026, 3, day)) for day in (9, 10, 19, 20)] == [None, 4, 4, 2]
    told = row_of("targets", **key)
    assert (told["target"], told["owner"], told["unit"], told["is_example"]) == ("2", "商务局", "count", "")
    edit("targets", key, None, "陈", "取消")
    assert edited("targets") == []


def test_an_update_brings_its_rows_and_the_edits_stay(loaded):
    heading = "indicator,year,target,unit,owner,source,note,is_example\n"
    keep_own("targets.csv", f"{heading}meetings,2025,3,count,,,,\n".encode())
    loaded.load(visits([HKPC, "", ""]))
    edit("targets", {"indicator": "meetings", "year": "2025"}, {"target": "5"}, "陈", "上调")
    update = f"{heading}meetings,2025,3,count,办公室,,,\nmeetings,2026,7,count,,,,\n"
    keep_own("targets.csv", update.encode())
    loaded.load(visits([HKU, "", ""]), name="b.csv")
    assert loaded.query("select year, target, owner from targets order by year") == [
        ("2025", "5", "办公室"),
        ("2026", "7", ""),
    ]
    assert [(row["year"], row["origin"]) for row in edited("targets")] == [("2025", "edited"), ("2026", "office")]


def test_edits_of_one_row_are_taken_back_one_by_one(loaded):
    loaded.load(visits([HKPC, "", ""]))
    first = edit("partners", {"partner": HKPC}, {"en": "Productivity Council"}, "陈", "简称")
    second = edit("partners", {"partner": HKPC}, {"kind": "government"}, "李", "归类")
    row = "select en, kind from partners where partner = '香港生产力促进局'"
    assert loaded.query(row) == [("Productivity Council", "government")]
    loaded.warehouse.revoke(first["decision"], "陈")
    assert loaded.query(row) == [("Hong Kong Productivity Council", "government")]
    loaded.warehouse.revoke(second["decision"], "陈")
    assert loaded.query(row) == [("Hong Kong Productivity Council", "statutory")]
    assert row_of("partners", partner=HKPC)["origin"] == "shipped"


def test_a_new_sector_stands_behind_the_others(loaded):
    loaded.load(visits([HKPC, "海洋牧场", ""]))
    edit("sectors", {"sector": "海洋牧场"}, {"family": "consumer", "en": "Ocean ranching"}, "陈", "新设")
    assert loaded.query("select position::integer > 20 from sectors where sector = '海洋牧场'") == [(True,)]
    assert check(visits([HKPC, "Ocean Ranching", ""])) == []


def test_on_trial_nothing_is_published(loaded):
    loaded.load(visits(["生产力中心", "", ""]))
    version = loaded.warehouse.current()
    change = change_of("aliases", {"names_of": "partners", "spelling": "生产力中心"}, {"name": HKPC}, "陈", None)
    with trial(change) as path, connect(path, read_only=True) as connection:
        assert connection.execute("select partners from visits").fetchall() == [([HKPC],)]
    assert loaded.warehouse.current() == version


def test_the_log_tells_an_edit(loaded):
    loaded.load(visits([HKPC, "", ""]))
    edit("partners", {"partner": HKPC}, {"kind": "government"}, "陈", "归类")
    entry = audit.entries()[0]
    assert (entry["action"], entry["by"], entry["about"]) == ("edit", "陈", f"partners:{HKPC}")
    assert (entry["detail"]["row"], entry["detail"]["reason"]) == ({"kind": "government"}, "归类")


def test_what_cannot_be_written_is_said_in_words(loaded):
    loaded.load(visits([HKPC, "", ""]))
    partner = {"partner": "香江贸易联会"}
    refused("stages", {"stage": "lead"}, {}, "不能在这里修改")
    refused("partners", {}, NEW, "没有写明")
    refused("partners", {"partner": " "}, NEW, "没有写明")
    refused("partners", partner, {**NEW, "kind": "club"}, "不在可选")
    refused("partners", partner, {"en": "League"}, "缺少必填")
    refused("partners", partner, {**NEW, "position": "1"}, "不能在这里修改")
    refused("partners", partner, {**NEW, "en": "a" * 201}, "太长")
    refused("partners", partner, {**NEW, "en": "League\u202e"}, "看不见")
    refused("partners", partner, {**NEW, "en": "League\nof"}, "看不见")
    refused("partners", partner, {**NEW, "en": "A;B"}, "分号")
    refused("partners", partner, {**NEW, "en": 3}, "只能填文字")
    refused("partners", partner, {**NEW, "en": "HKU"}, "已经是")
    refused("partners", {"partner": "HKU"}, NEW, "已经是")
    refused("partners", {"partner": "甲、乙"}, NEW, "几个名称")
    refused("partners", {"partner": HKPC}, {"kind": "statutory"}, "没有改变")
    refused("partners", {"partner": HKPC}, None, "不能删除")
    refused("partners", {"partner": "香江"}, None, "没有“香江”")
    refused("aliases", {"names_of": "partners", "spelling": "HKU"}, {"name": HKPC}, "拆出来")
    refused("aliases", {"names_of": "partners", "spelling": "中大"}, {"name": HKPC}, "不止一个")
    refused("aliases", {"names_of": "partners", "spelling": "HKU"}, {"name": HKU}, "没有改变")
    refused("aliases", {"names_of": "partners", "spelling": "某某"}, None, "没有“某某”")
    refused("aliases", {"names_of": "towns", "spelling": "某地"}, {"name": "某镇"}, "没有“某镇”")
    refused("aliases", {"names_of": "towns", "spelling": "石岐区"}, {"name": "石岐街道"}, "没有改变")
    refused("aliases", {"names_of": "stages", "spelling": "某"}, {"name": "lead"}, "不能在这里修改")
    refused("targets", {"indicator": "sales", "year": "2026"}, {"target": "4"}, "没有叫")
    refused("targets", {"indicator": "meetings", "year": "26"}, {"target": "4"}, "不是年份")
    for target in ("0", "-1", "many", "1,000", "nan", "inf", "1e400", "４", "1_0"):
        refused("targets", {"indicator": "meetings", "year": "2026"}, {"target": target}, "不是大于 0")
    refused("targets", {"indicator": "meetings", "year": "2026"}, None, "没有")
    month = {"month": "2024-10", "currency": "HKD"}
    for rate in ("0", "-1", "x", "nan", "Infinity", "10000"):
        refused("exchange_rates", month, {"cny_per_unit": rate}, "不是大于 0")
    refused("exchange_rates", {**month, "currency": "CNY"}, {"cny_per_unit": "1"}, "没有叫")
    refused("exchange_rates", {**month, "currency": "XXX"}, {"cny_per_unit": "1"}, "没有叫")
    refused("exchange_rates", {**month, "month": "2999-01"}, {"cny_per_unit": "1"}, "月份")
    refused("exchange_rates", {**month, "month": "2024-13"}, {"cny_per_unit": "1"}, "月份")
    with pytest.raises(CooperationError, match="理由"):
        edit("partners", {"partner": HKPC}, {"kind": "government"}, "陈", " ")
    assert loaded.warehouse.decisions() == []


def test_without_a_version_the_files_rows_are_told(warehouse):
    assert {row["origin"] for row in edited("partners")} == {"shipped"}
    assert any(row["spelling"] == "HKPC" for row in edited("aliases"))
    with pytest.raises(CooperationError):
        edit("partners", {"partner": HKPC}, {"kind": "government"}, "陈", "归类")


def test_a_version_of_an_earlier_release(loaded):
    """It has no rows of files and spellings of partners only; it is read, and edited."""
    loaded.load(visits(["生产力中心", "", ""]))
    loaded.warehouse.decide("name_is", "partners", "生产力中心", HKPC, "陈")
    with connect(loaded.warehouse.current(), read_only=False) as connection:
        connection.execute("drop table reference_rows")
        connection.execute("alter table decided_spellings drop column names_of")
    assert verify(loaded.warehouse)["damaged"] == []
    assert row_of("aliases", spelling="生产力中心")["name"] == HKPC
    edit("targets", {"indicator": "meetings", "year": "2024"}, {"target": "2"}, "陈", "计划")
    assert loaded.query("select partners from visits") == [([HKPC],)]
