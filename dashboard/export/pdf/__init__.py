"""`brief.pdf`: put together from printed pages, with its tags and letters."""
