"""Workbooks that were dropped and are not yet published: kept, checked, answered, previewed."""
