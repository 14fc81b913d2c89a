"""Organisations, spellings, sectors, targets and rates; what waits for a decision, what was decided and proposed."""

from dashboard.access.identity import current_identity
from dashboard.access.rights import may
from dashboard.panel import header
from dashboard.reader import current
from dashboard.stewardship.screen import screen
from dashboard.stewardship.words import NAMES, SHARED

reader = current()
header(reader, reader.t("page.names"))
screen(reader, "names", (*SHARED, *NAMES), may={"edit": may(current_identity(), "edit")})
