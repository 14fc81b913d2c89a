"""Names in the room there is."""

import pytest

from dashboard.charts.fit import broken, ems, fitted, multiline


def test_chinese_is_one_em_and_marks_without_width_are_none():
    assert ems("中山港") == 3
    assert ems("\u200b") == 0
    assert 1 < ems("abc") < 2


@pytest.mark.parametrize(
    ("text", "room", "lines", "shown"),
    [
        ("中山港", 3, 1, "中山港"),
        ("香港中山社团总会", 5, 1, "香港中山…"),
        ("香港中山社团总会", 5, 2, "香港中山社<br>团总会"),
        ("Cross-border e-commerce", 9, 2, "Cross-border<br>e-commerce"),
        ("中<b>", 9, 1, "中&lt;b&gt;"),
        ("a\u202eb", 9, 1, "ab"),
        ("", 5, 2, ""),
    ],
)
def test_fitted(text, room, lines, shown):
    assert fitted(text, room, lines) == shown


def test_a_long_hostile_name_stays_within_its_lines():
    shown = fitted("<script>$" * 30, 6, 2)
    assert shown.count("<br>") == 1
    assert "<script" not in shown and "$" not in shown
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("name", "room", "shown"),
    [
        ("Nanlang", 5, "Nanlang"),
        ("Zhongshan\u00adgang", 20, "Zhongshangang"),
        ("Zhong\u00adshan\u00adgang", 5.5, "Zhongshan-<br>gang"),
        ("Zhong shan", 3, "Zhong<br>shan"),
        ("五桂山镇街", 3, "五桂山<br>镇街"),
    ],
)
def test_broken(name, room, shown):
    assert broken(name, room) == shown


def test_broken_without_a_hint_breaks_where_the_room_ends():
    first, second = broken("Zhongshangang", 5).split("<br>")
    assert first.removesuffix("-") + second == "Zhongshangang"
    assert ems(first) <= 5


def test_multiline_keeps_the_callers_breaks_only():
    assert multiline("珠江口\n<br>") == "珠江口<br>&lt;br&gt;"
