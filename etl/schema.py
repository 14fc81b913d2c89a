"""The warehouse's tables as SQL, made from the source descriptions; every column carries its meaning."""

from etl.reference import NAMES, OTHERS, read_table
from etl.source import Column, Source, sources

# Where a row came from; these columns stand in every table of facts.
PROVENANCE = (
    Column("is_example", "boolean", "示例数据（编造） | made-up data"),
    Column("extra", "text", "不认识的列，JSON | columns that nobody knows, as JSON"),
    Column("workbook", "text", "工作簿 | workbook"),
    Column("sheet", "text", "工作表 | sheet"),
    Column("row_number", "integer", "Excel 行号 | row number as Excel shows it"),
    Column("cells", "text", "各列所在单元格，JSON | the cell of each column, as JSON"),
    Column("load_id", "integer", "导入批次 | load"),
)
LOADS = (
    Column("load_id", "integer", "导入批次编号 | id of the load"),
    Column("loaded_at", "text", "导入时刻，UTC，ISO 8601 | moment of the load"),
    Column("loaded_by", "text", "导入人 | who loaded"),
    Column("workbook", "text", "工作簿 | workbook"),
    Column("sha256", "text", "工作簿内容的 SHA-256 | digest of the workbook as received"),
    Column("added", "integer", "新增行数 | rows added"),
    Column("changed", "integer", "更改行数 | rows changed"),
    Column("unchanged", "integer", "未变行数 | rows unchanged"),
    Column("rejected", "integer", "未计入行数 | rows rejected"),
    Column("undone_at", "text", "撤销时刻 | moment of the undo, if undone"),
    Column("undone_by", "text", "撤销人 | who undid it"),
)
PROBLEMS = (
    Column("load_id", "integer", "导入批次 | load"),
    Column("workbook", "text", "工作簿 | workbook"),
    Column("sheet", "text", "工作表 | sheet"),
    Column("row_number", "integer", "Excel 行号 | row number"),
    Column("cell", "text", "单元格 | cell"),
    Column("column_name", "text", "列 | column"),
    Column("code", "text", "问题代码 | problem code"),
    Column("seen", "text", "看到的内容 | what was seen"),
    Column("row_kept", "boolean", "该行是否计入 | whether the row was kept"),
)


def fact_columns(source: Source) -> list[Column]:
    """A fact table's columns: what the source describes, then where the row came from."""
    return [*source.columns.values(), *PROVENANCE]


def rows_table(table: str) -> str:
    """The table in which every accepted row of `table` is kept for ever."""
    return f"{table}_rows"


def create_statements() -> list[str]:
    """The statements that make an empty warehouse."""
    statements = [_create("loads", LOADS, "导入批次 | loads"), _create("problems", PROBLEMS, "问题清单 | problems")]
    for source in sources().values():
        kept = "每一条接受过的行，永久保留 | every accepted row, kept for ever"
        statements.append(_create(rows_table(source.table), fact_columns(source), kept))
    return [statement for group in statements for statement in group]


def reference_statements() -> list[tuple[str, list[list[str]]]]:
    """(statement, rows) pairs that write the reference tables anew, all columns text."""
    found = []
    for name in (*NAMES, *OTHERS):
        rows = read_table(name)
        columns = list(rows[0]) if rows else []
        if columns:
            found.append((name, [columns, *[[row[column] for column in columns] for row in rows]]))
    return found


def comment_statements(table: str, columns: list[Column], meaning: str) -> list[str]:
    """Comments that tell any DuckDB client what a table and its columns mean."""
    return [
        f"comment on table {table} is {quoted(meaning)}",
        *(f"comment on column {table}.{column.name} is {quoted(column.meaning)}" for column in columns),
    ]


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _create(table: str, columns: tuple[Column, ...] | list[Column], meaning: str) -> list[str]:
    described = ", ".join(f"{column.name} {column.sql_type}" for column in columns)
    return [f"create table {table} ({described})", *comment_statements(table, list(columns), meaning)]
