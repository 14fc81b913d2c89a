"""Everything shown that is not a page."""
