"""The page `names` in a browser: a target edited and seen on the overview, an alias added, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from etl.places import SAMPLES
from tests.browser.browsing import PATIENCE, address, opened, serving, wait
from tests.browser.test_accessibility import findings
from tests.pages.warehouses import make_warehouse


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server of these tests' own."""
    data = make_warehouse(tmp_path_factory.mktemp("names"), sorted(SAMPLES.glob("visits_20*.xlsx")))
    with serving(data) as base:
        yield base


def do(tab, reason="测试"):
    """Waits for the effect, gives the reason, does it."""
    dialog = tab.get_by_role("dialog")
    button = dialog.get_by_role("button", name="确定")
    expect(button).to_be_enabled(timeout=PATIENCE)
    dialog.get_by_role("textbox", name="理由").fill(reason)
    button.click()
    expect(tab.get_by_text("已改好")).to_be_visible(timeout=PATIENCE)


def test_a_target_is_edited_and_the_overview_goes_by_it(office, contexts):
    with opened(contexts["desk"], address(office, "names", language="zh-Hans"), "names") as (tab, seen):
        assert findings(tab) == []
        tab.get_by_role("tab", name="目标").click()
        tab.get_by_role("button", name="新增…").click()
        dialog = tab.get_by_role("dialog")
        dialog.get_by_label("指标").select_option("delegations")
        dialog.get_by_label("年份").fill("2026")
        dialog.get_by_label("目标值").fill("many")
        dialog.get_by_role("button", name="看影响").click()
        # Refused at its field; what was typed stays, also when the sheet is closed.
        expect(dialog.get_by_text("不是大于 0 的数字")).to_be_visible(timeout=PATIENCE)
        tab.keyboard.press("Escape")
        expect(tab.get_by_text("有 1 处改动还没有保存")).to_be_visible()
        tab.get_by_role("button", name="新增…").click()
        expect(dialog.get_by_label("目标值")).to_have_value("many")
        dialog.get_by_label("目标值").fill("40")
        dialog.get_by_role("button", name="看影响").click()
        do(tab)
        expect(tab.get_by_role("cell", name="交流团组")).to_be_visible(timeout=PATIENCE)
        tab.get_by_role("link", name="总览").click()
        wait(tab)
        expect(tab.locator(".zs-card").filter(has_text="交流团组").first).to_contain_text("2026年目标 40")
        assert seen.foreign == []


def test_an_alias_is_added_to_an_organisation(office, contexts):
    with opened(contexts["desk"], address(office, "names", language="zh-Hans"), "names") as (tab, _):
        tab.get_by_role("searchbox").fill("生产力")
        tab.get_by_role("button", name="修改…").first.click()
        dialog = tab.get_by_role("dialog")
        dialog.get_by_label("加一个写法").fill("香港生产力<b>局</b>")
        dialog.get_by_label("加一个写法").locator("xpath=../following-sibling::button").click()
        do(tab)
        tab.get_by_role("searchbox").fill("<b>")
        expect(tab.get_by_role("cell", name="香港生产力<b>局</b>")).to_be_visible(timeout=PATIENCE)
