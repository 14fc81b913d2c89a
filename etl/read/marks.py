"""What an xlsx says of its cells beside their values: errors, formulas never calculated, lines struck through.

The fast reader gives an empty cell for an error and for a formula without a value, another text for a broken reference
to the shared texts, and the last of two rows with one number. This pass names the cells and counts the rows, so that
nothing is lost without a word.
"""

import re

from etl.limits import LIMITS
from etl.read.facts import SheetFacts
from etl.read.hardened_xml import Broken, new_parser, run_parser
from etl.read.shared_parts import SharedParts

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
# Digits that a double keeps for certain.
_EXACT_DIGITS = 15


def sheet_facts(xml: bytes, shared: SharedParts, sheet: str) -> SheetFacts:
    """The facts of one sheet's part. Raises `Broken` when it contradicts itself."""
    facts = SheetFacts()
    row = column = -1
    kind = value = ""
    takes_text = has_formula = is_struck = is_percent = False
    rows_seen: set[int] = set()
    columns_seen: set[int] = set()
    struck: list[bool] = []
    widest = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, value, takes_text, has_formula, is_struck, is_percent
        local = name.rsplit(":", 1)[-1]
        takes_text = local in ("v", "t")
        if local == "c":
            place = _ADDRESS.match(attributes.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if place and int(place[2]) - 1 != row:
                raise Broken("corrupt", "rows_differ", f"{sheet}!{attributes['r']}")
            kind, value, has_formula = attributes.get("t", ""), "", False
            is_struck = attributes.get("s", "") in shared.struck_styles
            is_percent = attributes.get("s", "") in shared.percent_styles
        elif local == "f":
            has_formula = True
        elif local == "row":
            number = attributes.get("r", "")
            row = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 9 else row + 1
            if row in rows_seen:
                raise Broken("corrupt", "rows_differ", f"{sheet}!{row + 1}")
            rows_seen.add(row)
            column = -1
            columns_seen.clear()
            struck.clear()

    def characters(data: str) -> None:
        nonlocal value
        if takes_text and len(value) <= LIMITS.cell_characters:
            value += data

    def end(name: str) -> None:
        nonlocal takes_text, widest
        takes_text = False
        local = name.rsplit(":", 1)[-1]
        if local == "row" and len(struck) > 1 and all(struck[1:]):
            # The running number in front may be left as it is.
            facts.struck.append(row)
        if local != "c":
            return
        if column in columns_seen:
            raise Broken("corrupt", "rows_differ", f"{sheet}!{row + 1}")
        columns_seen.add(column)
        widest = max(widest, column + 1)
        _sort_cell()

    def _sort_cell() -> None:
        key = (row, column)
        if kind == "e":
            facts.marks[key] = ("formula_error", value)
        elif has_formula and value == "" and kind != "str":  # of type str: calculated, to ""
            facts.marks[key] = ("formula_without_value", "")
        elif kind == "s" and value.strip():
            index = int(value) if value.isascii() and value.isdigit() else -1
            if not 0 <= index < len(shared.is_empty):
                facts.marks[key] = ("bad_value", f"sharedStrings[{value}]")
            elif shared.is_empty[index]:
                facts.rows_with_blanks.add(row)
            else:
                facts.rows_with_values.add(row)
                struck.append(is_struck or index in shared.struck_texts)
        elif value.strip():
            facts.rows_with_values.add(row)
            struck.append(is_struck)
            if is_percent and kind in ("", "n"):
                facts.percents.add(key)
            if len(value) > _EXACT_DIGITS and kind in ("", "n") and value.isascii() and value.lstrip("-").isdigit():
                facts.exact[key] = value
        else:
            facts.rows_with_blanks.add(row)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    run_parser(parser, xml)
    if (max(rows_seen, default=0) + 1) * widest > LIMITS.cells:
        raise Broken("too_large", "too_large", f"{sheet}: {max(rows_seen) + 1} x {widest}")
    return facts


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
