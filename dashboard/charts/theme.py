"""The look of all charts: colours, font, Plotly template, and the cleaning of names for display."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from dashboard.charts.figure import Figure

FONT = "'Source Sans', 'UI CJK', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
CLEAR = "rgba(0,0,0,0)"
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
FAMILIES = {
    "manufacturing": ("#0F5C8C", "#2379A8"),
    "consumer": ("#B87A33", "#8D6540"),
    "science": ("#2B9A94", "#8DFAEF"),
    "trade": ("#A77CC0", "#E0ACFB"),
    "talent": ("#4A1030", "#E898A6"),
    "finance": ("#7A8D5D", "#A3A651"),
    "general": ("#555A5F", "#626C74"),
}
# Names and numbers come again on every page; each is cleaned and measured once.
TEXTS_KEPT = 20_000
# Letters that count as letters but print nothing; the general categories below do not catch them.
INVISIBLE = set("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


@dataclass(frozen=True)
class Look:
    """Light or dark, and the base text size: 13 at a desk, 20 on a wall."""

    dark: bool = False
    size: int = 13

    def _pick(self, light: str, dark: str) -> str:
        return dark if self.dark else light

    def _ramp(self, light: str, dark: str) -> list[str]:
        return [f"#{code}" for code in self._pick(light, dark).split()]

    @property
    def small(self) -> int:
        return max(12, self.size - 1)

    @property
    def ink(self) -> str:
        return self._pick("#1B2733", "#E9EFF5")

    @property
    def muted(self) -> str:
        return self._pick("#5B6877", "#A9B7C6")

    @property
    def hairline(self) -> str:
        return self._pick("#DDE3EA", "#2A3B4C")

    @property
    def empty(self) -> str:
        return self._pick("#F1F4F7", "#162330")

    @property
    def accent(self) -> str:
        return self._pick("#0F5C8C", "#86C4EC")

    @property
    def background(self) -> str:
        return self._pick("#FFFFFF", "#0E1822")

    @property
    def stage_ramp(self) -> list[str]:
        return self._ramp("D3E2ED A9C8DE 7DADCD 39779F 1C5A87 0A3A5C", "22394D 2C5371 356A90 4F97C5 84BFE6 C9E5F8")

    @property
    def ramp_text(self) -> list[str]:
        return [self.ink] * 3 + [self.background] * 3

    @property
    def map_steps(self) -> list[str]:
        return self._ramp("E4EDF4 BCD5E6 86B3D2 36749F 104A75", "1D3040 28506D 33688D 7DB8E0 CDE7F9")

    @property
    def map_text(self) -> list[str]:
        return [self.ink] * 3 + [self.background] * 2

    @property
    def heat_steps(self) -> list[str]:
        return self._ramp("F1F4F7 DCE9F2 B3CFE2 7DADCD 36749F 104A75", "162330 22394D 2C5371 33688D 7DB8E0 CDE7F9")

    @property
    def heat_text(self) -> list[str]:
        return [self.ink] * 4 + [self.background] * 2

    @property
    def lanes(self) -> dict[str, str]:
        return {
            "visits": self.accent,
            "intents": self._pick("#B87A33", "#F0A742"),
            "talent_flows": self._pick("#4A1030", "#F29CC0"),
        }


def family_color(family: str, look: Look) -> str:
    """The colour of a sector family; grey for one that has none yet."""
    return FAMILIES[family][look.dark] if family in FAMILIES else look.muted


@lru_cache(maxsize=TEXTS_KEPT)
def visible(text: str) -> str:
    """The text without control, direction and zero-width characters, on one line."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} and c not in INVISIBLE)


@lru_cache(maxsize=TEXTS_KEPT)
def plain(text: str) -> str:
    """Text from a workbook, made safe for Plotly, which reads tags, entities and `$…$` formulas."""
    return escape(visible(text), quote=False).replace("$", "&#36;")


def number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def styled(figure: Figure, look: Look, height: int, margin: tuple[float, float, float, float]) -> Figure:
    """The figure with the template applied; the margin is left, right, top, bottom."""
    left, right, top, bottom = (round(side) for side in margin)
    # An explicit template also keeps out the default one, which Streamlit replaces by placeholder colours.
    figure.settings["template"] = _template(look)
    return figure.update_layout(height=height, margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0})


@cache
def _template(look: Look) -> dict[str, Any]:
    axis = {
        "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "automargin": False,
        "fixedrange": True, "title": {"text": ""}, "ticklabelstandoff": 6,
        "ticklabeloverflow": "allow",
    }  # fmt: skip
    font = {"family": FONT, "size": look.size, "color": look.ink}
    layout = {
        "font": font, "paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "xaxis": axis, "yaxis": axis,
        "colorway": [look.accent], "showlegend": False, "bargap": 0.28, "hovermode": "closest", "dragmode": False,
        "hoverlabel": {"bgcolor": look.ink, "bordercolor": look.ink, "font": font | {"color": look.background}},
        "separators": ".,", "uniformtext": {"minsize": 12, "mode": "show"},
    }  # fmt: skip
    return {"layout": layout}
