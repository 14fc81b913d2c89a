"""Bands between blocks."""

from dashboard.charts.flow import Link, Node, flow
from dashboard.charts.theme import Look

NODES = [Node("贸发局", "#111111"), Node("<古镇>", "#222222"), Node("$南朗", "#333333")]


def test_blocks_and_bands():
    links = [Link(0, 1, 5, "#AAAAAA"), Link(0, 2, 3.5, "#BBBBBB"), Link(1, 2, 0, "#CCCCCC")]
    (sankey,) = flow(NODES, links, Look(), height=220).data
    assert list(sankey.node.label) == ["贸发局", "&lt;古镇&gt;", "&#36;南朗"]
    assert (list(sankey.link.source), list(sankey.link.target)) == ([0, 0], [1, 2])
    assert list(sankey.link.value) == [5, 3.5]
    assert sankey.textfont.color == "#1B2733"


def test_hover_has_no_words_of_plotlys_own():
    (sankey,) = flow(NODES, [Link(0, 1, 1, "#AAAAAA")], Look(), height=220).data
    assert sankey.node.hovertemplate == "%{label} %{value}<extra></extra>"
    assert sankey.link.hovertemplate == "%{source.label} → %{target.label} %{value}<extra></extra>"


def test_empty():
    assert not flow([], [], Look(), height=220).data
    assert not flow(NODES, [Link(0, 1, 0, "#AAAAAA")], Look(), height=220).data
