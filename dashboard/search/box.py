"""The search field in the header of every page; drawn by `frontend/search.js`, which asks `/search` while one types."""

from dashboard.access.identity import Identity
from dashboard.access.rights import may
from dashboard.component import component, pack
from dashboard.reader import Reader
from dashboard.search.index import prepare

WORDS = ("search.label", "search.placeholder", "search.none", "search.failed", "search.close")


def search_box(reader: Reader, who: Identity) -> None:
    """Draws the field, once a page; with the first page of a version its index begins to be built."""
    if not may(who, "search"):
        return
    prepare(reader.version)
    words = {key.partition(".")[2]: reader.t(key) for key in WORDS}
    component("search", "search", pack({"language": reader.language, "words": words}))
