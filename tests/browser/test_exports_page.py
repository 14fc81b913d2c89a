"""The page `exports` in a browser: the list of shots changed by hand, refused at its field, kept; approval by name."""

import shutil

import pytest
from playwright.sync_api import expect

from dashboard.export.shots.shot import FILE
from tests.browser.browsing import PATIENCE, address, opened, serving
from tests.browser.test_accessibility import findings


@pytest.fixture(scope="module")
def data_of_office(data, tmp_path_factory):
    """A data folder with one recipient."""
    folder = tmp_path_factory.mktemp("exports") / "data"
    shutil.copytree(data, folder)
    (folder / "delivery.toml").write_text(
        '[[to]]\nname = "领导文件夹"\nkind = "folder"\naddress = "/srv/leaders"\n', "utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def office(data_of_office):
    with serving(data_of_office) as base:
        yield base


def test_the_list_is_changed_refused_and_kept(office, data_of_office, contexts):
    with opened(contexts["desk"], address(office, "exports", language="zh-Hans"), "exports") as (tab, seen):
        expect(tab.get_by_text("还没有导出过")).to_be_visible(timeout=PATIENCE)
        assert findings(tab) == []
        tab.get_by_role("tab", name="截图清单").click()
        tab.get_by_role("button", name="visits").click()
        sheet = tab.get_by_role("dialog")
        sheet.get_by_label("宽").fill("99999")
        sheet.get_by_label("添加筛选").select_option("town")
        sheet.get_by_label("镇街", exact=True).select_option("南朗街道")
        expect(sheet.get_by_label("可粘贴")).to_have_value("town=南朗街道")
        assert findings(tab) == []
        sheet.get_by_role("button", name="完成").click()
        expect(tab.get_by_role("cell", name="镇街 南朗街道")).to_be_visible()
        tab.get_by_role("button", name="保存清单").click()
        # Refused at its field, in the sheet that opens by itself.
        expect(sheet.get_by_text("应在 360 到 3840 之间")).to_be_visible(timeout=PATIENCE)
        sheet.get_by_label("宽").fill("1280")
        sheet.get_by_role("button", name="下移").click()
        sheet.get_by_role("button", name="完成").click()
        # What was typed outlives another tab.
        tab.get_by_role("tab", name="各周").click()
        tab.get_by_role("tab", name="截图清单").click()
        tab.get_by_role("button", name="保存清单").click()
        expect(tab.get_by_text("清单已保存")).to_be_visible(timeout=PATIENCE)
        kept = (data_of_office / FILE).read_text("utf-8")
        assert kept.index('name = "intents"') < kept.index('name = "visits"')
        assert 'town = ["南朗街道"]\nwidth = 1280' in kept
        tab.get_by_role("button", name="恢复随软件提供的清单").click()
        tab.get_by_role("button", name="恢复", exact=True).click()
        expect(tab.get_by_text("随软件提供的清单", exact=True)).to_be_visible(timeout=PATIENCE)
        assert not (data_of_office / FILE).exists()
        assert seen.foreign == []


def test_somebody_approves_what_will_be_sent(office, contexts):
    with opened(contexts["phone"], address(office, "exports", language="en"), "exports") as (tab, _):
        tab.get_by_role("tab", name="Sending and schedule").click()
        expect(tab.get_by_role("cell", name="领导文件夹")).to_be_visible(timeout=PATIENCE)
        assert findings(tab) == []
        tab.get_by_role("button", name="I have looked at it").click()
        expect(tab.get_by_text("local has looked at this and approved it")).to_be_visible(timeout=PATIENCE)
