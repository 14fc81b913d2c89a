"""The frame of every page: who reads, the menu, the page, and last of all the mark that it is completely drawn."""

import streamlit as st

from dashboard import printing
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
    reader = read()
except CooperationError as error:
    st.error(show(str(error), 200))
    st.stop()
style(reader.language, reader.view)
page = menu(reader)
with st.container(gap=12):
    if reader.view == "page":
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_menu(reader, page)
            search_box(reader)
    if reader.view == "print":
        printing.begin(reader)
    page.run()
    if reader.view == "print":
        printing.end(reader)
    if reader.view == "screen":
        rotate(reader, page)
    ready(reader, page.url_path)
