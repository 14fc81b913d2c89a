"""The page `names`."""

from dashboard.panel import header
from dashboard.reader import current

reader = current()
header(reader, reader.t("page.names"))
