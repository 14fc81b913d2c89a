"""Files to take away: an empty template, and a workbook of a draft with its problems marked."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from starlette.responses import Response

from dashboard.access.identity import Identity
from dashboard.stewardship.attachment import attachment
from dashboard.stewardship.endpoint import Refused
from dashboard.stewardship.upload_drafts import draft_to_see, drafts
from dashboard.text import t
from etl.source import sources

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(identity: Identity, language: str, values: Mapping[str, str], sent: Mapping[str, Any]) -> Response:
    """The template of a table in the reader's language."""
    # openpyxl is large, and most servers never write a workbook.
    from etl.write.template import make_template

    table = values["table"]
    if table not in sources():
        raise Refused(404, t("error.sent", language))
    with tempfile.TemporaryDirectory(prefix="cooperation-") as folder:
        path = Path(folder) / "template.xlsx"
        make_template(table, path, language)
        return attachment(path.read_bytes(), f"{table}.xlsx", XLSX)


def repaired(identity: Identity, language: str, values: Mapping[str, str], sent: Mapping[str, Any]) -> Response:
    """A workbook as it came, its problems marked."""
    draft = draft_to_see(identity, values["id"], language)
    name = next((book["name"] for book in draft["workbooks"] if book["sha256"] == values["sha256"]), None)
    if name is None:
        raise Refused(404, t("upload.error_no_draft", language))
    content = drafts().repaired(draft["id"], values["sha256"], language)
    return attachment(content, f"{PurePath(name).stem}-{t('upload.repaired_end', language)}.xlsx", XLSX)
