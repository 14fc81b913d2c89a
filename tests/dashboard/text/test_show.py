"""Texts of other people: in the reader's script, and dead for Markdown."""

import re

import pytest

from dashboard.text.show import quoted, show


def unescaped(text):
    """What Markdown would still act on: punctuation without a backslash before it."""
    return re.findall(r"[^\w\s\u0080-\U0010ffff\"'/,;?%@\\]", re.sub(r"\\.", "", text))


@pytest.mark.parametrize(
    "text",
    [
        "# big",
        "**bold** _it_ ~~gone~~",
        "$\\rule{9999em}{9999em}$",
        "$$x$$",
        "![x](http://127.0.0.1:9/x.png)",
        "[click](javascript:alert(1))",
        "<style>body{display:none}</style>",
        "<img src=x onerror=alert(1)>",
        ":material/home:",
        ":red[red] :orange-badge[示例]",
        "`code`",
        "- item",
        "1. item",
        "+ item",
        "> quote",
        "a | b",
        "&lt;b&gt;&nbsp;",
        "https://example.org",
        "WWW.example.org",
        "a@example.org",
        "==marked==",
        "x^2^",
    ],
)
def test_nothing_is_left_to_act_on(text):
    assert unescaped(show(text)) == []
    assert re.sub(r"\\(.)", r"\1", show(text)).replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":material/home:", "\\:\u2060material/home\\:"),
        (":streamlit:", "\\:\u2060streamlit\\:"),
        ("https://a", "https\\:\u2060//a"),
        ("www.a", "www\u2060\\.a"),
        ("a@b", "a@\u2060b"),
        ("a -> b", "a \\-\u2060\\> b"),
        ("a <= b", "a \\<\u2060\\= b"),
        ("a -- b", "a \\-\u2060\\- b"),
    ],
)
def test_what_acts_after_markdown_was_read_is_parted(text, expected):
    assert show(text) == expected


@pytest.mark.parametrize(
    "character", ["\u202e", "\u200b", "\u200f", "\u2066", "\ufeff", "\x00", "\x1b", "\u00ad", "\ue000"]
)
def test_what_cannot_be_seen_is_left_out(character):
    assert show(f"中{character}山") == "中山"


def test_lines_become_one():
    assert show("中山\n\n# 大\t字\r\n市") == "中山 \\# 大 字 市"


def test_a_long_text_is_cut_and_says_so():
    assert show("长" * 200) == "长" * 119 + "…"
    assert show("长" * 120) == "长" * 120
    assert show("长" * 21, 20) == "长" * 19 + "…"
    # What is put before a sign does not count.
    assert show("*" * 20, 20) == "\\*" * 20


def test_plain_text_stays():
    assert show("10:30 2024-2025") == "10\\:30 2024\\-2025"
    assert show("中山市（南区）· 2024年5月 “签约”") == "中山市（南区）· 2024年5月 “签约”"


def test_quoted_in_the_readers_script():
    assert quoted("與香港貿發局簽約", "zh-Hans") == "与香港贸发局签约"
    assert quoted("与香港贸发局签约", "zh-Hant") == "與香港貿發局簽約"
    assert quoted("与香港贸发局签约", "en") == "与香港贸发局签约"
    assert quoted("Visit of HKTDC", "zh-Hans") == "Visit of HKTDC"
    assert quoted(None, "zh-Hans") == ""
    assert quoted("", "en") == ""
