"""The one door to Playwright: the system's browser, which talks to our own server and to nobody else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, PdfMargins, ViewportSize, sync_playwright
from playwright.sync_api import TimeoutError as Late

from etl.errors import CooperationError
from etl.messages import message

__all__ = [
    "Browser",
    "BrowserContext",
    "Error",
    "Late",
    "Page",
    "PdfMargins",
    "ViewportSize",
    "new_context",
    "open_browser",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


class NoBrowser(CooperationError):
    """There is no browser to take pictures with."""


def browser_path() -> Path | None:
    """The system's browser, if there is one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


@contextmanager
def open_browser(address: str) -> Iterator[Browser]:
    """A browser that resolves no name but the server's own. Raises `NoBrowser`."""
    host = urlsplit(address).hostname or "127.0.0.1"
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=browser_path(),
                args=[f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}", "--force-color-profile=srgb"],
            )
        except Error as error:
            raise NoBrowser(message("no_browser")) from error
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_context(browser: Browser, width: int, height: int, scale: float, language: str) -> Iterator[BrowserContext]:
    """A light page of that size in CSS pixels, at the office's time, that does not move."""
    locale = {"zh-Hans": "zh-CN", "zh-Hant": "zh-HK", "en": "en-GB"}[language]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale=locale,
        timezone_id="Asia/Hong_Kong",
        reduced_motion="reduce",
        color_scheme="light",
    )
    try:
        yield context
    finally:
        context.close()
