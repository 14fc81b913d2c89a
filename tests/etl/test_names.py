"""Names in every spelling; what is unknown or ambiguous stays as written and is named."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.clean.text import folded, heading_key, visible
from etl.names.resolve import resolve_names
from etl.names.suggestion import suggestion_in_words
from etl.reference import choices, names


@pytest.mark.parametrize(
    ("table", "written", "canonical"),
    [
        ("partners", "香港生产力促进局", "香港生产力促进局"),
        ("partners", "HKPC", "香港生产力促进局"),
        ("partners", "生產力局", "香港生产力促进局"),
        ("partners", "香港優才與專才協會", "香港优才及专才协会"),
        ("partners", "香港优才与专才协会", "香港优才及专才协会"),
        ("partners", "联合国际教育集团（UIE）", "联合国际教育集团"),
        ("partners", " hong kong productivity council ", "香港生产力促进局"),
        ("sectors", "电梯及高端设备制造", "电梯及高端装备"),
        ("sectors", "I&T", "科技创新"),
        ("sectors", "創新科技", "科技创新"),
        ("towns", "東升鎮", "小榄镇"),
        ("towns", "火炬开发区", "中山港街道"),
        ("towns", "翠亨新區", "南朗街道"),
        ("towns", "翠亨新区（南朗街道）", "南朗街道"),
        ("towns", "环城", "南区街道"),
        ("towns", "火炬开发区街道", "中山港街道"),
        ("towns", "中山市小欖鎮", "小榄镇"),
        ("towns", "南区街道办事处", "南区街道"),
        ("towns", "小榄镇人民政府", "小榄镇"),
        ("schemes", "高才通A類", "高端人才通行证计划A类"),
        ("schemes", "TTPS", "高端人才通行证计划"),
    ],
)
def test_a_spelling_leads_to_its_name(table, written, canonical):
    assert resolve_names(written, names(table)).names == [canonical]
    assert resolve_names(written, names(table)).problems == []


def test_names_are_separated_but_a_known_name_is_never_split():
    found = resolve_names("香港大中华中小企业商会、香港优才与专才协会；HKPC\n香港生产力促进局", names("partners"))
    assert found.names == ["香港大中华中小企业商会", "香港优才及专才协会", "香港生产力促进局"]
    # 与, 及 and 和 are part of names
    assert resolve_names("香港优才与专才协会", names("partners")).names == ["香港优才及专才协会"]


def test_an_unknown_name_stays_as_written():
    found = resolve_names("香港某某协会、HKPC", names("partners"))
    assert found.names == ["香港某某协会", "香港生产力促进局"]
    assert [problem[:2] for problem in found.problems] == [("unknown_name", "香港某某协会")]


def test_an_ambiguous_name_is_never_guessed():
    found = resolve_names("中大", names("partners"))
    assert found.names == ["中大"]
    assert found.problems == [("ambiguous_name", "中大", "香港中文大学或中山大学")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("香港总商会和香港工业总会", ["香港总商会", "香港工业总会"]),
        ("香港總商會與香港工業總會", ["香港总商会", "香港工业总会"]),
        ("香港总商会、中总及HKPC", ["香港总商会", "香港中华总商会", "香港生产力促进局"]),
        ("香港优才与专才协会和HKPC", ["香港优才及专才协会", "香港生产力促进局"]),
        ("香港总商会/香港工业总会", ["香港总商会", "香港工业总会"]),
        ("香港总商会 HKPC", ["香港总商会", "香港生产力促进局"]),
        ("贸发局;投资推广署", ["香港贸易发展局", "投资推广署"]),
        ("香港总商会等3家机构", ["香港总商会"]),
        ("香港总商会、HKPC等三家機構", ["香港总商会", "香港生产力促进局"]),
        ("香港总商会、等3家机构", ["香港总商会"]),
        ("香港总商会等", ["香港总商会"]),
        ("香港生产力促进局（HKPC）", ["香港生产力促进局"]),
        ("香港生产力促进局（拜访）", ["香港生产力促进局"]),
    ],
)
def test_a_cell_of_several_names(written, found):
    assert resolve_names(written, names("partners")).names == found
    assert resolve_names(written, names("partners")).problems == []


@pytest.mark.parametrize(
    ("cell", "found", "written"),
    [
        ("HKPC、香港生產力促進局", ["香港生产力促进局"], ["HKPC"]),
        ("香港總商會等3家機構；某某会", ["香港总商会", "某某会"], ["香港總商會", "某某会"]),
        ("香港总商会和 HKTDC", ["香港总商会", "香港贸易发展局"], ["香港总商会", "HKTDC"]),
        ("香港優才與專(zhuān)才協(xié)會", ["香港优才及专才协会"], ["香港優才與專才協會"]),
        ("", [], []),
    ],
)
def test_how_a_name_was_written_is_kept_beside_it(cell, found, written):
    resolved = resolve_names(cell, names("partners"))
    assert (resolved.names, resolved.written) == (found, written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        # A comma between Latin letters may belong to a name
        ("HKPC, HKTDC", ["香港生产力促进局", "香港贸易发展局"]),
        ("香港总商会, HKTDC，投资推广署", ["香港总商会", "香港贸易发展局", "投资推广署"]),
        ("Home Affairs Bureau, Hong Kong、HKPC", ["香港特别行政区政府民政事务局", "香港生产力促进局"]),
        ("The Chinese University of Hong Kong, Shenzhen", None),
        ("CUHK, HKUST, Shenzhen", None),
        # A bracket that names the body again, and one that names another
        ("香港中文大学（以下简称中大）", ["香港中文大学"]),
        ("香港中山社團總會（前稱香港中山社團聯合會）", ["香港中山社团总会"]),
        ("香港生产力促进局（HKPC，主办）", ["香港生产力促进局"]),
        ("中華總商會（香港）", ["香港中华总商会"]),
        ("香港总商会（中总）", None),
        ("香港科技大学（香港大学）", None),
        ("香港科技大學(廣州)", None),
        ("正大制药集团（香港）", None),
        ("京科控股（国际）集团", ["京科控股国际集团"]),
        # The people whom a body sends, and parts of a body
        ("香港驻粤办一行4人", ["驻粤经济贸易办事处"]),
        ("香港总商会代表团、HKPC", ["香港总商会", "香港生产力促进局"]),
        ("代表团", None),
        ("香港总商会青年委员会", None),
        # Two scripts, one body
        ("香港贸易发展局HKTDC", ["香港贸易发展局"]),
        ("香港贸易发展局HKPC", None),
        ("HK Productivity Council", ["香港生产力促进局"]),
    ],
)
def test_what_stands_around_a_name(written, found):
    resolved = resolve_names(written, names("partners"))
    assert resolved.names == (found or [written])
    assert [problem.code for problem in resolved.problems] == ([] if found else ["unknown_name"])


def test_what_joins_an_unknown_name_does_not_part_it():
    assert resolve_names("科学与工程学会", names("partners")).names == ["科学与工程学会"]
    assert resolve_names("香港某某协会和HKPC", names("partners")).names == ["香港某某协会和HKPC"]
    assert resolve_names("某会（甲、乙）", names("partners")).names == ["某会（甲、乙）"]


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        # 7 letters are the same of 9 and of 8: 2 × 7 / 17
        ("香港生產力促進中心", "香港生产力促进局 (82 edit_distance)"),
        ("中文大学", "香港中文大学 (80 same_but_place)"),
        ("香港机电工程署员工会", "机电工程署 (82 contains)"),
        ("香港科技大学（广州）", "香港科技大学 (75 contains)"),
        ("香港总商会（二十周年会员大会筹备委员会办公室）", "香港总商会 (100 without_bracket)"),
    ],
)
def test_an_unknown_name_gets_candidates_with_likeness_and_reason(written, suggestion):
    (problem,) = resolve_names(written, names("partners")).problems
    assert (problem.code, problem.seen) == ("unknown_name", written)
    assert (problem.suggestion or "").split("; ")[0] == (suggestion or "")


def test_a_suggestion_in_words():
    said = "香港科技大学 (75 contains); 香港大学 (62 edit_distance)"
    chinese = "香港科技大学（相似度 75，一个名称包含另一个）; 香港大学（相似度 62，字面相近）"
    assert suggestion_in_words(said, "zh-Hans") == chinese
    assert suggestion_in_words("甲会 (100 without_bracket)", "en") == (
        "甲会 (likeness 100: without what stands in brackets)"
    )
    assert suggestion_in_words("中文大学 (80 same_but_place)", "zh-Hant") == "中文大学（相似度 80，只差「香港」二字）"
    assert suggestion_in_words("甲会 (2024) (乙)", "en") == "甲会 (2024) (乙)"


def test_no_candidate_is_like_another_word():
    assert resolve_names("粤剧团", names("partners")).problems[0].suggestion is None
    assert names("partners").candidates("香港总会所")[0]._fields == ("name", "score", "reason")


def test_a_reading_in_brackets_goes_and_a_real_bracket_stays():
    assert visible("中山企業(yè)家、產業（yè）、區(qū)、協(xié)會") == "中山企業家、產業、區、協會"
    assert visible("業(ye\u0300)") == "業"
    for kept in ("重(zhòng)要", "北京(běijīng)", "香港(HK)", "應用(app)", "Café(è)", "億元(yuan)", "我們(men)"):
        assert visible(kept) == kept
    found = resolve_names("香港優才與專(zhuān)才協(xié)會、香港大中華(huá)中小企業(yè)商會", names("partners"))
    assert (found.names, found.problems) == (["香港优才及专才协会", "香港大中华中小企业商会"], [])


def test_old_names_lead_to_the_present_ones():
    assert resolve_names("香港中山社團聯合會", names("partners")).names == ["香港中山社团总会"]
    assert resolve_names("南朗镇、民眾鎮", names("towns")).names == ["南朗街道", "民众街道"]


@pytest.mark.parametrize(
    "apart",
    [
        ["中总", "香港总商会", "香港中华工商总会", "香港工业总会"],
        ["香港中小型企业总商会", "香港中小企经贸促进会", "香港大中华中小企业商会"],
        ["香港高层次人才促进会", "香港高才通人才服务协会", "香港优才及专才协会"],
        ["香港中文大学", "中大", "中山大学"],
    ],
)
def test_look_alikes_do_not_merge(apart):
    found = [resolve_names(written, names("partners")).names for written in apart]
    assert len({tuple(each) for each in found}) == len(apart)
    together = resolve_names("、".join(apart), names("partners")).names
    assert together == [name for each in found for name in each]


def test_a_name_of_two_towns_is_asked_and_never_guessed():
    """City statistics of 22 units put 中山港 and 民众 together; 翠亨新区 is 南朗 alone."""
    for written in ("火炬统筹区", "中山市火炬統籌區", "火炬高新区统筹区"):
        assert resolve_names(written, names("towns")).problems == [
            ("ambiguous_name", written, "中山港街道和民众街道合称")
        ]
    assert resolve_names("火炬区", names("towns")).problems[0].code == "unknown_name"


def test_a_rule_of_bodies_is_none_of_towns():
    """香港东区 is a district of Hong Kong."""
    for written in ("香港东区", "东区（香港）", "香港南區"):
        assert resolve_names(written, names("towns")).problems[0].code == "unknown_name"


def test_a_choice_in_every_spelling():
    assert choices("direction").find("中山→香港") == "ZS_TO_HK"
    assert choices("direction").find("來訪") == "HK_TO_ZS"
    assert choices("measure").find("获批") == "approvals"
    assert names("stages").find("达成合作意向") == "intent"
    assert names("stages").find("签约意向（框架协议）") == "mou"


def test_the_23_towns_are_there():
    assert len(set(names("towns").canonical.values())) == 23


def test_texts_are_compared_without_what_cannot_be_seen():
    assert folded("香港\u200b 科技\u00a0大學") == "香港科技大学"
    assert folded("ＨＫＵＳＴ") == "hkust"
    assert visible("  a\u202e  b \r\n\n c ") == "a b\nc"
    assert heading_key("金额（万元）：") == ("金额", ("万元",))
    assert heading_key("金额（亿元）*") == ("金额", ("亿元",))


SEPARATORS = st.sampled_from(["、", "；", ";", "\n", "和", "与", "及", "/", " "])
KNOWN = st.sampled_from(sorted(set(names("partners").canonical.values())))


@settings(max_examples=50, deadline=None)
@given(st.lists(KNOWN, min_size=1, max_size=5, unique=True), SEPARATORS)
def test_names_come_back_from_a_list(listed, separator):
    found = resolve_names(separator.join(listed), names("partners"))
    assert (found.names, found.written, found.problems) == (listed, listed, [])


def test_a_distinct_text_costs_microseconds():
    """Five times what was measured: 6 µs for a known text, 0.5 ms for an unknown one beside 5 000 spellings."""
    partners = names("partners")
    many = {
        f"{number:04}{spelling}"[:40]: name for number in range(20) for spelling, name in partners.canonical.items()
    }
    large = replace(partners, canonical={**many, **partners.canonical})
    assert len(large.canonical) > 4500
    known = [f"{spelling} " for spelling in partners.canonical]
    started = process_time()
    for written in known:
        resolve_names(written, partners)
    assert (process_time() - started) / len(known) < 100e-6
    unknown = [f"{spelling}某分会" for spelling in list(partners.canonical)[:50]]
    started = process_time()
    for written in unknown:
        resolve_names(written, large)
    assert (process_time() - started) / len(unknown) < 5e-3


@pytest.mark.parametrize("written", ["HKPC " * 6000, "、(" * 9000, "等" + "1" * 30_000 + "x", "某" * 32_000])
def test_a_cell_of_any_length_is_answered(written):
    assert resolve_names(written, names("partners")).names
