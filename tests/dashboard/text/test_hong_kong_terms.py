"""The Traditional Chinese of the pages is Hong Kong's: its terms, not those of other places in other characters."""

import csv
import tomllib
from pathlib import Path

from dashboard.text import catalogue
from etl.places import ROOT

OTHERS = Path(__file__).with_name("not_hong_kong.csv")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts():
    """Where it stands → what readers of Traditional Chinese are shown. Names of bodies are their own."""
    yield from ((f"text.csv {key}", words["zh-Hant"]) for key, words in catalogue().items())
    messages = tomllib.loads((ROOT / "etl" / "messages.toml").read_text(encoding="utf-8"))
    yield from ((f"messages.toml {key}", str(words["zh-Hant"])) for key, words in messages.items())
    for path in sorted((ROOT / "data" / "reference").glob("*.csv")):
        for row in read(path):
            yield from ((path.name, text) for column, text in row.items() if column and column.endswith("zh_hant"))


def test_no_term_of_another_place():
    terms = {row["term"]: row["instead"] for row in read(OTHERS)}
    found = [
        (place, term, instead) for place, text in texts() for term, instead in terms.items() if text and term in text
    ]
    assert found == []


def test_the_list_says_what_to_write_instead():
    rows = read(OTHERS)
    assert len(rows) > 40
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(row["instead"] and row["instead"] != row["term"] for row in rows)
    assert {row["used_in"] for row in rows} == {"mainland", "taiwan", "wrong character"}
