"""Lines of a sheet that are no rows of a table: totals and notes, told by their first words."""

from etl.clean.text import heading_key
from etl.source import RowWords


def is_total(text: str, words: RowWords) -> bool:
    name = heading_key(text)[0].rstrip(":")
    return name in words.total or (len(name) <= 12 and any(name.endswith(word) for word in words.total))


def is_note(text: str, words: RowWords) -> bool:
    return any(text == word or text.startswith(f"{word}:") for word in words.footnote)
