"""The list of shots is data: what comes with the software, and what an office may say instead."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.export.shots.shot import FILE, FIRST_PAGE, Shot
from dashboard.export.shots.shot_list import chosen, query_of, written
from dashboard.export.shots.shots import ShotList, shot_list, shots, understood
from dashboard.navigation import PAGES
from etl.errors import ReferenceBroken


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPERATION_DATA", str(tmp_path))
    return tmp_path


def test_every_page_that_is_no_list_of_definitions():
    names = [shot.name for shot in shots()]
    assert names == ["overview", "visits", "intents", "talent", "partners", "sectors", "towns"]
    assert {(shot.width, shot.scale) for shot in shots()} == {(1920, 2)}


def test_an_office_has_its_own(folder):
    (folder / FILE).write_text(
        'width = 1280\n[[shot]]\nname = "nanlang"\npage = "visits"\ntown = ["南朗街道"]\n', "utf-8"
    )
    (shot,) = shots()
    assert shot == Shot("nanlang", "visits", {"town": ("南朗街道",)}, 1280, 1080, 2)
    address = "/visits?town=%E5%8D%97%E6%9C%97%E8%A1%97%E9%81%93&language=en&as_of=2026-11-20"
    assert shot.path("en", "2026-11-20") == address


def test_the_overview_lies_at_the_root():
    assert Shot("overview", "overview").path("zh-Hans", "2026-11-20", "print") == (
        "/?language=zh-Hans&as_of=2026-11-20&view=print"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shot = 3",
        '[[shot]]\nname = "../x"\npage = "visits"',
        '[[shot]]\nname = "x"\npage = "upload"',
        '[[shot]]\nname = "x"\npage = "visits"\nview = "screen"',
        '[[shot]]\nname = "x"\npage = "visits"\nwidth = 90000',
        '[[shot]]\nname = "x"\npage = "visits"\n[[shot]]\nname = "x"\npage = "towns"',
        "[[shot",
    ],
)
def test_a_list_that_makes_no_sense(folder, text):
    (folder / FILE).write_text(text, "utf-8")
    with pytest.raises(ReferenceBroken, match=r"shots\.toml"):
        shots()


def test_a_shot_in_some_languages_only(folder):
    (folder / FILE).write_text(
        'languages = ["zh-Hans", "en"]\n[[shot]]\nname = "a"\npage = "visits"\n'
        '[[shot]]\nname = "b"\npage = "towns"\nlanguages = ["en"]\n',
        "utf-8",
    )
    assert [shot.name for shot in shots("zh-Hans")] == ["a"]
    assert [shot.name for shot in shots("en")] == ["a", "b"]
    assert shot_list().languages == ("zh-Hans", "en")


def test_a_language_without_any_shot(folder):
    (folder / FILE).write_text('[[shot]]\nname = "a"\npage = "visits"\nlanguages = ["zh-Hans"]\n', "utf-8")
    with pytest.raises(ReferenceBroken, match="languages = en"):
        shots("en")


def test_a_frozen_week_keeps_its_list(folder):
    kept = folder / "kept"
    kept.mkdir()
    (kept / FILE).write_text('[[shot]]\nname = "then"\npage = "visits"\n', "utf-8")
    assert [shot.name for shot in shots("zh-Hans", kept)] == ["then"]
    assert len(shots("zh-Hans")) == 7


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1, max_size=3))
@settings(max_examples=50)
def test_what_is_written_is_read_again(values):
    """Whatever a name is made of: in the file, and in the address that the page shows."""
    held = ShotList(
        (Shot("a", "visits", {"partner": tuple(values)}, 1280, 1080, 1.5, ("en", "zh-Hant")),),
        ("zh-Hant", "en"),
        "梅",
        "t",
    )
    assert understood(tomllib.loads(written(held))) == (held, ())
    assert chosen(query_of(held.shots[0])) == {"partner": values}


def test_the_page_at_the_root_is_the_first_of_the_menu():
    assert PAGES[0][1] == FIRST_PAGE
