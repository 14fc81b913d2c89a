"""The list of shots on the page: what is wrong stands at its field, what is kept has an author, and it can go back."""

import tomllib

import pytest

from dashboard.export.shots.shot import FILE
from dashboard.export.shots.shots import shot_list
from etl import audit
from etl.places import data_folder
from tests.dashboard.stewardship.client import ANALYST, OTHER, VIEWER, ask
from tests.dashboard.story import VISITS, load


@pytest.fixture(autouse=True)
def warehouse():
    load("a.csv", [VISITS, ["V1", "2026-05-07", "赴港", "HKPC", 3]])


def shown(who=ANALYST):
    return ask("GET", "exports/shots", who=who).json


def send(shots, who=ANALYST, languages=("zh-Hans", "en"), seen=None):
    sent = {"seen": seen or shown()["seen"], "languages": list(languages), "shots": shots}
    return ask("POST", "exports/shots", sent, who=who)


def shot(**fields):
    return {
        "name": "north",
        "page": "visits",
        "query": "",
        "width": 1280,
        "height": 1080,
        "scale": 1,
        "languages": [],
    } | fields


def test_what_was_shipped_can_be_changed_and_comes_back():
    told = shown()
    assert (told["is_own"], told["changed"], told["languages"]) == (False, "", ["zh-Hans"])
    assert [one["name"] for one in told["shots"]][:2] == ["overview", "visits"]
    address = "https://board.example/visits?town=%E5%8D%97%E6%9C%97%E8%A1%97%E9%81%93&language=en&as_of=2026-11-20&view=screen"
    answer = send([shot(query=address, languages=["en"]), told["shots"][0]]).json
    assert answer["is_own"]
    assert answer["changed"].startswith("Changed by mei, ")
    assert [one["query"] for one in answer["shots"]] == ["town=南朗街道", ""]
    held = shot_list()
    assert (held.languages, held.by) == (("zh-Hans", "en"), "mei")
    first = held.shots[0]
    assert (first.name, first.choices, first.width, first.scale, first.languages) == (
        "north",
        {"town": ("南朗街道",)},
        1280,
        1,
        ("en",),
    )
    entry = audit.entries(most=1)[0]
    assert (entry["action"], entry["by"], entry["about"]) == ("edit", "mei", FILE)
    assert entry["detail"]["added"] == ["north"]
    assert entry["detail"]["removed"] == ["visits", "intents", "talent", "partners", "sectors", "towns"]
    back = ask("DELETE", "exports/shots", {"seen": answer["seen"]}, who=OTHER).json
    assert (back["is_own"], back["shots"]) == (False, told["shots"])
    assert audit.entries(most=1)[0]["by"] == "ken"


WRONG = (
    ({"name": "Über"}, "name", "small letters"),
    ({"name": "../x"}, "name", "small letters"),
    ({"name": "overview"}, "name", "Another shot is called “overview”"),
    ({"page": "upload"}, "page", "no page “upload”"),
    ({"width": 90000}, "width", "between 360 and 3840"),
    ({"width": None}, "width", "between 360 and 3840"),
    ({"width": 1280.5}, "width", "between 360 and 3840"),
    ({"scale": 0}, "scale", "between 1 and 3"),
    ({"scale": True}, "scale", "between 1 and 3"),
    ({"query": "town=没有镇"}, "query", "no “没有镇”"),
    ({"query": "direction=north"}, "query", "no “north”"),
    ({"query": "year=2026"}, "query", "“year” is no filter"),
    ({"query": "name=x"}, "query", "“name” is no filter"),
    ({"query": "anything"}, "query", "“anything” is no filter"),
    ({"query": "from=2026-13-01"}, "query", "“2026-13-01” is no period"),
    ({"query": "from=2026-03-01&to=2026-01-01"}, "query", "is no period"),
    ({"languages": ["fr"]}, "languages", "“fr” is no language"),
)


def test_what_is_wrong_stands_at_its_field():
    overview = shown()["shots"][0]
    wrong = [shot(**{"name": f"shot-{number}", **fields}) for number, (fields, _, _) in enumerate(WRONG)]
    faults = {fault["shot"]: fault for fault in send([overview, *wrong]).json["faults"]}
    assert sorted(faults) == list(range(1, len(WRONG) + 1))
    for number, (fields, field, words) in enumerate(WRONG, 1):
        assert faults[number]["field"] == field, fields
        assert words in faults[number]["message"], fields
    assert not (data_folder() / FILE).exists()


def test_what_is_wrong_with_the_list():
    for shots, languages, words in (
        ([], ["en"], "The list is empty"),
        ([shot()], [], "choose at least one"),
        ([shot(languages=["zh-Hans"])], ["zh-Hans", "en"], "There is no shot in EN"),
        ([shot(name=f"s{number}") for number in range(61)], ["en"], "at most 60 shots, this one 61"),
    ):
        (fault,) = send(shots, languages=languages).json["faults"]
        assert fault["shot"] is None
        assert words in fault["message"]


def test_what_is_no_list():
    for shots in (None, "x", [3], [{"name": "x"}], [shot(query=None)], [shot(languages="en")]):
        assert send(shots).status == 400


def test_two_who_change_it_at_once():
    seen = shown()["seen"]
    assert "shots" in send([shot()], seen=seen).json
    late = send([shot(name="south")], who=OTHER, seen=seen)
    assert (late.status, late.json["message"]) == (
        409,
        "Somebody else has just changed the list; look at the new one, then change it",
    )
    assert [one["name"] for one in shown()["shots"]] == ["north"]
    assert ask("DELETE", "exports/shots", {"seen": seen}, who=OTHER).status == 409


@pytest.mark.parametrize("who", [None, VIEWER])
def test_who_may_not_export_changes_nothing(who):
    status = 401 if who is None else 403
    assert ask("GET", "exports/shots", who=who).status == status
    assert send([shot()], who=who, seen="x").status == status
    assert ask("DELETE", "exports/shots", {}, who=who).status == status


def test_signs_that_end_a_value_stay_in_it():
    """A name with such signs is read back as it was, from the page and from the file."""
    odd = 'R&D "1" = 50%\\ + #2'
    (data_folder() / FILE).write_text(f"[[shot]]\nname = 'a'\npage = 'visits'\npartner = ['{odd}']\n", "utf-8")
    told = shown()["shots"][0]
    answer = send([told]).json
    assert odd in answer["faults"][0]["message"]  # no such body, but it was understood as it is written
    assert tomllib.loads((data_folder() / FILE).read_text("utf-8"))["shot"][0]["partner"] == [odd]
