"""The weekly exports: what went out, to look at, to take away, to compare; and one made now."""

from dashboard.panel import header
from dashboard.reader import current
from dashboard.stewardship.screen import screen
from dashboard.stewardship.words import EXPORTS, SHARED

reader = current()
header(reader, reader.t("page.exports"))
screen(reader, "exports", (*SHARED, *EXPORTS))
