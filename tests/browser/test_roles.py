"""Roles as a browser shows them: the way in, the menu, a page that one does not have, an account that ends."""

import pytest

from tests.browser.browsing import wait
from tests.security.served import ACCOUNTS, PASSWORD, furnish, serving

STEWARDSHIP = {"upload", "loads", "names"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server with sign-in, and everybody's account."""
    with serving(furnish(tmp_path_factory.mktemp("roles") / "data")) as running:
        yield running


@pytest.fixture
def context(browser):
    """A browser of its own, with nobody signed in."""
    made = browser.new_context(locale="zh-CN", timezone_id="Asia/Hong_Kong", reduced_motion="reduce")
    yield made
    made.close()


def sign_in(context, guarded, role, path="/"):
    """A tab in which somebody has signed in by hand, on the way to `path`."""
    tab = context.new_page()
    tab.goto(f"http://{guarded.host}{path}")
    assert "/sign-in" in tab.url
    tab.fill("input[name=name]", ACCOUNTS[role])
    tab.fill("input[name=password]", PASSWORD)
    tab.click("button")
    wait(tab)
    return tab


def linked(tab):
    """The pages that the page links to."""
    addresses = tab.eval_on_selector_all("a[href]", "all => all.map(one => new URL(one.href).pathname.slice(1))")
    return set(addresses)


@pytest.mark.parametrize(("role", "has"), [("partner", False), ("viewer", False), ("analyst", True), ("admin", True)])
def test_the_menu_and_a_page_that_one_may_not_have(guarded, context, role, has):
    tab = sign_in(context, guarded, role)
    assert (linked(tab) >= STEWARDSHIP) == has
    assert bool(STEWARDSHIP & linked(tab)) == has
    tab.goto(f"http://{guarded.host}/upload")
    wait(tab)
    assert (tab.locator(".st-key-panel-upload, [class*=st-key-upload]").count() > 0) == has
    assert tab.locator("input[type=file]").count() == (1 if has else 0)


def test_a_deep_link_leads_through_the_sign_in_to_the_page(guarded, context):
    tab = sign_in(context, guarded, "viewer", "/visits?direction=ZS_TO_HK")
    assert tab.url == f"http://{guarded.host}/visits?direction=ZS_TO_HK"


def test_an_account_that_ends_while_its_page_is_open(guarded, context, monkeypatch):
    from dashboard.access.accounts import change

    tab = sign_in(context, guarded, "other analyst", "/loads")
    monkeypatch.setenv("COOPERATION_DATA", str(guarded.data))
    change(ACCOUNTS["other analyst"], is_disabled=True)
    tab.goto(f"http://{guarded.host}/loads")
    assert "/sign-in" in tab.url
    status = tab.evaluate("fetch('/stewardship/loads').then(answer => answer.status)")
    assert status == 401
