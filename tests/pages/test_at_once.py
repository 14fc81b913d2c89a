"""Several readers at one moment."""

import pytest

from dashboard import navigation
from tests.pages.drawn import draw

pytestmark = pytest.mark.usefixtures("samples")


def test_no_reader_runs_the_page_of_another(monkeypatch):
    """Streamlit notes on a page that it was run, and runs it no second time."""
    menu_alone, pages = navigation.draw_menu, []

    def meanwhile(reader, who, page):
        pages.extend([page, navigation.menu(reader, who)])
        menu_alone(reader, who, page)

    monkeypatch.setattr(navigation, "draw_menu", meanwhile)
    assert draw("overview").is_ready
    one, other = pages
    assert one.url_path == other.url_path
    assert one is not other
