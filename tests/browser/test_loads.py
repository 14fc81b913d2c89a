"""The page `loads` in a browser: undo with its effect shown first, redo, what anybody can read and reach."""

import pytest
from playwright.sync_api import expect

from etl.places import SAMPLES
from tests.browser.browsing import LOOK, PATIENCE, address, opened, serving
from tests.browser.test_accessibility import findings
from tests.pages.warehouses import make_warehouse


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server of these tests' own, with one load of nine visits."""
    data = make_warehouse(tmp_path_factory.mktemp("loads"), sorted(SAMPLES.glob("visits_2014*.xlsx")))
    with serving(data) as base:
        yield base


def change(tab, open_it, do_it):
    """Asks for the change, waits for its effect, does it; → the first row of the effect."""
    tab.get_by_role("button", name=open_it).first.click()
    dialog = tab.get_by_role("dialog")
    row = dialog.get_by_role("row").nth(1)
    expect(row).to_be_visible(timeout=PATIENCE)
    told = row.get_by_role("cell").all_inner_texts()
    dialog.get_by_role("button", name=do_it).click()
    expect(dialog).to_be_hidden(timeout=PATIENCE)
    return told


def test_undo_shows_its_effect_then_redo_brings_it_back_without_a_reload(office, contexts):
    with opened(contexts["desk"], address(office, "loads", language="zh-Hans"), "loads") as (tab, seen):
        assert findings(tab) == []
        undone = change(tab, "撤销…", "撤销这一批")
        assert undone[:5] == ["交流团组", "全部时间", "9 团", "0 团", "减 9 团"]
        expect(tab.get_by_text("已撤销", exact=True)).to_be_visible(timeout=PATIENCE)
        redone = change(tab, "恢复…", "恢复这一批")
        assert redone[2:4] == ["0 团", "9 团"]
        expect(tab.get_by_text("计入", exact=True)).to_be_visible(timeout=PATIENCE)
        assert seen.console == []
        assert seen.foreign == []


def test_on_a_phone_a_load_is_opened_and_nothing_sticks_out(office, contexts):
    with opened(contexts["phone"], address(office, "loads", language="en"), "loads") as (tab, _):
        tab.get_by_role("button", name="visits_2014_2019.xlsx").click()
        expect(tab.get_by_text("What this load changed")).to_be_visible()
        expect(tab.get_by_role("dialog").get_by_role("row").nth(1)).to_be_visible(timeout=PATIENCE)
        wide, window = tab.evaluate(LOOK)["document"]
        assert wide <= window
        with tab.expect_download() as got:
            tab.get_by_role("button", name="Workbook as received").click()
        assert got.value.path().read_bytes() == (SAMPLES / "visits_2014_2019.xlsx").read_bytes()
