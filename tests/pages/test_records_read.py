"""Which records a page reads: as many as it shows, however many there are."""

import pytest

from dashboard import warehouse
from tests.pages.drawn import SCRIPTS, draw

pytestmark = pytest.mark.usefixtures("samples")


@pytest.mark.parametrize("page", list(SCRIPTS))
def test_no_page_reads_a_whole_register(page, monkeypatch):
    asked, listed = [], warehouse.listed

    def told(version, listing, filters, most=None, first=0, ids=None):
        asked.append((listing, most))
        return listed(version, listing, filters, most, first, ids)

    monkeypatch.setattr(warehouse, "listed", told)
    # A period of this test's own: what was drawn before is not read again.
    assert draw(page, start="2019-02-03", end="2026-10-11").is_ready
    assert [listing for listing, most in asked if most is None] == []
    assert asked or page not in ("visits", "intents")
