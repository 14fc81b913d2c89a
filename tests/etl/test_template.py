"""Templates: every heading is one that the reader knows, every choice is one it takes, and a filled one loads."""

import re
from datetime import date

import opencc
import openpyxl
import pytest

from etl.messages import LANGUAGES, message
from etl.pipeline import check_path
from etl.reference import NAMES, read_table
from etl.source import sources
from etl.write.fields import template_fields
from etl.write.template import make_template
from tests.conftest import run

CASES = [(table, language) for table in sources() for language in LANGUAGES]
TEXT = "甲"
TO_SIMPLIFIED, TO_TRADITIONAL = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
# What a row says, without where it stands and how its names were written
COMPARED = {table: {n for n in source.columns if not n.endswith("_written")} for table, source in sources().items()}


def filled(table, language, path, count):
    """A template with `count` rows: the examples, and the choices of every drop-down one after the other."""
    make_template(table, path, language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(count):
        for column, field in enumerate(template_fields(sources()[table], language), 1):
            value = field.example
            if field.offered:
                value = field.offered[row % len(field.offered)]
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
        found = checked.as_json()
        assert found["problems"] == []
        assert [one["table"] for one in found["tables"] if one["table"]] == [table]
        rows = found["rows"][table]
        assert (len(rows), checked.rejected[table]) == (50, 0)
        assert not any("extra" in row or row["is_example"] for row in rows)
        said.append([{name: value for name, value in row.items() if name in COMPARED[table]} for row in rows])
    assert said[0] == said[1] == said[2]
    for field in template_fields(sources()[table], "en"):
        assert said[0][0][field.column] not in (None, []), field.column


def test_the_rows_of_a_filled_template(tmp_path):
    """One row written out by hand, as an office would in each language."""
    for language, words in {
        "zh-Hans": ("赴港", "古镇镇", "香港生产力促进局", "灯饰照明"),
        "zh-Hant": ("赴港", "古鎮鎮", "香港生產力促進局", "燈飾照明"),
        "en": ("To Hong Kong", "Guzhen", "Hong Kong Productivity Council", "Lighting"),
    }.items():
        path = tmp_path / f"{language}.xlsx"
        make_template("visits", path, language)
        book = openpyxl.load_workbook(path)
        columns = [field.column for field in template_fields(sources()["visits"], language)]
        row = dict(zip(("direction", "towns", "partners", "sectors"), words, strict=True))
        row |= {"start_date": date(2024, 10, 31), "end_date": date(2024, 11, 1), "participants": 14}
        for column, value in row.items():
            book.worksheets[0].cell(2, columns.index(column) + 1, value)
        book.save(path)
        found = check_path(path).as_json()
        assert found["problems"] == []
        (loaded,) = found["rows"]["visits"]
        expected = {"start_date": date(2024, 10, 31), "end_date": date(2024, 11, 1), "direction": "ZS_TO_HK",
                    "participants": 14, "towns": ["古镇镇"], "partners": ["香港生产力促进局"],
                    "sectors": ["灯饰照明"]}  # fmt: skip
        assert {name: loaded[name] for name in expected} == expected


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
    found = check_path(path).as_json()
    assert found["problems"] == []
    (row,) = found["rows"][table]
    made = {source.id, "end_date", "period_end", "date_precision", "is_batch", "is_example", "currency"}
    for name in set(source.columns) - kept - made - set(source.defaults):
        assert row[name] in (None, []), name


def is_in(text, language):
    """Whether a text can stand in a template of the language; figures and latin abbreviations can in all."""
    if language == "en":
        return not re.search("[\u4e00-\u9fff]", text)
    foreign = TO_TRADITIONAL if language == "zh-Hant" else TO_SIMPLIFIED
    native = TO_SIMPLIFIED if language == "zh-Hant" else TO_TRADITIONAL
    return not any(foreign.convert(letter) != letter and native.convert(letter) == letter for letter in text)


@pytest.mark.parametrize(("table", "language"), CASES)
def test_a_template_is_in_one_language(table, language, tmp_path):
    path = tmp_path / "out.xlsx"
    make_template(table, path, language)
    book = openpyxl.load_workbook(path)
    sheet, guide, _ = book.worksheets
    texts = [page.title for page in book] + [cell.value for cell in sheet[1]]
    texts += [cell.comment.text for cell in sheet[1]]
    texts += [str(cell.value) for line in guide.iter_rows(max_col=3) for cell in line if cell.value is not None]
    texts += [text for rule in sheet.data_validations.dataValidation for text in (rule.error, rule.errorTitle) if text]
    assert [text for text in texts if not is_in(text, language)] == []
    if language != "en":
        assert all(re.search("[\u4e00-\u9fff]", cell.value) for cell in sheet[1])


@pytest.mark.parametrize(("table", "language"), CASES)
def test_the_names_offered_are_in_the_language(table, language):
    """A body without an English name in the reference table is offered by its own: none is made up."""
    without = {row[NAMES[name][0]] for name in ("partners", "towns", "sectors", "schemes") for row in read_table(name)
               if not row.get("en")}  # fmt: skip
    for field in template_fields(sources()[table], language):
        for text in field.offered:
            if language == "en":
                assert is_in(text, "en") or text in without, text
            else:
                assert text


@pytest.mark.parametrize(("table", "language"), CASES)
def test_a_closed_list_refuses_what_is_not_in_it(table, language, tmp_path):
    path = tmp_path / "out.xlsx"
    make_template(table, path, language)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    offered = [field for field in template_fields(sources()[table], language) if field.offered]
    for rule, field in zip(sheet.data_validations.dataValidation, offered, strict=True):
        assert rule.type == "list"
        assert bool(rule.showErrorMessage) is field.strict
        if field.strict:
            assert (rule.errorStyle or "stop", rule.error) == ("stop", message("template_refused", language))
    assert {field.column for field in offered if field.strict} == {
        "visits": {"direction"},
        "intents": {"stage", "currency", "is_batch"},
        "talent_flows": {"direction", "scheme", "measure", "purpose"},
    }[table]


@pytest.mark.parametrize(("table", "language"), CASES)
def test_the_workbook(table, language, tmp_path):
    path = tmp_path / "out.xlsx"
    make_template(table, path, language)
    checked = check_path(path)
    found = checked.as_json()
    assert (checked.refusal, [*found["rows"].values()], found["problems"]) == (None, [[], [], []], [])
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
