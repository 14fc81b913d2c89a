"""How far the product's answer is from what a workbook of the corpus must give."""

from collections import Counter
from typing import Any

from etl.pipeline import check_workbook
from tests.etl.corpus.expected import NUMBERS, UNSAID, Entry


def differences(entry: Entry) -> list[str]:
    """What the product says otherwise than the entry, in words; nothing when all is as it must be."""
    answer = check_workbook(entry.content, entry.file).as_json()
    refusal = answer["refusal"]["code"] if answer["refusal"] else None
    if refusal != entry.refused:
        return [f"refusal: expected {entry.refused}, was {refusal} ({(answer['refusal'] or {}).get('message')})"]
    found = []
    for table, expected in entry.tables.items():
        fields = list(expected[0]) if expected else ["row", *UNSAID[table]]
        actual = [{field: _plain(row, field) for field in fields} for row in answer["rows"][table]]
        found += _compare(table, [_line(row) for row in expected], [_line(row) for row in actual])
    several = any("!" in problem for problem in entry.problems)
    problems = [problem for problem in answer["problems"] if problem["code"] != "rate_missing"]
    wanted, seen = Counter(entry.problems), Counter(_problem(p, several, entry.problems) for p in problems)
    found += _compare("problem", list(wanted.elements()), list(seen.elements()))
    # A sheet that has a table of ours may have others beside it; one that repeats others must be said.
    ours = {table["sheet"] for table in answer["tables"] if table["table"]} - entry.skipped
    skipped = {one["sheet"] for one in answer["skipped"] if one["sheet"]} - ours
    if not refusal:
        found += _compare("skipped sheet", sorted(entry.skipped), sorted(skipped))
    return found + _rates(answer)


def _compare(what: str, expected: list[str], actual: list[str]) -> list[str]:
    wanted, seen = Counter(expected), Counter(actual)
    return [f"{what} expected: {one}" for one in (wanted - seen).elements()] + [
        f"{what} came: {one}" for one in (seen - wanted).elements()
    ]


def _line(row: dict[str, Any]) -> str:
    return " ".join(f"{field}={value}" for field, value in sorted(row.items()) if value not in (None, []))


def _plain(row: dict[str, Any], field: str) -> Any:
    if field == "row":
        return row["row_number"]
    if field.startswith("extra."):
        return (row.get("extra") or {}).get(field.removeprefix("extra."))
    value = row.get(field)
    if field in NUMBERS and value is not None:
        return int(value) if value == int(value) else value
    return value if value is None or isinstance(value, list) else str(value)


def _problem(problem: dict[str, Any], several: bool, expected: list[str]) -> str:
    before = f"{problem['sheet']}!" if several else ""
    after = "" if problem["row_kept"] else " lost"
    by_row = f"{problem['code']} {before}{problem['row_number']}{after}"
    if by_row in expected or not problem["cell"]:
        return by_row
    return f"{problem['code']} {before}{problem['cell']}{after}"


def _rates(answer: dict[str, Any]) -> list[str]:
    """Foreign money is converted at a published rate or is a problem; which rates are published is not ours to say."""
    missing = Counter(p["row_number"] for p in answer["problems"] if p["code"] == "rate_missing")
    found = []
    for row in answer["rows"]["intents"]:
        foreign = row["amount_low"] is not None and row["currency"] != "CNY"
        if foreign and (row.get("amount_cny") is None) != (missing[row["row_number"]] > 0):
            found.append(f"row {row['row_number']}: {row['currency']} neither converted nor named as a missing rate")
    return found
