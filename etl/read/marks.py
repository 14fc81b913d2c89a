"""Cells of an xlsx whose value the workbook does not hold: formula errors, formulas never calculated.

The fast reader gives an empty cell for both, so a number would be lost without a word; this pass names them.
"""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from etl.limits import LIMITS

Marks = dict[tuple[int, int], tuple[str, str]]
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


def xlsx_marks(content: bytes) -> dict[str, Marks]:
    """Sheet name → marks. Strict and transitional workbooks alike, since only local names are looked at."""
    archive = zipfile.ZipFile(BytesIO(content))
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            key = next((value for a, value in attributes.items() if a.rsplit(":", 1)[-1] == "id"), "")
            sheets.append((attributes.get("name", ""), key))

    try:
        _parse(archive.read("xl/_rels/workbook.xml.rels"), relation)
        _parse(archive.read("xl/workbook.xml"), sheet)
    except (KeyError, expat.ExpatError):
        return {}
    found: dict[str, Marks] = {}
    for name, key in sheets:
        target = targets.get(key, "").lstrip("/")
        member = target if target.startswith("xl/") else f"xl/{target}"
        if member in archive.namelist() and member.startswith("xl/worksheets/"):
            found[name] = _sheet_marks(archive.read(member))
    return found


def _parse(xml: bytes, started: object) -> None:
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = lambda name, attributes: started(name.rsplit(":", 1)[-1], attributes)  # type: ignore[operator]
    parser.EntityDeclHandler = _refuse_entities
    parser.Parse(xml, True)


def _refuse_entities(*_: object) -> None:
    raise expat.ExpatError("entity declarations are not allowed in a workbook")


def _sheet_marks(xml: bytes) -> Marks:
    marks: Marks = {}
    state = {"address": "", "type": "", "formula": False, "value": "", "in": ""}

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if local == "c":
            state.update(address=attributes.get("r", ""), type=attributes.get("t", ""), formula=False, value="")
        elif local == "f":
            state["formula"] = True
        state["in"] = local

    def text(characters: str) -> None:
        if state["in"] in ("v", "t"):
            state["value"] = str(state["value"]) + characters[: LIMITS.cell_characters]

    def end(name: str) -> None:
        state["in"] = ""
        if name.rsplit(":", 1)[-1] != "c":
            return
        place = _ADDRESS.match(str(state["address"]))
        if not place:
            return
        key = (int(place[2]) - 1, _column(place[1]))
        if state["type"] == "e":
            marks[key] = ("formula_error", str(state["value"]))
        elif state["formula"] and state["value"] == "" and state["type"] != "str":  # of type str: calculated, to ""
            marks[key] = ("formula_without_value", "")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return marks
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
