"""The page `upload`."""

from dashboard.panel import header
from dashboard.reader import current
from dashboard.stewardship.upload_view import draw_upload

reader = current()
header(reader, reader.t("page.upload"))
draw_upload(reader)
