"""Workbooks that we hand out: templates, and the analyst's own with its problems marked."""
