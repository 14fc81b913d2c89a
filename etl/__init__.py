"""Workbooks in, a warehouse out: read, find tables, map columns, clean values, resolve names, check, load."""
