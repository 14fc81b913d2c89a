"""An analyst's week: six raw workbooks are dropped, put right and published, on one page and in few clicks."""

import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.browsing import PATIENCE, address, opened, serving
from tests.browser.raw_week import BY_PARTNER, FIXES, MOVEMENTS, TOTALS, raw_week
from tests.conftest import Loaded, build_workbook
from tests.pages.warehouses import make_warehouse

MOST_CLICKS = 15
PUBLISHED = "已发布为版本"


@dataclass
class Hand:
    """Counts what a hand does: a click is one, to choose from a list is two, to type in a field is the click on it."""

    clicks: int = 0

    def click(self, what: Locator) -> None:
        """One click."""
        self.clicks += 1
        what.click()

    def choose(self, what: Locator, label: str) -> None:
        """The list is opened and a line of it clicked."""
        self.clicks += 2
        what.select_option(label=label)

    def write(self, what: Locator, text: str) -> None:
        """A click into the field, the text, Enter."""
        self.clicks += 1
        what.fill(text)
        what.press("Enter")

    def drop(self, tab: Page, button: Locator, paths: list[str]) -> None:
        """The button is clicked and the files are marked in the window that opens."""
        self.clicks += 2
        with tab.expect_file_chooser() as chooser:
            button.click()
        chooser.value.set_files(paths)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server over a warehouse whose one load was undone: it holds nothing."""
    folder = tmp_path_factory.mktemp("week")
    rows = [["日期", "方向", "机构", "人数"], ["2020-01-02", "赴港", "香港大学", 3]]
    data = make_warehouse(folder / "data", [build_workbook(folder / "before.xlsx", rows)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPERATION_DATA", str(data))
        from etl.warehouse import open_warehouse

        open_warehouse().undo(1, "tester")
    with serving(data, "--empty") as base:
        yield data, base


def card(tab, workbook):
    return tab.get_by_role("region", name=workbook)


def test_six_raw_workbooks_are_published(office, contexts, tmp_path, monkeypatch, capsys):
    data, base = office
    paths = [str(path) for path in raw_week(tmp_path / "raw")]
    hand, began = Hand(), time.monotonic()
    with opened(contexts["desk"], address(base, "upload", language="zh-Hans"), "upload") as (tab, seen):
        hand.drop(tab, tab.get_by_role("button", name="选择文件"), paths)
        expect(tab.get_by_text("已检查", exact=True)).to_have_count(len(paths), timeout=PATIENCE)
        for fix in FIXES:
            put_right(hand, card(tab, fix.workbook), fix)
        # The last answer was read again, and what would change is on the page.
        expect(tab.get_by_text("全部检查完毕，没有问题")).to_be_visible(timeout=PATIENCE)
        expect(tab.get_by_role("heading", name="逐个数字")).to_be_visible(timeout=PATIENCE)
        hand.click(tab.get_by_role("button", name="发布", exact=True))
        expect(tab.get_by_text(PUBLISHED)).to_be_visible(timeout=PATIENCE)
        seconds = time.monotonic() - began
        assert "/upload?" in tab.url
        assert seen.console == []
        assert seen.foreign == []
    with capsys.disabled():
        print(f"\nan analyst's week: {hand.clicks} clicks, {seconds:.0f} s")
    assert hand.clicks <= MOST_CLICKS

    monkeypatch.setenv("COOPERATION_DATA", str(data))
    from etl.warehouse import open_warehouse

    loaded = Loaded(open_warehouse())
    assert {indicator: loaded.total(indicator) for indicator in TOTALS} == TOTALS
    assert loaded.split("meetings", "partner") == BY_PARTNER
    come, gone = loaded.split("talent_in", "month"), loaded.split("talent_out", "month")
    assert {month: (come[month], gone[month]) for month in come} == MOVEMENTS


def put_right(hand, workbook, fix):
    if fix.kind == "column":
        hand.choose(workbook.get_by_label(f"表头“{fix.seen}”是哪一列").first, "人数")
    elif fix.kind == "name":
        hand.click(workbook.get_by_role("group", name=fix.seen).get_by_role("button", name=fix.to))
    else:
        hand.write(workbook.get_by_label(f"更正单元格 {fix.cell}"), fix.to)
    expect(workbook.get_by_text(fix.seen, exact=True)).to_have_count(0, timeout=PATIENCE)
