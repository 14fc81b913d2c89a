"""Every key that the code asks for has words in three languages, and no words lie about unused."""

import ast
import csv
import re
from datetime import date
from string import Formatter

import pytest

from dashboard.access.roles import Role
from dashboard.drawing import WORDS
from dashboard.export.sheets import LISTINGS
from dashboard.indicators.periods import presets
from dashboard.indicators.registry import INDICATORS
from dashboard.navigation import PAGES
from dashboard.panels.schemes import MEASURES
from dashboard.stewardship.name_tables import LISTED
from dashboard.stewardship.name_words import SAID
from dashboard.text import LANGUAGES, catalogue, t
from etl.audit import ACTIONS
from etl.places import ROOT
from etl.reference_edits import editable

# Keys that are put together in the code: the f-string as it stands there, and what it can become.
FAMILIES = {
    "role.{who.role}": [f"role.{role}" for role in Role],
    "audit.{entry['action']}": [f"audit.{action}" for action in ACTIONS],
    "field.{column}": [
        f"field.{column}" for table in editable().values() for column in (*table["key"], *table["columns"])
    ]
    + [f"field.{column}" for columns in LISTED.values() for column in columns],
    "names.tab_{one}": [f"names.tab_{table}" for table in LISTED],
    "names.tab_{value}": [],
    "names.review_{review['kind']}": [f"names.review_{kind}" for kind in ("gone", "duplicate", "name", "heading")],
    "names.decision_{said}": [f"names.decision_{kind}" for kind in (*SAID, "row_same", "other")],
    "indicator.{effect.indicator}.name": [],
    "indicator.{effect.part}.name": [],
    "indicator.{id}.name": [],
    "indicator.{value}.name": [],
    "unit_name.{value}": [],
    "page.{page}": [f"page.{page}" for _, page, _ in PAGES],
    "language.{language}": [f"language.{language}" for language in LANGUAGES],
    "indicator.{indicator}.name": [f"indicator.{name}.name" for name in INDICATORS],
    "indicator.{indicator}.definition": [f"indicator.{name}.definition" for name in INDICATORS],
    "indicator.{indicator.id}.name": [],
    "indicator.{key}.name": [],
    "indicator.{DIRECTIONS[way]}.name": [],
    "page.{key}": [],
    "page.{one.shot.page}": [],
    "language.{name}": [],
    "export.sheet_{listing}": [f"export.sheet_{listing}" for listing in LISTINGS],
    "column.{dimension}": ["column.partner", "column.partner_kind", "column.sector", "column.town"],
    "light.{light}": ["light.on_track", "light.watch", "light.behind"],
    "light.{light}_mark": ["light.on_track_mark", "light.watch_mark", "light.behind_mark"],
    "origin.{name}": [
        f"origin.{name}" for name in ("workbook", "sheet", "row", "load", "by", "at", "field", "value", "cell")
    ],
    "panel.word.{word}": [f"panel.word.{word}" for word in WORDS],
    "file.{name}": [f"file.{name}" for name in ("from", "to", "sector", "partner", "town", "direction", "stage")],
    "owner.{indicator.owner}": [f"owner.{indicator.owner}" for indicator in INDICATORS.values()],
    "period_rule.{indicator.period_rule}": [f"period_rule.{one.period_rule}" for one in INDICATORS.values()],
    "basis.{indicator.basis}": [f"basis.{indicator.basis}" for indicator in INDICATORS.values()],
    "cohort.{indicator.cohort}": [f"cohort.{indicator.cohort}" for indicator in INDICATORS.values()],
    "unit_name.{indicator.unit}": [f"unit_name.{indicator.unit}" for indicator in INDICATORS.values()],
    "filter.{name}": [f"filter.{name}" for name in ("direction", "stage", "town", "sector", "partner")],
    "filter.note_{name}": ["filter.note_direction", "filter.note_stage"],
    "period.{name}": [f"period.{name}" for name in presets(date(2026, 11, 22))] + ["period.all"],
    "column.{measure}": [f"column.{measure}" for measure in MEASURES],
    "panel.{key}": ["panel.source", "panel.source_example", "panel.source_published"],
    "what.{what}": [f"what.{what}" for what in ("visits", "matters", "batches", "talent", "published")],
    "visits.time_sub_{unit}": [f"visits.time_sub_{unit}" for unit in ("month", "quarter", "year")],
    "unit.{key}": [
        f"unit.{key}"
        for key in ("delegations", "meetings", "participants", "new_partners", "matter", "persons", "cases")
    ],
}
# Definitions come with more words than every page shows.
DEFINED = ("indicator.", "owner.")
# Panels that get the key of their title as `text` look beside it.
BESIDE = ("_sub", "_finding", "_right")
PANEL_FAMILIES = {"{text}_sub", "{text}_finding", "{text}_right"}
# English has no word after these numbers.
NO_UNIT_IN_ENGLISH = {
    f"unit.{key}" for key in ("delegations", "meetings", "participants", "new_partners", "matter", "persons", "cases")
}
KEY = re.compile(r"[a-z_]+(\.[A-Za-z_-]*[A-Za-z])+")


