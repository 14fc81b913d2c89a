"""A page that failed: the log gets the cause, the reader one sentence with a number to quote."""

import logging
import secrets
import traceback

import streamlit as st

from dashboard.reader import language_of_page
from dashboard.text import t

log = logging.getLogger(__name__)


def report(error: Exception) -> bool:
    """Log an uncaught error of a page under a new number and tell the reader the number.

    Returns True: Streamlit shall not draw its own message, which is English whatever the page's language.
    """
    number = secrets.token_hex(3)
    place = traceback.extract_tb(error.__traceback__)[-1]
    # Streamlit has logged the traceback just before; this line ties it to the number.
    log.error("incident %s: %s at %s:%s (traceback above)", number, type(error).__name__, place.filename, place.lineno)
    st.error(t("error.page", language_of_page(), incident=number))
    return True
