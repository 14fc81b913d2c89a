"""Every address is answered by a server that nobody has asked anything before."""

import pytest

from tests.browser.browsing import LOOK, PAGES, address, opened, serving


@pytest.mark.parametrize("page", PAGES)
def test_first_request_ever(data, contexts, page):
    with serving(data) as base, opened(contexts["desk"], address(base, page, language="en"), page) as (tab, seen):
        look = tab.evaluate(LOOK)
        assert look["errors"] == []
        assert seen.console == []
        assert look["heading"].strip()
        assert tab.locator(".zs-menu a[aria-current=page]").count() == 1
