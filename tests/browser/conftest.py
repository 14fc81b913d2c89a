"""One browser, one server with the samples, one context a size; each page is opened once and looked at often."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from etl.places import SAMPLES
from tests.browser.browsing import Seen, address, browser_path, see, serving
from tests.pages.warehouses import make_warehouse

SIZES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1920, "height": 1080}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36",
        "is_mobile": True,
        "has_touch": True,
    },
}
Look = Callable[[str, str, str], Seen]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder with the sample workbooks loaded."""
    return make_warehouse(tmp_path_factory.mktemp("browser"), sorted(SAMPLES.glob("*.xlsx")))


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    """The address of the server with the sample workbooks."""
    with serving(data) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Size → context."""
    same: dict[str, Any] = {
        "locale": "zh-CN",
        "timezone_id": "Asia/Hong_Kong",
        "reduced_motion": "reduce",
        "color_scheme": "light",
    }
    made = {size: browser.new_context(**same, **options) for size, options in SIZES.items()}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="session")
def look(server: str, contexts: dict[str, BrowserContext]) -> Look:
    """`look(page, language, size)`: the page, opened at the first call."""
    known: dict[tuple[str, str, str], Seen] = {}

    def at(page: str, language: str, size: str) -> Seen:
        key = (page, language, size)
        if key not in known:
            url = address(server, page, language=language)
            known[key] = see(contexts[size], url, page, f"{page}-{language}-{size}")
        return known[key]

    return at
