"""The page's finding from its lights."""

from dataclasses import dataclass

import pytest

from dashboard.text.headings import lights_heading


@dataclass(frozen=True)
class Tile:
    name: str
    light: str = ""
    ahead: float | None = None
    value: str = "46"
    unit: str = "团"
    changes: tuple[str, ...] = ("同比增 6 团",)


LATE = Tile("正式签约", "behind", -14.2)
LATER = Tile("协议投资额", "behind", -30.0)
WATCH = Tile("签约意向", "watch", -3.0)
GOOD = Tile("交流团组", "on_track", 2.0)
NONE = Tile("拜访机构")


@pytest.mark.parametrize(
    ("cards", "heading"),
    [
        ((GOOD, WATCH, LATE, WATCH, NONE), "正式签约落后 14 点，两项需关注"),
        ((GOOD, LATE), "正式签约落后 14 点"),
        ((LATE, LATER, GOOD), "协议投资额落后 30 点，一项需关注"),
        # Too long for one line: the finding alone.
        ((Tile("大湾区青年就业人数", "behind", -14), WATCH), "大湾区青年就业人数落后 14 点"),
        ((GOOD, WATCH, NONE), "一项需关注，其余正常"),
        ((GOOD, GOOD, NONE), "有目标的两项均达进度"),
        ((Tile("交流团组"), NONE), "交流团组 46 团，同比增 6 团"),
        ((Tile("交流团组", changes=()),), "交流团组 46 团"),
        ((Tile("计划获批", changes=("截至 2025年12月31日",)),), "计划获批 46 团"),
        ((), "所选范围没有记录"),
    ],
)
def test_the_finding(cards, heading):
    assert lights_heading("zh-Hans", cards)[0] == heading


def test_the_lights_are_counted():
    found = lights_heading("zh-Hans", (GOOD, WATCH, LATE, WATCH, NONE))[1]
    assert found == {"on_track": 1, "watch": 2, "behind": 1, "": 1}


def test_other_languages():
    assert lights_heading("zh-Hant", (LATE, WATCH, WATCH))[0] == "正式签约落後 14 點，兩項需留意"
    contracts = Tile("Contracts", "behind", -14)
    assert lights_heading("en", (contracts, WATCH, WATCH))[0] == "Contracts 14 pts behind, two more to watch"
    assert lights_heading("en", (WATCH, GOOD))[0] == "One to watch, the rest on track"
