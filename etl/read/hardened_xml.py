"""The XML parts of a workbook, parsed without entities; what breaks is said as a refusal."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat


class Broken(Exception):
    """The workbook contradicts itself; carries the code of the refusal, its message and what was seen."""

    def __init__(self, code: str, name: str, seen: str) -> None:
        super().__init__(code)
        self.code, self.name, self.seen = code, name, seen


def new_parser() -> Any:
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _refuse_entities
    parser.buffer_text = True
    return parser


def run_parser(parser: Any, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Broken("corrupt", "corrupt", "") from error


def parse_elements(xml: bytes, started: Callable[[str, dict[str, str]], None]) -> None:
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: started(name.rsplit(":", 1)[-1], attributes)
    run_parser(parser, xml)


def _refuse_entities(*_: object) -> None:
    raise Broken("unsafe", "unsafe", "ENTITY")
