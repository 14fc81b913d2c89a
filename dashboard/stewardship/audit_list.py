"""Who did what and when, for administrators, with what is wrong with the record itself."""

from collections.abc import Mapping
from typing import Any

from dashboard.access.identity import Identity
from dashboard.stewardship.endpoint import Refused
from dashboard.stewardship.row_words import moment
from dashboard.text import t
from etl import audit

PAGE = 100


def audit_list(identity: Identity, language: str, values: Mapping[str, str], sent: Mapping[str, Any]) -> dict[str, Any]:
    """{"number", "first", "entries", "damages"}: a page, newest first, and the result of `verify`."""
    written = values.get("first", "0")
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise Refused(400, t("error.sent", language))
    entries = [
        {**entry, "words": t(f"audit.{entry['action']}", language), "at_words": moment(entry["at"], language)}
        for entry in audit.entries(int(written), PAGE)
    ]
    damages = [damage["message"].said_in(language) for damage in audit.verify()]
    return {"number": audit.count(), "first": int(written), "entries": entries, "damages": damages}
