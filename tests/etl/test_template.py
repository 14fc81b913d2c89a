"""Templates: every heading is one that the reader knows, every choice is one it takes, and a filled one loads."""

import openpyxl
import pytest

from etl.fields import template_fields
from etl.messages import LANGUAGES
from etl.pipeline import check_path
from etl.source import sources
from etl.template import make_template
from tests.conftest import run

CASES = [(table, language) for table in sources() for language in LANGUAGES]
TEXT = "甲"


def filled(table, language, path, count):
    """A template with `count` rows: the examples, and the choices of every drop-down one after the other."""
    make_template(table, path, language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(count):
        for column, field in enumerate(template_fields(sources()[table], language), 1):
            value = field.example
            if field.offered:
                # Money in RMB, since no exchange rate is known here
                value = field.offered[0 if field.column == "currency" else row % len(field.offered)]
            elif field.type == "text":
                value = f"N{row}" if field.column == sources()[table].id else TEXT
            sheet.cell(row + 2, column, value)
    book.save(path)
    return path


@pytest.mark.parametrize(("table", "language"), CASES)
def test_headings_are_known_and_fill_every_column_that_an_office_fills(table, language):
    source = sources()[table]
    fields = template_fields(source, language)
    found = [source.heading((field.heading,)) for field in fields]
    assert all(heading and heading.fills == (field.column,) for heading, field in zip(found, fields, strict=True))
    fillable = {name for heading in source.headings.values() for name in heading.fills}
    assert {field.column for field in fields} == fillable
    assert all(field.note for field in fields)


@pytest.mark.parametrize("table", sources())
def test_a_filled_template_loads_and_says_the_same_in_every_language(table, tmp_path):
    said = []
    for language in LANGUAGES:
        path = filled(table, language, tmp_path / f"{language}.xlsx", 50)
        checked = check_path(path)
        assert checked.problems == []
        assert [found["table"] for found in checked.tables if found["table"]] == [table]
        rows = checked.rows[table]
        assert (len(rows), checked.rejected[table]) == (50, 0)
        assert not any(row.extra or row.values["is_example"] for row in rows)
        said.append([row.values for row in rows])
    assert said[0] == said[1] == said[2]
    first = said[0][0]
    for field in template_fields(sources()[table], "en"):
        assert first[field.column] not in (None, []), field.column


@pytest.mark.parametrize(("table", "language"), CASES)
def test_what_is_left_blank_stays_blank(table, language, tmp_path):
    """Nothing of the headings, the guide or the example reaches a cell that the analyst left empty."""
    source, path = sources()[table], tmp_path / "blank.xlsx"
    make_template(table, path, language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    fields = template_fields(source, language)
    kept = {*source.required, "note"} - set(source.defaults)
    for column, field in enumerate(fields, 1):
        if field.column in kept:
            sheet.cell(2, column, field.example or TEXT)
    book.save(path)
    checked = check_path(path)
    assert checked.problems == []
    (row,) = checked.rows[table]
    made = {source.id, "end_date", "period_end", "date_precision", "is_batch", "is_example", "currency"}
    for name in set(source.columns) - kept - made - set(source.defaults):
        assert row.values[name] in (None, []), name


@pytest.mark.parametrize(("table", "language"), CASES)
def test_the_workbook(table, language, tmp_path):
    path = tmp_path / "out.xlsx"
    make_template(table, path, language)
    checked = check_path(path)
    assert (checked.refusal, sum(map(len, checked.rows.values())), checked.problems) == (None, 0, [])
    book = openpyxl.load_workbook(path)
    sheet, guide, lists = book.worksheets
    assert sheet.freeze_panes == "A2"
    fields = template_fields(sources()[table], language)
    assert [cell.value for cell in sheet[1]] == [field.heading for field in fields]
    assert all(cell.comment.text == field.note for cell, field in zip(sheet[1], fields, strict=True))
    offered = {column: field for column, field in enumerate(fields, 1) if field.offered}
    assert len(sheet.data_validations.dataValidation) == len(offered)
    for rule, (column, field) in zip(sheet.data_validations.dataValidation, offered.items(), strict=True):
        letter = openpyxl.utils.get_column_letter(column)
        assert str(rule.sqref).startswith(f"{letter}2:")
        assert rule.formula1.endswith(f"!${letter}$2:${letter}${len(field.offered) + 1}")
        assert [lists.cell(row, column).value for row in range(2, len(field.offered) + 2)] == list(field.offered)
    rows = list(guide.iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[1]) for row in rows] == [(field.heading, field.note) for field in fields]
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_command(tmp_path):
    out = tmp_path / "out.xlsx"
    done = run("template", "intents", out, LANG="zh_HK.UTF-8")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (0, "", 1)
    assert openpyxl.load_workbook(out).worksheets[0].title == "簽約意向"
    assert run("template", "intents", out, "--language", "en").returncode == 0
    assert openpyxl.load_workbook(out).worksheets[0].title == "Intents"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
    for wrong in (["nonsense", out], ["visits", out, "--language", "fr"], ["visits"]):
        assert run("template", *wrong).returncode == 2
    done = run("template", "visits", tmp_path / "no" / "out.xlsx")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
