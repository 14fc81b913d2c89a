"""What a browser sends as an answer, held against what an answer is: it goes into the record of decisions."""

from collections.abc import Mapping
from typing import Any

from dashboard.stewardship.endpoint import Refused
from dashboard.text import t

LONGEST = 32_767  # characters of a cell, in Excel as here
MOST_ROWS = 10  # of a heading
# Kind → its texts; those in brackets may be left out.
_TEXTS = {
    "heading_rows": ("sha256", "sheet", "table_id"),
    "table": ("table", "(layout)", "(sha256)", "(sheet)", "(table_id)"),
    "column": ("layout", "heading", "column"),
    "name": ("table", "seen", "name"),
    "cell": ("sha256", "sheet", "cell", "value", "(seen)"),
}


def checked_answer(sent: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The answer with nothing in it but what its kind has. Raises `Refused`."""
    kind = sent.get("kind")
    if not isinstance(kind, str) or kind not in _TEXTS:
        raise Refused(400, t("error.sent", language))
    answer: dict[str, Any] = {"kind": kind}
    for name in _TEXTS[kind]:
        key = name.strip("()")
        if key == name or key in sent:
            answer[key] = _text(sent.get(key), language)
    if kind == "heading_rows":
        answer["rows"] = _rows(sent.get("rows"), language)
    return answer


def _text(value: object, language: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        raise Refused(400, t("error.sent", language))
    return value


def _rows(value: object, language: str) -> list[int]:
    is_list = isinstance(value, list) and 1 <= len(value) <= MOST_ROWS
    if not isinstance(value, list) or not is_list or not all(type(row) is int and 1 <= row < 2**21 for row in value):
        raise Refused(400, t("error.sent", language))
    return sorted(set(value))
