"""The page on paper: what is chosen in words, and at the end the definition of every indicator that was shown."""

import threading
from collections.abc import Iterable
from typing import Any

from dashboard.component import component, pack
from dashboard.filter_chips import chips, period_name
from dashboard.indicators.registry import INDICATORS
from dashboard.reader import Reader
from dashboard.text.format import day

_run = threading.local()


def begin(reader: Reader) -> None:
    """Writes above the page what is chosen; nothing was shown yet."""
    _run.used = {}
    chosen = [chip["label"] for chip in chips(reader) if chip["name"] != "period"]
    words = reader.t("phrase.separator").join([period_name(reader), *chosen])
    component("paper", "chosen", pack({"language": reader.language, "chosen": reader.t("print.chosen", filters=words)}))


def used(indicators: Iterable[str]) -> None:
    """Remembers that a panel or card of this run shows the indicators."""
    _run.used |= dict.fromkeys(indicators)


def end(reader: Reader) -> None:
    """Writes the definitions of all that was shown, in the order in which it was."""
    found = [_definition(reader, indicator) for indicator in _run.used]
    component(
        "paper", "used", pack({"language": reader.language, "title": reader.t("print.definitions"), "used": found})
    )


def _definition(reader: Reader, id: str) -> dict[str, Any]:
    indicator = INDICATORS[id]
    version = reader.t("print.version", number=indicator.version, date=day(indicator.valid_from, reader.language))
    return {
        "name": reader.t(f"indicator.{id}.name"),
        "definition": reader.t(f"indicator.{id}.definition"),
        "note": version,
    }
