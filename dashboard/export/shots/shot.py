"""One shot, as plain data that any process reads without the pages' libraries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

FILE = "shots.toml"
SHIPPED = Path(__file__).with_name(FILE)
FORMATS = ("png", "pdf", "pptx", "xlsx")
# The page at the root, the first of `dashboard.navigation`.
FIRST_PAGE = "overview"


@dataclass(frozen=True)
class Shot:
    """One picture: a page as a reader would see it at an address; in `languages`, or in all when it names none."""

    name: str
    page: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    width: int = 1920
    height: int = 1080
    scale: float = 2
    languages: tuple[str, ...] = ()

    def path(self, language: str, as_of: str, view: str = "page") -> str:
        """The address below the server's, the same on every run of the same week."""
        query = {**self.choices, "language": (language,), "as_of": (as_of,)}
        if view != "page":
            query["view"] = (view,)
        return f"/{'' if self.page == FIRST_PAGE else self.page}?{urlencode(query, doseq=True)}"
