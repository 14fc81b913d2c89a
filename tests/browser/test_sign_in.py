"""Signing in as a person does: the page, the menu of each role, leaving, and a session that ends under one's hands."""

import pytest

from dashboard.access import accounts, passwords
from dashboard.access.accounts import Account
from dashboard.access.roles import Role
from dashboard.text import t
from etl.places import SAMPLES
from tests.browser.browsing import PATIENCE, serving, wait
from tests.pages.warehouses import make_warehouse

PASSWORD = "correct horse battery"
ROLES = {"vera": Role.VIEWER, "ana": Role.ANALYST, "boss": Role.ADMIN}
ANALYSTS_PAGES = ["upload", "loads", "names"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("signed-in"), sorted(SAMPLES.glob("*.xlsx")))


@pytest.fixture
def office(folder, monkeypatch):
    """The stores of this process are the server's."""
    monkeypatch.setenv("COOPERATION_DATA", str(folder))


@pytest.fixture(scope="module")
def base(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(folder))
        for name, role in ROLES.items():
            accounts.add(Account(name, role, password=passwords.hashed(PASSWORD)))
    with serving(folder) as found:
        yield found


@pytest.fixture(params=["desk", "phone"])
def tab(request, browser):
    size = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}[request.param]
    context = browser.new_context(viewport=size, locale="zh-HK", has_touch=request.param == "phone")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def sign_in(tab, base, name, path="/visits"):
    tab.goto(base + path)
    tab.fill("[name=name]", name)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    wait(tab)


def open_menu(tab):
    if tab.locator(".zs-menu-toggle").is_visible():
        tab.click(".zs-menu-toggle")


def test_in_look_around_and_out(tab, base):
    tab.goto(base + "/visits?sector=x")
    assert tab.title().startswith(t("sign_in.title", "zh-Hant"))
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.fill("[name=name]", "ana")
    tab.fill("[name=password]", "wrong wrong wrong")
    tab.press("[name=password]", "Enter")
    assert tab.inner_text("[role=alert]") == t("sign_in.wrong", "zh-Hant")
    tab.fill("[name=password]", PASSWORD)
    tab.click("button")
    wait(tab)
    assert tab.url == base + "/visits?sector=x"
    open_menu(tab)
    assert tab.inner_text(".zs-account summary").split() == ["ana", t("role.analyst", "zh-Hant")]
    tab.click(".zs-account summary")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.click(".zs-account button >> nth=0")
    tab.wait_for_url("**/sign-in")
    tab.goto(base + "/visits")
    assert "/sign-in?next=" in tab.url


@pytest.mark.parametrize("name", ["vera", "boss"])
def test_the_menu_and_the_pages_are_the_roles(browser, base, name):
    context = browser.new_context(locale="zh-CN")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    sign_in(tab, base, name, "/upload")
    pages = tab.eval_on_selector_all(".zs-menu a", "links => links.map(link => link.dataset.page)")
    is_analyst = ROLES[name].includes(Role.ANALYST)
    assert [page for page in ANALYSTS_PAGES if page in pages] == (ANALYSTS_PAGES if is_analyst else [])
    here = tab.get_attribute(".zs-menu a[aria-current]", "data-page")
    assert here == ("upload" if is_analyst else "overview"), "a viewer who opens /upload gets the overview"
    answer = tab.request.get(f"{base}/stewardship/drafts")
    assert answer.status == (200 if is_analyst else 403)
    context.close()


def test_a_session_that_ends_leads_back_to_the_page_for_signing_in(browser, base, office):
    context = browser.new_context(locale="zh-CN")
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    sign_in(tab, base, "vera", "/talent?language=en")
    accounts.change("vera")
    tab.wait_for_url("**/sign-in?next=%2Ftalent%3Flanguage%3Den")
    assert "Sign in" in tab.title()
    context.close()
