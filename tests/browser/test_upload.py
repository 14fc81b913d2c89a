"""The page `upload` in a browser: hostile workbooks, text that is typed and not saved, other headings, the keyboard."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from etl.places import SAMPLES
from tests.browser.browsing import LOOK, PATIENCE, PICTURES, address, opened, serving
from tests.browser.test_accessibility import findings
from tests.conftest import build_workbook
from tests.pages.warehouses import make_warehouse

HOSTILE = "<img src=http://127.0.0.1:9/y.png onerror=alert(1)> **b** $x$ :material/home: {words} \u202egnp"
SHOWN = "<img src=http://127.0.0.1:9/y.png onerror=alert(1)> **b** $x$ :material/home: {words} gnp"
NAME = "<img src=x onerror=alert(1)> {rows} \u202egpj.xlsx"
# What the console says of the one workbook that the server does not take.
REFUSED = "status of 422"
HEAD = ["日期", "方向", "机构", "人数", "事由"]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server of these tests' own."""
    data = make_warehouse(tmp_path_factory.mktemp("upload"), sorted(SAMPLES.glob("visits_2014*.xlsx")))
    with serving(data) as base:
        yield base


@pytest.fixture
def page(office, contexts):
    """The page on a desk, with no draft; afterwards nothing has failed, and the draft is given up."""
    with opened(contexts["desk"], address(office, "upload", language="zh-Hans"), "upload") as (tab, seen):
        yield tab
        assert [said for said in seen.console if REFUSED not in said] == []
        assert seen.foreign == []
        if (away := tab.get_by_role("button", name="放弃这一批")).count():
            away.click()
            tab.get_by_role("button", name="放弃", exact=True).click()
            expect(tab.locator(".zs-upload-card")).to_have_count(0)


def dropped(tab, *paths):
    """The cards of the workbooks, read."""
    tab.locator(".zs-upload input[type=file]").set_input_files([str(path) for path in paths])
    cards = tab.locator(".zs-upload-card")
    expect(cards.get_by_text("已检查", exact=True)).to_have_count(len(paths), timeout=PATIENCE)
    return cards


def write(path, rows):
    return build_workbook(path, [HEAD, *rows])


def test_hostile_text_is_only_text(page, tmp_path):
    rows = [["2026-03-05", "赴港", HOSTILE, 7, "a"], [HOSTILE, "赴港", "香港大学", 7, HOSTILE]]
    card = dropped(page, write(tmp_path / NAME, rows))
    expect(card.get_by_role("heading").first).to_have_text("<img src=x onerror=alert(1)> {rows} gpj.xlsx")
    expect(card.get_by_role("group", name=SHOWN)).to_be_visible()
    expect(card.locator(".zs-upload-problem .zs-upload-seen")).to_have_text([SHOWN])
    page.get_by_text("逐行看").click(timeout=PATIENCE)
    expect(page.locator(".zs-upload-effect tr").filter(has_text="<img")).to_have_count(1)
    assert page.locator(".zs-upload :is(img, b > b, .katex, script)").count() == 0
    look = page.evaluate(LOOK)
    assert look["main"][0] <= look["main"][1]
    page.screenshot(path=PICTURES / "upload-hostile.png")


def test_what_is_typed_is_never_dropped(page, tmp_path):
    bad = write(
        tmp_path / "bad.xlsx", [["2026-03-05", "赴港", "香港大学", 7, "a"], ["3月40日", "赴港", "香港大学", 7, "b"]]
    )
    dropped(page, bad)
    field = page.get_by_label("更正单元格 A3")
    field.fill("2026-03-0")
    expect(page.get_by_text("还没有保存，按回车保存")).to_be_visible()
    # Another workbook comes and everything is drawn again.
    dropped_too = write(tmp_path / "other.xlsx", [["2026-04-05", "赴港", "香港大学", 8, "c"]])
    page.locator(".zs-upload input[type=file]").set_input_files(str(dropped_too))
    expect(page.locator(".zs-upload-card").get_by_text("已检查", exact=True)).to_have_count(2, timeout=PATIENCE)
    expect(field).to_have_value("2026-03-0")
    expect(page.get_by_text("有 1 处输入还没有保存：")).to_be_visible()
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()
    # What is taken and still is no date is said at the cell again, with what was written.
    field.press("Enter")
    expect(page.get_by_text("“2026-03-0”不是能确定的日期")).to_be_visible(timeout=PATIENCE)
    expect(field).to_have_value("2026-03-0")
    field.fill("2026-03-09")
    field.press("Enter")
    expect(page.get_by_text("全部检查完毕，没有问题")).to_be_visible(timeout=PATIENCE)
    # It is there when the page is opened anew, and can be taken back.
    page.reload()
    page.get_by_text("已经选择和更正的（1）").click()
    page.get_by_role("button", name="收回").click()
    expect(page.get_by_label("更正单元格 A3")).to_have_value("3月40日", timeout=PATIENCE)


