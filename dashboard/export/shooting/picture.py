"""A page as a PNG: as high as its content, taken at once, and looked at before it is believed."""

import base64
import io
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import Image

from dashboard.export.shooting.browser import Page

# Grey levels between the darkest and the lightest pixel of a panel with words in it.
CONTRAST = 60
HIGHEST = 20_000  # pixels; a page higher than this is not right


def take(tab: Page, width: int, height: int, scale: float) -> bytes:
    """The page's upper left `width` × `height` CSS pixels as PNG, `scale` times as many pixels.

    By Chromium's own call: lossless, and without packing it as small as can be. Left without a clip, it forgets the
    scale of the page.
    """
    session = tab.context.new_cdp_session(tab)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    try:
        taken = session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True, "clip": clip})
    finally:
        session.detach()
    return base64.b64decode(taken["data"])


def blank(picture: bytes, panels: Iterable[Mapping[str, Any]], scale: float) -> list[str]:
    """The panels of which the picture shows nothing, by key."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
        found = []
        for panel in panels:
            left, top, width, height = (number * scale for number in panel["box"])
            part = grey.crop((int(left), int(top), int(left + width), int(top + height)))
            darkest, lightest = part.getextrema() if min(part.size) else (0, 0)
            if float(lightest) - float(darkest) < CONTRAST:  # type: ignore[arg-type]
                found.append(str(panel["key"]))
        return found
