"""Workbooks in, a warehouse out: read, find tables, map columns, clean values, resolve names, check, load."""

import os

# Where lxml is installed for something else, openpyxl would read and write XML with it: with other limits on hostile
# XML, and other bytes. One way, and the one that the tests know.
os.environ["OPENPYXL_LXML"] = "False"