def test_another_heading_row_in_place(page, tmp_path):
    """A line of headings that no rule takes for one: clicked, it is."""
    rows = [
        ["交流互访登记"],
        ["甲", "乙", "丙", "丁"],
        ["2026-03-05", "赴港", "香港大学", 7],
        ["2026-03-06", "赴港", "香港大学", 8],
    ]
    path = build_workbook(tmp_path / "strange.xlsx", rows)
    page.locator(".zs-upload input[type=file]").set_input_files(str(path))
    card = page.locator(".zs-upload-card")
    expect(card.get_by_text("无法读取", exact=True)).to_be_visible(timeout=PATIENCE)
    card.get_by_text("工作表“").click()
    if not card.get_by_role("button", name="第 2 行是表头").is_visible():
        card.get_by_text("表头行不对？换一行").click()
    card.get_by_role("button", name="第 2 行是表头").click()
    card.get_by_role("group", name="台账").get_by_role("button", name="交流互访").click(timeout=PATIENCE)
    for heading, column in {"甲": "开始日期", "乙": "方向", "丙": "机构", "丁": "人数"}.items():
        card.get_by_label(f"表头“{heading}”是哪一列").first.select_option(label=column, timeout=PATIENCE)
        expect(card.get_by_role("group", name=heading)).to_have_count(0, timeout=PATIENCE)
    expect(card.get_by_text("交流互访 2 行")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("全部检查完毕，没有问题")).to_be_visible(timeout=PATIENCE)


def test_all_sure_suggestions_with_one_click(page, tmp_path):
    rows = [["日期", "方向", "会见机构名", "人数"], ["2026-05-05", "赴港", "香港大学", 7]]
    card = dropped(page, build_workbook(tmp_path / "alike.xlsx", rows))
    expect(card.get_by_role("group", name="会见机构名")).to_be_visible()
    page.get_by_role("button", name="采纳全部可靠的建议（1）").click()
    expect(card.get_by_text("4 列认出 4 列")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("全部检查完毕，没有问题")).to_be_visible(timeout=PATIENCE)


OTHERS = """async ([bytes]) => {
  const ask = async (method, path, body) => (await fetch(`/stewardship/${path}`, { method, body })).json();
  const { id } = await ask('POST', 'drafts');
  await ask('PUT', `drafts/${id}/workbooks?name=other.xlsx`, new Uint8Array(bytes));
  while (!(await ask('GET', `drafts/${id}`)).is_ready) await new Promise(done => setTimeout(done, 200));
  return ask('POST', `drafts/${id}/publish`);
}"""


def test_a_version_that_came_meanwhile_is_said(page, tmp_path):
    same = ["2026-03-05", "赴港", "香港大学", 7, "a"]
    dropped(page, write(tmp_path / "two.xlsx", [same, ["2026-03-06", "赴港", "香港大学", 7, "b"]]))
    expect(page.get_by_text("交流互访 新增 2", exact=True)).to_be_visible(timeout=PATIENCE)
    other = write(tmp_path / "other.xlsx", [same])
    assert "version" in page.evaluate(OTHERS, [list(other.read_bytes())])
    # Whoever publishes at once, or waits, is told what is no longer as it was shown, and asked again.
    again = page.get_by_role("button", name="看过了，照现在的发布")
    expect(again).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".zs-upload-last").get_by_text("新增 2 → 1、不变 0 → 1")).to_be_visible()
    again.click()
    expect(page.get_by_text("已发布为版本")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("link", name="导入记录").last).to_have_attribute("href", "/loads?language=zh-Hans")


def test_by_keyboard_and_templates(page, tmp_path):
    with page.expect_file_chooser():
        page.get_by_role("button", name="选择文件").press("Enter")
    with page.expect_download() as download:
        page.locator(".zs-upload-help").get_by_role("button", name="签约意向").click()
    assert download.value.suggested_filename == "签约意向.xlsx"
    download.value.save_as(tmp_path / "template.xlsx")
    assert load_workbook(tmp_path / "template.xlsx").sheetnames[0] == "签约意向"


def test_what_cannot_be_taken_says_why(page, tmp_path):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    page.locator(".zs-upload input[type=file]").set_input_files(str(tmp_path / "empty.xlsx"))
    expect(page.get_by_text("工作簿是空的")).to_be_visible()
    page.get_by_role("button", name="清掉没有收下的").click()
    expect(page.get_by_text("工作簿是空的")).to_have_count(0)


@pytest.mark.parametrize(("size", "scheme", "language"), [("desk", "dark", "en"), ("phone", "light", "zh-Hant")])
def test_everybody_can_use_it(office, contexts, tmp_path, size, scheme, language):
    path = write(
        tmp_path / "bad.xlsx",
        [["3月40日", "赴港", "Hongkong Univercity", 7, "b"], ["2026-03-05", "赴港", "香港大学", 7, "z"]],
    )
    with opened(contexts[size], address(office, "upload", language=language), "upload") as (tab, seen):
        tab.emulate_media(color_scheme=scheme)
        assert findings(tab) == []
        tab.locator(".zs-upload input[type=file]").set_input_files(str(path))
        expect(tab.locator(".zs-upload-effect tbody tr").first).to_be_visible(timeout=PATIENCE)
        for summary in tab.query_selector_all(".zs-upload-card details:not([open]) > summary"):
            summary.evaluate("one => one.click()")
        assert findings(tab) == []
        look = tab.evaluate(LOOK)
        assert look["main"][0] <= look["main"][1]
        assert [one["text"] for one in look["texts"] if one["size"] < 12] == []
        tab.screenshot(path=PICTURES / f"upload-{size}-{language}.png")
        tab.locator("[data-key=withdraw]").click()
        tab.locator("[data-key=leave]").click()
        expect(tab.locator(".zs-upload-card")).to_have_count(0)
        assert seen.console == []
