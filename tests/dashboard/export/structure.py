"""The structure tree of a PDF, walked as a screen reader does, and what is wrong with it."""

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject

_MARK = re.compile(rb"/MCID (\d+)")


def faults_of(pdf: PdfReader | PdfWriter) -> list[str]:
    """Marks that no element holds, elements that lead nowhere, and parents that are not those of their children."""
    root: Any = pdf.root_object["/StructTreeRoot"]
    pages = {page.indirect_reference.idnum for page in pdf.pages if page.indirect_reference}
    said = [f"{element.get('/S')}: its page is not there" for element in elements(pdf) if not _is_there(element, pages)]
    said += [
        f"{element.get('/S')}: its parent is another" for parent, element in _pairs(root) if element["/P"] != parent
    ]
    numbers: Any = root["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    if len(parents) * 2 != len(numbers):
        said.append("two pages have one number")
    for number, page in enumerate(pdf.pages, 1):
        contents = page.get_contents()
        held = parents[page["/StructParents"]].get_object() if "/StructParents" in page else ()
        for mark in map(int, _MARK.findall(contents.get_data() if contents is not None else b"")):
            if mark >= len(held) or not isinstance(held[mark].get_object(), DictionaryObject):
                said.append(f"page {number}: no element holds mark {mark}")
    return said


def elements(pdf: PdfReader | PdfWriter) -> Iterator[Any]:
    """Every element, in the order of reading."""
    root: Any = pdf.root_object["/StructTreeRoot"]
    for _, element in _pairs(root):
        yield element


def roles(pdf: PdfReader | PdfWriter) -> list[str]:
    """What each element is, in the order of reading."""
    return [str(element["/S"]) for element in elements(pdf)]


def figures(pdf: PdfReader | PdfWriter) -> list[str]:
    """The words for each figure; empty where it has none."""
    return [str(element.get("/Alt", "")) for element in elements(pdf) if element["/S"] == "/Figure"]


def _pairs(parent: Any) -> Iterator[tuple[Any, Any]]:
    kids = parent.get("/K", ())
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        element = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield parent, element
            yield from _pairs(element)


def _is_there(element: Any, pages: set[int]) -> bool:
    return "/Pg" not in element or element.raw_get("/Pg").idnum in pages
