"""What keeps the screen on a wall going: pages that take turns, new versions, a server that comes back.

The browser does it, in `frontend/wall.js`: it is what stays when the server does not.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.address import read_address
from dashboard.component import component, pack
from dashboard.navigation import PAGES
from dashboard.reader import Reader

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_ADDRESSES = {
    page: "/" if number == 0 else f"/{page}" for number, (_, page, action) in enumerate(PAGES) if action == "view"
}


def rotate(reader: Reader, page: "StreamlitPage") -> None:
    """Puts the wall's clockwork on the page that is shown."""
    component("wall", "wall", pack(view(reader, page.url_path)), renew=lambda _: None)


def view(reader: Reader, here: str) -> dict[str, Any]:
    """What the component is told; `here` is the shown page's address, "" for the overview."""
    turns = pages_in_turn(read_address().get("rotate", []))
    return {
        "language": reader.language,
        "version": reader.version.name,
        # A page on which something is done is no page of the wall: it gives way to the first that is.
        "here": _ADDRESSES.get(here or PAGES[0][1], ""),
        "pages": [_ADDRESSES[page] for page in turns],
        "seconds": settings()["seconds"],
        "words": {"paused": reader.t("wall.paused"), "lost": reader.t("wall.lost")},
    }


def pages_in_turn(asked: list[str]) -> list[str]:
    """The pages that the address asks for, parted by commas, else the settings'; what is no page is left out."""
    found = [page.strip() for text in asked for page in text.split(",")]
    known = [page for page in dict.fromkeys(found) if page in _ADDRESSES]
    return known or [page for page in settings()["pages"] if page in _ADDRESSES]


@cache
def settings() -> dict[str, Any]:
    """`wall.toml`."""
    return tomllib.loads(Path(__file__).with_name("wall.toml").read_text(encoding="utf-8"))
