"""What the sheets of an xlsx share: which texts are empty, which texts and styles are struck through or percents."""

from dataclasses import dataclass, field

from etl.limits import LIMITS
from etl.read.hardened_xml import Broken, new_parser, run_parser
from etl.read.number_formats import is_percent

_OFF = ("0", "false", "none")


@dataclass
class SharedParts:
    """Texts by their number, styles by the number that cells name."""

    is_empty: list[bool] = field(default_factory=list)
    struck_texts: set[int] = field(default_factory=set)
    struck_styles: set[str] = field(default_factory=set)
    percent_styles: set[str] = field(default_factory=set)


def read_texts(xml: bytes, shared: SharedParts) -> None:
    """A text is struck through when every one of its runs that holds something is."""
    inside = is_struck = False
    text, plain, struck = "", False, False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, is_struck, text, plain, struck
        local = name.rsplit(":", 1)[-1]
        if local == "sst" and len(attributes.get("uniqueCount", "")) > len(str(LIMITS.cells)):
            raise Broken("unsafe", "unsafe", "uniqueCount")
        if local == "si":
            text, plain, struck = "", False, False
        elif local == "r":
            is_struck = False
        elif local == "strike":
            is_struck = attributes.get("val", "") not in _OFF
        inside = local == "t"

    def characters(data: str) -> None:
        nonlocal text, plain, struck
        if inside and data.strip():
            text = "x"
            plain, struck = plain or not is_struck, struck or is_struck

    def end(name: str) -> None:
        nonlocal inside, is_struck
        inside = False
        local = name.rsplit(":", 1)[-1]
        if local == "r":
            is_struck = False
        elif local == "si":
            if struck and not plain:
                shared.struck_texts.add(len(shared.is_empty))
            shared.is_empty.append(not text)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    run_parser(parser, xml)


def read_styles(xml: bytes, shared: SharedParts) -> None:
    """Which of the formats that cells name are struck through, and which show percents."""
    fonts: list[bool] = []
    codes: dict[str, str] = {}
    path: list[str] = []
    styles = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal styles
        local = name.rsplit(":", 1)[-1]
        path.append(local)
        if path[-2:] == ["fonts", "font"]:
            fonts.append(False)
        elif path[-3:] == ["fonts", "font", "strike"]:
            fonts[-1] = attributes.get("val", "") not in _OFF
        elif path[-2:] == ["numFmts", "numFmt"]:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path[-2:] == ["cellXfs", "xf"]:
            number = attributes.get("numFmtId", "")
            if number.isascii() and number.isdigit() and is_percent(int(number), codes.get(number)):
                shared.percent_styles.add(str(styles))
            font = attributes.get("fontId", "")
            if font.isascii() and font.isdigit() and int(font) < len(fonts) and fonts[int(font)]:
                shared.struck_styles.add(str(styles))
            styles += 1

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: path.pop()
    run_parser(parser, xml)
