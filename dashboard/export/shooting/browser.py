"""The one door to Playwright: the system's browser, which talks to our own server and to nobody else."""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    PdfMargins,
    ViewportSize,
    sync_playwright,
)
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
# The first has no window to draw, and needs half the memory.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
)

# Scripts collect their garbage early: a tenth less memory, and no pixel differs.
SMALL = "--js-flags=--max-semi-space-size=1"


class NoBrowser(CooperationError):
    """There is no browser to take pictures with."""


class BrowserLost(CooperationError):
    """The browser ended, or did not do what it was told outside of a page."""


def browser_path() -> Path | None:
    """The system's browser, if there is one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


@contextmanager
def open_browser(address: str) -> Iterator[Browser]:
    """A browser that resolves no name but the server's own. Raises `NoBrowser`, and `BrowserLost` when it ends."""
    host = urlsplit(address).hostname or "127.0.0.1"
    # Of a browser that was killed asyncio says more than the sentence that we say.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    # Playwright's own process keeps little garbage either.
    os.environ.setdefault("NODE_OPTIONS", "--max-semi-space-size=1")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=browser_path(),
                args=[f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}", "--force-color-profile=srgb", SMALL],
            )
        except Error as error:
            if browser_path() is None:
                raise NoBrowser(message("no_browser")) from error
            raise BrowserLost(message("browser_lost", seen=_first_line(error))) from error
        try:
            yield browser
            browser.close()
        except Error as error:
            raise BrowserLost(message("browser_lost", seen=_first_line(error))) from error
        except CooperationError as error:
            if browser.is_connected():
                raise
            raise BrowserLost(message("browser_lost", seen=str(error)[:120])) from error
        # After any other exception it is not asked to close: it may be the one that does not answer.


def _first_line(error: Error) -> str:
    return str(error).splitlines()[0][:120]


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
    yield context
    # After an exception it ends with its browser, which may not answer any more.
    context.close()
