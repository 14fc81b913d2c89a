"""What was loaded by whom, what came of it, undo and redo; for administrators who did what."""

from dashboard.access.identity import current_identity
from dashboard.access.rights import may
from dashboard.panel import header
from dashboard.reader import current
from dashboard.stewardship.screen import screen
from dashboard.stewardship.words import LOADS, SHARED

reader = current()
header(reader, reader.t("page.loads"))
screen(reader, "loads", (*SHARED, *LOADS), audit=may(current_identity(), "audit"))