def trees():
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]
    return [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(files)]


def calls(name):
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name == getattr(node.func, "id", getattr(node.func, "attr", None)):
                yield node


def constants(node):
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def families_in(node):
    """The f-strings of a node as they are written, those of its own arguments left out."""
    if isinstance(node, ast.JoinedStr):
        yield ast.unparse(node)[2:-1]
    elif isinstance(node, ast.IfExp):
        yield from families_in(node.body)
        yield from families_in(node.orelse)


def panel_texts():
    """The keys of titles: a panel that gets such a key looks for what stands beside it."""
    return {
        text for tree in trees() for text in constants(tree) if text in catalogue() and f"{text}_sub" in catalogue()
    }


def test_families_are_those_of_the_code():
    found = {
        family
        for name in ("t", "has_text")
        for call in calls(name)
        if call.args
        for family in families_in(call.args[0])
    }
    assert found == set(FAMILIES) | PANEL_FAMILIES


def test_every_key_of_the_code_exists():
    prefixes = {key.partition(".")[0] for key in catalogue()}
    asked = {
        text
        for tree in trees()
        for text in constants(tree)
        if KEY.fullmatch(text) and text.partition(".")[0] in prefixes and not text.endswith((".py", ".toml"))
    }
    asked |= {key for family in FAMILIES.values() for key in family}
    assert asked - set(catalogue()) == set()


def test_every_key_is_used():
    used = set().union(*(constants(tree) for tree in trees()))
    used |= {key for family in FAMILIES.values() for key in family}
    used |= {text + end for text in panel_texts() for end in BESIDE}
    assert {key for key in catalogue() if not key.startswith(DEFINED)} - used == set()


def test_keys_are_there_once():
    with (ROOT / "dashboard" / "text" / "text.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_words(language):
    empty = {key for key, texts in catalogue().items() if not texts[language].strip()}
    assert empty == (NO_UNIT_IN_ENGLISH if language == "en" else set())


def test_placeholders_are_the_same_in_all_languages():
    def placeholders(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    # English names months where Chinese numbers them.
    different = {
        key for key, texts in catalogue().items() if len({frozenset(placeholders(text)) for text in texts.values()}) > 1
    }
    assert different == {"date.day", "date.month", "date.month_alone"}
    for key in different:
        for text in catalogue()[key].values():
            assert placeholders(text) - {"year", "day", "month", "month_name"} == set()


def test_scripts_are_not_mixed():
    for key, texts in catalogue().items():
        if not key.startswith("language."):
            assert not re.search(r"[\u3400-\u9fff]", texts["en"]), key
            latin = re.sub(r"\{\w+\}", "", texts["zh-Hans"] + texts["zh-Hant"])
            assert not re.search(r"[A-Za-z]{2,}", latin), key


def test_every_indicator_has_a_name_of_its_own():
    for language in LANGUAGES:
        names = [t(f"indicator.{name}.name", language) for name in INDICATORS]
        assert len(set(names)) == len(names)


def test_a_key_that_is_not_there_is_our_mistake():
    with pytest.raises(KeyError):
        t("overview.nonsense", "en")


def test_values_are_filled_in():
    assert t("overview.map_finding", "zh-Hant", town="南朗") == "團組最多的是南朗"
