"""Letters that no font here has are found before anything is printed."""

import pytest

from dashboard.export import glyphs


def test_all_letters_of_the_office_are_there():
    assert glyphs.missing(["小欖鎮 濠江 鰂魚涌 深水埗 彩虹邨 𨋢", "Zhongshan – 1,204 亿元 ▲ ✕"]) == ""


def test_a_letter_that_no_font_has_refuses_the_export():
    rare = "\U00030000"
    assert glyphs.missing([f"中{rare}山"]) == rare
    with pytest.raises(glyphs.GlyphsMissing, match=f"{rare}.*fonts-noto-cjk"):
        glyphs.check([f"中{rare}山"])
