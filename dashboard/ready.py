"""The mark at the end of a page, `.st-key-page-ready`: the browser sets it when everything before it is drawn."""

from dashboard.component import component, pack
from dashboard.reader import Reader


def ready(reader: Reader, page: str) -> None:
    """The last call of a page, which one that failed never reaches."""
    view = (page, reader.version.name, reader.language, reader.view, reader.filters)
    component("ready", "page-end", pack({"view": repr(view)}))
