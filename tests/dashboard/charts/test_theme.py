"""The look: colours by mode, safe text, one template."""

import plotly.io as pio
import pytest

from dashboard.charts.figure import Figure
from dashboard.charts.theme import CONFIG, FONT, Look, family_color, number, plain, styled


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        ("香港贸易发展局", "香港贸易发展局"),
        ("<b>A</b> & B", "&lt;b&gt;A&lt;/b&gt; &amp; B"),
        ("$x^2$", "&#36;x^2&#36;"),
        ("&#36;", "&amp;#36;"),
        ("a\u202eb\u200bc\ufeffd\u00ade", "abcde"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("  a \n\t b\u2028c ", "a b c"),
        ("a\u3164b", "ab"),
        ("", ""),
    ],
)
def test_plain_makes_text_harmless(seen, shown):
    assert plain(seen) == shown


def test_light_and_dark_differ():
    light, dark = Look(), Look(dark=True)
    assert (light.ink, light.background, light.accent) == ("#1B2733", "#FFFFFF", "#0F5C8C")
    assert (dark.ink, dark.background, dark.accent) == ("#E9EFF5", "#0E1822", "#86C4EC")
    assert light.lanes == {"visits": "#0F5C8C", "intents": "#B87A33", "talent_flows": "#4A1030"}


@pytest.mark.parametrize("look", [Look(), Look(dark=True)])
def test_each_ramp_has_a_text_colour_a_step(look):
    assert len(look.stage_ramp) == len(look.ramp_text) == 6
    assert len(look.map_steps) == len(look.map_text) == 5
    assert len(look.heat_steps) == len(look.heat_text) == 6
    for steps, texts in [(look.stage_ramp, look.ramp_text), (look.map_steps, look.map_text)]:
        assert min(_contrast(a, b) for a, b in zip(steps, texts, strict=True)) >= 4.5
    assert min(_contrast(a, b) for a, b in zip(look.heat_steps, look.heat_text, strict=True)) >= 4.5


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_family_colours():
    assert family_color("trade", Look()) == "#A77CC0"
    assert family_color("trade", Look(dark=True)) == "#E0ACFB"
    assert family_color("unheard-of", Look()) == "#5B6877"


def test_numbers():
    assert [number(0), number(1286), number(118.64), number(-3.0)] == ["0", "1,286", "118.6", "-3"]


def test_styled_applies_the_template_and_keeps_out_the_default_one(monkeypatch):
    monkeypatch.setattr(pio.templates, "default", "plotly_dark")
    layout = styled(Figure(), Look(size=20), 300, (1.4, 2, 3, 4)).layout
    template = layout.template.layout
    assert (template.font.family, template.font.size, template.font.color) == (FONT, 20, "#1B2733")
    assert template.paper_bgcolor == template.plot_bgcolor == "rgba(0,0,0,0)"
    assert template.xaxis.fixedrange is template.yaxis.fixedrange is True
    assert (template.showlegend, template.dragmode, template.hovermode) == (False, False, "closest")
    assert layout.height == 300
    assert (layout.margin.l, layout.margin.r, layout.margin.t, layout.margin.b, layout.margin.pad) == (1, 2, 3, 4, 0)


def test_config_sends_nothing_out():
    assert CONFIG["showSendToCloud"] is CONFIG["displayModeBar"] is CONFIG["scrollZoom"] is False
