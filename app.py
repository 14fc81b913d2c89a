"""The frame of every page: who reads, the menu, the page, and last of all the mark that it is completely drawn."""

import streamlit as st

from dashboard import printing
from dashboard.access.identity import current_identity
from dashboard.component import page
from dashboard.layout import line
from dashboard.navigation import draw_menu, menu
from dashboard.reader import language_of_page, read
from dashboard.ready import ready
from dashboard.rotation import rotate
from dashboard.search.box import search_box
from dashboard.style import style
from dashboard.text import t
from dashboard.text.show import show
from etl.errors import CooperationError

st.set_page_config(page_title=t("app.name", language_of_page()), layout="wide")
try:
    who = current_identity()
    reader = read(who)
except CooperationError as error:
    st.error(show(str(error), 200))
    st.stop()
shown = menu(reader, who)
with page(style(reader.language, reader.view)):
    if reader.view == "page":
        with line():
            draw_menu(reader, who, shown)
            search_box(reader, who)
    if reader.view == "print":
        printing.begin(reader)
    shown.run()
    if reader.view == "print":
        printing.end(reader)
    if reader.view == "screen":
        rotate(reader, shown)
    ready(reader, shown.url_path)
