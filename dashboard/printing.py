"""The page on paper: what is chosen in words, and at the end the definition of every indicator that was shown."""

import threading
from collections.abc import Iterable, Mapping

from dashboard.component import component, pack
from dashboard.definitions_used import definitions_used
from dashboard.filter_chips import chips, period_name
from dashboard.reader import Reader


class _Run(threading.local):
    """A run has a thread of its own."""

    used: Mapping[str, None] = {}


_run = _Run()


def begin(reader: Reader) -> None:
    """Writes above the page what is chosen; nothing was shown yet."""
    _run.used = {}
    chosen = [chip["label"] for chip in chips(reader) if chip["name"] != "period"]
    words = reader.t("phrase.separator").join([period_name(reader), *chosen])
    component("paper", "chosen", pack({"language": reader.language, "chosen": reader.t("print.chosen", filters=words)}))


def used(indicators: Iterable[str]) -> None:
    """Remembers that a panel or card of this run shows the indicators."""
    _run.used = {**_run.used, **dict.fromkeys(indicators)}


def end(reader: Reader) -> None:
    """Writes the definitions of all that was shown, in the order in which it was."""
    found = [
        {"name": one.name, "definition": one.text, "note": one.note} for one in definitions_used(reader, _run.used)
    ]
    component(
        "paper", "used", pack({"language": reader.language, "title": reader.t("print.definitions"), "used": found})
    )
