"""All that a browser is sent for a page, and for everything that the page's panels can be asked for."""

import base64
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answer import answer
from dashboard.drawing import View, packed
from etl.places import ROOT
from tests.pages.drawn import SCRIPTS, components


class Browser:
    """Opens pages without a server; a test says who is behind them by replacing `current_identity`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._views: list[View] = []

        def seen(view: View) -> bytes:
            self._views.append(view)
            return packed(view)

        monkeypatch.setattr("dashboard.panel.packed", seen)

    def views(self) -> tuple[View, ...]:
        """The panels of the page that was opened last."""
        return tuple(dict.fromkeys(self._views))

    def open(self, page: str, *, language: str = "zh-Hans", **address: str | list[str]) -> tuple[AppTest, str]:
        """The page, completely drawn, and as text everything sent: components, answers of panels, their files."""
        self._views.clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in {**address, "language": language}.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(str(ROOT / SCRIPTS[page]))
        app.run()
        assert not app.exception
        assert components(app, "ready")
        sent = [element.proto.SerializeToString().decode("utf-8", "replace") for element in _elements(app)]
        for view in self.views():
            sent += [_answered(view, request) for request in _requests(view)]
        return app, "\n".join(sent)


def _elements(app: AppTest) -> Iterator[Any]:
    blocks: list[Any] = [app._tree]
    while blocks:
        for child in blocks.pop().children.values():
            if hasattr(child, "children"):
                blocks.append(child)
            else:
                yield child


def _requests(view: View) -> list[dict[str, Any]]:
    rows = [None, *range(len(view.panel().rows_records))]
    return [
        *({"kind": "rows", "page": 0, "number": 1, "row": row} for row in rows),
        *({"kind": "file", "format": name, "number": 1} for name in ("csv", "xlsx")),
    ]


def _answered(view: View, request: dict[str, Any]) -> str:
    found = answer(view, request)
    if found.get("kind") != "file":
        return str(found)
    content = base64.b64decode(found["base64"])
    if request["format"] == "csv":
        return content.decode("utf-8")
    book = openpyxl.load_workbook(BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
