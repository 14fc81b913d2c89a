"""How rows write the names that people decided about: SQL cannot tell Traditional from Simplified."""

from typing import TYPE_CHECKING

from etl.history.decisions import all_decisions
from etl.insert import insert_rows
from etl.names.known_names import name_key
from etl.reference_edits import KIND, editable, said_by
from etl.schema import columns, comment_statements, meaning, rows_table
from etl.source import sources
from etl.state import in_force

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

PARTNERS = "partners"
# table of names → the columns of facts that hold them
PLACES = {"sectors": ("sectors", "sector"), "towns": ("towns", "town")}
SPELLINGS = "decided_spellings"
# The names joined in a text, as `etl.names.resolve` separates them: a comma in brackets separates none.
JOINED = "(?:[^、（(]|[（(][^）)]*[）)]|[（(])+"


def keep_spellings(connection: "Connection") -> None:
    """Makes the table by which decisions about names find the rows. To be called before a state is asked for, whenever
    rows or decisions may have changed.

    It holds every way in which the rows write a name that a person decided about, with its key.
    """
    connection.execute(f"create or replace table {SPELLINGS} (written varchar, key varchar, names_of varchar)")
    for statement in comment_statements(SPELLINGS, columns(SPELLINGS), meaning(SPELLINGS)):
        connection.execute(statement)
    decisions = all_decisions(connection)
    for names_of in (PARTNERS, *PLACES):
        said = {spelling for d in decisions if d["table_name"] == names_of for spelling, _ in said_by(d)}
        keys = {name_key(spelling) for spelling in said}
        if not keys:
            continue
        lists = (written_sql(table) if names_of == PARTNERS else place_sql(table, names_of) for table in sources())
        facts = " union all ".join(
            f"select unnest({names}) as written from {rows_table(table)}"
            for table, names in zip(sources(), lists, strict=True)
            if names
        )
        written = connection.execute(f"select distinct written from ({facts})").fetchall()
        known = sorted({text for text in (*said, *(text for (text,) in written)) if name_key(text) in keys})
        rows = [{"written": text, "key": name_key(text), "names_of": names_of} for text in known]
        insert_rows(connection, SPELLINGS, columns(SPELLINGS), rows)


def kept_sql(table: str) -> str:
    """The expression that gives the partners of a row as a list."""
    return "partners" if "partners" in sources()[table].columns else f"regexp_extract_all(partner, '{JOINED}')"


def written_sql(table: str) -> str:
    """How each of them was written; rows of an earlier release do not say it."""
    kept = kept_sql(table)
    return f"case when len(partners_written) = len({kept}) then partners_written else {kept} end"


def place_sql(table: str, names_of: str) -> str | None:
    """The expression that gives the sectors or towns of a row as a list; None where a table has none."""
    several, one = PLACES[names_of]
    known = sources()[table].columns
    if several in known:
        return several
    return f"regexp_extract_all({one}, '{JOINED}')" if one in known else None


def said_sql(names_of: str, as_of: str | None = None) -> str:
    """A select of `written` and `name`: what the latest decision in force says of each way in which rows write a name.

    An alias says it, and an edited row of each of its names. `as_of` as in `etl.state.state_sql`.
    """
    about = f"table_name = '{names_of}' and {in_force('decided_at', 'undone_at', as_of)}"
    named = " ".join(
        f"union all select decision_id, json_extract_string(object, '$.{column}'), subject from decisions"
        f" where kind = '{KIND}' and {about} and json_extract_string(object, '$.{column}') <> ''"
        for column in (editable()[names_of]["spellings"] if names_of in editable() else ())
    )
    return f"""
        select spelling.written, choice.object as name
        from (
            select decision_id, subject, object from decisions
            where kind = 'name_is' and {about}
            {named}
        ) as choice
        join {SPELLINGS} as decided on decided.written = choice.subject
        join {SPELLINGS} as spelling on spelling.key = decided.key
        where coalesce(decided.names_of, '{PARTNERS}') = '{names_of}'
            and coalesce(spelling.names_of, '{PARTNERS}') = '{names_of}'
        qualify row_number() over (partition by spelling.written order by choice.decision_id desc) = 1
    """
