"""The frame of every page: who reads, the menu, the page, and last of all the mark that it is completely drawn."""

import streamlit as st

from dashboard.navigation import menu
from dashboard.reader import language_of_page, read
from dashboard.style import style
from dashboard.text import t
from etl.errors import CooperationError

st.set_page_config(page_title=t("app.name", language_of_page()), layout="wide")
try:
    reader = read()
except CooperationError as error:
    st.error(str(error))
    st.stop()
style(reader.language, reader.view)
page = menu(reader.language, reader.view)
with st.container(gap=12):
    page.run()
    # An empty container is not rendered, so the mark holds a space.
    with st.container(key="page-ready"):
        st.space(1)
