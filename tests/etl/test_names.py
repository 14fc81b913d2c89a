"""Names in every spelling; what is unknown or ambiguous stays as written and is named."""

import pytest

from etl.clean.text import folded, heading_key, visible
from etl.reference import choices, names
from etl.resolve import resolve_names


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
    assert found.problems == [("ambiguous_name", "中大", None)]


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


def test_what_joins_an_unknown_name_does_not_part_it():
    assert resolve_names("科学与工程学会", names("partners")).names == ["科学与工程学会"]
    assert resolve_names("香港某某协会和HKPC", names("partners")).names == ["香港某某协会和HKPC"]
    assert resolve_names("某会（甲、乙）", names("partners")).names == ["某会（甲、乙）"]


def test_an_unknown_name_gets_candidates_with_their_likeness():
    (problem,) = resolve_names("香港生產力促進中心", names("partners")).problems
    assert (problem.code, problem.seen) == ("unknown_name", "香港生產力促進中心")
    assert problem.suggestion is not None and problem.suggestion.startswith("香港生产力促进局 (")
    assert resolve_names("粤剧团", names("partners")).problems[0].suggestion is None


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


def test_look_alikes_do_not_merge():
    cgcc, hkgcc = names("partners").find("香港中华总商会"), names("partners").find("香港总商会")
    assert cgcc != hkgcc
    assert names("partners").find("香港中小型企业总商会") not in (cgcc, hkgcc, None)


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


@pytest.mark.parametrize("written", ["HKPC " * 6000, "、(" * 9000, "等" + "1" * 30_000 + "x", "某" * 32_000])
def test_a_cell_of_any_length_is_answered(written):
    assert resolve_names(written, names("partners")).names
