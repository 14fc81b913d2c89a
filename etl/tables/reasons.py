"""Why a column is read as it is: a code for each, whose sentence is `reason_…` among the messages."""

from etl.clean.text import heading_key
from etl.source import Source, plain_key
from etl.tables.chosen import NOTHING, Chosen
from etl.tables.found import FoundColumn, FoundTable
from etl.tables.telling import is_compared, running_totals


def reason_of(table: FoundTable, column: FoundColumn, chosen: Chosen) -> str:
    """The code of the reason for one of `table.columns`."""
    said = chosen.heading(table.layout, column)
    if said == NOTHING:
        return "left"
    source = table.source
    if source is None:
        return "no_table"
    if said and said.partition(".")[0] == source.table:
        return "chosen"
    if column.heading is None:
        return _why_not(table, column, source)
    if not column.heading.fills:
        return "idle"
    return _how(source, column)


def _why_not(table: FoundTable, column: FoundColumn, source: Source) -> str:
    meaning = source.heading(column.texts)
    if meaning is None or not meaning.fills:
        return "unknown"
    paths = [(one.index, one.texts) for one in table.columns]
    if is_compared(column.texts):
        return "compared"
    if column.index in running_totals(paths, source, meaning):
        return "running"
    is_taken = any(one.heading and set(one.heading.fills) & set(meaning.fills) for one in table.columns)
    return "second" if is_taken or table.spread else "halves"


def _how(source: Source, column: FoundColumn) -> str:
    heading, texts = column.heading, [text for text in column.texts if text]
    if not texts or source.heading(column.texts) != heading:
        return "values"
    keys = [heading_key(text)[0] for text in texts]
    spellings = [spelling for spelling, one in source.headings.items() if one == heading]
    for start in range(len(keys)):
        found = next((name for name in ("/".join(keys[start:]), "".join(keys[start:])) if name in spellings), None)
        if found:
            if start < len(keys) - 1:
                return "levels"
            return "exact" if found == spellings[0] else "alias"
    return "numbered" if plain_key(texts[-1]) in spellings else "two_languages"
