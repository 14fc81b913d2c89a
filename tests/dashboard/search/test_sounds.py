"""How names sound, and which letters find them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.search.sounds import is_typed_sound, sound_pattern, sounds

COUNCIL = "香港生产力促进局"


def test_sounds_are_all_readings_of_each_character():
    assert sounds("重庆3d") == " ZhongChongTong Qing 3 D"
    assert sounds("中山（，）") == " Zhong Shan"


@pytest.mark.parametrize("text", ["hkpc", "invest", "2024", ""])
def test_what_has_no_chinese_has_no_sounds(text):
    assert sounds(text) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sclcjj", COUNCIL),
        ("xgsclcjj", COUNCIL),
        ("shengchanli", COUNCIL),
        ("shengcl", COUNCIL),
        ("shchli", COUNCIL),
        ("chongqing", "重庆"),
        ("cq", "重庆"),
        ("hangye", "行业"),
        ("hy", "行业"),
        ("yinhang", "银行"),
        ("zhongshan", "中山"),
        ("zs", "中山"),
        ("changjiang", "长江"),
        ("huiyizhanlan", "会议展览"),
        ("kuaiji", "会计"),
        ("dachong", "大涌镇"),
        ("dayong", "大涌镇"),
        ("xiamen", "厦门"),
        ("diaoyan", "调研"),
        ("nvqiyejia", "女企业家"),
        ("nuqiyejia", "女企业家"),
        ("3ddayin", "香港3d打印"),
        ("3ddy", "香港3d打印"),
    ],
)
def test_letters_find_what_sounds_so(typed, name):
    assert re.search(sound_pattern(typed), sounds(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        # Not at the begin of a character.
        ("heng", COUNCIL),
        ("ngchan", COUNCIL),
        # Two readings of one character are not two characters.
        ("zhongchong", "重"),
        # Nothing is left out but in a short form.
        ("scjj", COUNCIL),
        ("jcls", COUNCIL),
    ],
)
def test_other_letters_do_not(typed, name):
    assert not re.search(sound_pattern(typed), sounds(name))


def test_a_short_form_leaves_characters_out():
    assert re.search(sound_pattern("scjj", left_out=3), sounds(COUNCIL))
    assert re.search(sound_pattern("scjj", left_out=2), sounds(COUNCIL))
    assert not re.search(sound_pattern("scjj", left_out=1), sounds(COUNCIL))


def test_at_start_means_the_first_character_in_any_reading():
    assert re.search(sound_pattern("xgsc", at_start=True), sounds(COUNCIL))
    assert re.search(sound_pattern("zq", at_start=True), sounds("重庆"))
    assert re.search(sound_pattern("cq", at_start=True), sounds("重庆"))
    assert not re.search(sound_pattern("sclcjj", at_start=True), sounds(COUNCIL))


@pytest.mark.parametrize(
    ("text", "is_sound"), [("scjj", True), ("3d", False), ("a", True), ("生产", False), ("", False)]
)
def test_what_may_be_a_sound(text, is_sound):
    assert is_typed_sound(text) is is_sound


@settings(max_examples=50, deadline=None)
@given(st.text("生产力促进局中山重庆行业会", min_size=2, max_size=12), st.data())
def test_initials_of_a_part_find_the_whole(name, data):
    start = data.draw(st.integers(0, len(name) - 2))
    part = name[start : data.draw(st.integers(start + 2, len(name)))]
    initials = "".join(data.draw(st.sampled_from(re.findall("[A-Z]", sounds(character)))) for character in part)
    assert re.search(sound_pattern(initials.lower()), sounds(name))
