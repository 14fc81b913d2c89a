"""What stops somebody is said in a sentence that can be read at a glance, also when what it quotes is long."""

import csv
import re
import string
import tomllib

import pytest

from etl.messages import LANGUAGES
from etl.places import ROOT

LONGEST = 200
# What sentences quote is a name or a number; names are cut where they are quoted.
QUOTED = "名" * 15 + "n" * 15
NUMBERS = re.compile(r"most|count|_was|_now|minutes|days|number|load|incident|version|decision|MB|files|score|row")
RAISED = re.compile(r'(?:raise|Refused|Stale)\b[^\n]*?\bmessage\(\s*"(\w+)"')


def sources():
    return "\n".join(
        path.read_text(encoding="utf-8") for part in ("etl", "dashboard") for path in (ROOT / part).rglob("*.py")
    )


def filled(sentence):
    names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    return sentence.format(**{name: "12345" if NUMBERS.search(name) else QUOTED for name in names})


def errors():
    with (ROOT / "etl" / "messages.toml").open("rb") as file:
        told = tomllib.load(file)
    for code in sorted(set(RAISED.findall(sources()))):
        for language in LANGUAGES:
            yield code, language, told[code][language]
    with (ROOT / "dashboard" / "text" / "text.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if re.search(r"(^|[._])(error|failed|refused)", row["key"]):
                for language in LANGUAGES:
                    yield row["key"], language, row[language]


def test_there_are_many():
    assert len({code for code, _, _ in errors()}) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_enough(language):
    long = {
        code: len(filled(said)) for code, spoken, said in errors() if spoken == language and len(filled(said)) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_inside(language):
    for code, spoken, said in errors():
        if spoken == language:
            assert not re.search(r"Traceback|Exception|\.duckdb|SELECT |Errno", said), code
