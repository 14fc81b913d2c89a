"""What a heading may be taken for: the columns of a table, by the names that its template gives them."""

from etl.source import Source
from etl.write.fields import entries, template_fields


def column_choices(source: Source, language: str) -> list[tuple[str, str]]:
    """(what a decision calls it, name) of everything that a heading of the table can fill.

    Several columns that one heading fills are joined, `start_date+end_date`, as in a decision.
    """
    named = {field.column: field.heading for field in template_fields(source, language)}
    choices: dict[str, str] = {}
    for entry in entries(source.table):
        if entry["fills"]:
            known = [named[column] for column in entry["fills"] if column in named]
            choices.setdefault("+".join(entry["fills"]), " – ".join(known) or entry["fills"][0])
    return list(choices.items())
