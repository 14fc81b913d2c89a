"""Two compared."""

from dashboard.charts.butterfly import Pair, butterfly
from dashboard.charts.theme import Look

ROWS = [Pair("团组", 3, 6, "3 团", "6 团"), Pair("<净来>", -4, None, "-4 人", "—"), Pair("合同", 0, 0, "0", "0")]


def drawn():
    return butterfly(("生产力局", "贸发局"), ROWS, Look(), height=200)


def test_each_row_in_its_own_measure():
    left, _, right, _ = drawn().data
    assert list(left.x) == [-0.5, -1.0, 0.0]
    assert list(right.x) == [1.0, 0.0, 0.0]


def test_names_in_the_middle_and_both_heads_above():
    notes = drawn().layout.annotations
    assert [note.text for note in notes] == ["团组", "&lt;净来&gt;", "合同", "生产力局", "贸发局"]
    assert [note.x for note in notes[:3]] == [0, 0, 0]
    assert notes[3].x == -notes[4].x


def test_what_is_not_recorded_is_said():
    texts = drawn().data[3].text
    assert [text.strip("\u00a0") for text in texts] == ["6 团", "—", "0"]
