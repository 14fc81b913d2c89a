"""The structure of a PDF that is put together: headings, paragraphs, tables and charts with their words, in one tree.

Chromium tags each part that it prints. Joining pages leaves the tags behind; here they are brought together as PDF 1.7,
14.7 asks: one root, one tree of parents in which the numbers of the pages of all parts differ.
"""

from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n"


class Tags:
    """The tree of a document in the making."""

    def __init__(self, writer: PdfWriter, language: str) -> None:
        self._writer = writer
        self._kids, self._parents = ArrayObject(), ArrayObject()
        self._pages = 0  # numbers given to pages so far
        self._root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self._at = writer._add_object(self._root)
        root = writer.root_object
        root[NameObject("/Lang")] = TextStringObject(language)
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
        root[NameObject("/StructTreeRoot")] = self._at

    def add(self, part: PdfReader, printed: Sequence[PageObject], pages: Sequence[PageObject]) -> None:
        """Takes over a part's tree; `printed` are the part's pages, and `pages` the same as the writer has them now."""
        copied: Any = part.root_object["/StructTreeRoot"].clone(self._writer)
        for kid in _kids(copied):
            kid.get_object()[NameObject("/P")] = self._at  # type: ignore[index]
            self._kids.append(kid)
            _mend(kid)
        numbers = copied["/ParentTree"]["/Nums"]
        for first, parents in zip(numbers[::2], numbers[1::2], strict=True):
            self._parents += [NumberObject(first + self._pages), parents]
        for before, page in zip(printed, pages, strict=True):
            # Which pypdf leaves behind, as the tree to which it belongs.
            number: Any = before.get("/StructParents")
            if number is not None:
                page[NameObject("/StructParents")] = NumberObject(number + self._pages)
            page[NameObject("/Tabs")] = NameObject("/S")
        self._pages += copied["/ParentTreeNextKey"]

    def close(self) -> None:
        """The tree is complete."""
        tree = DictionaryObject({NameObject("/Nums"): self._parents})
        self._root[NameObject("/K")] = self._kids
        self._root[NameObject("/ParentTree")] = self._writer._add_object(tree)
        self._root[NameObject("/ParentTreeNextKey")] = NumberObject(self._pages)


def as_artifact(page: PageObject) -> PageObject:
    """The page as what belongs to no reading: a line at the foot of another."""
    contents = page.get_contents()
    assert contents is not None
    marked = StreamObject()
    marked.set_data(_ARTIFACT + contents.get_data() + b"\nEMC\n")
    page[NameObject("/Contents")] = marked
    return page


def _kids(element: DictionaryObject) -> list[IndirectObject]:
    """The elements right below one; marks of content are none."""
    found = element.get("/K", ArrayObject())
    found = found.get_object() if isinstance(found, IndirectObject) and _is_list(found) else found
    return [one for one in (found if isinstance(found, ArrayObject) else [found]) if isinstance(one, IndirectObject)]


def _is_list(reference: IndirectObject) -> bool:
    return isinstance(reference.get_object(), ArrayObject)


def _mend(reference: IndirectObject) -> None:
    """What Chromium says of an element and does not hold in a document without forms, or made of several."""
    waiting = [reference]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, DictionaryObject):
            continue
        # A layer within the chart that says it all; what can be pressed on the screen.
        if element.get("/S") in ("/Form", "/Link") or (element.get("/S") == "/Figure" and "/Alt" not in element):
            element[NameObject("/S")] = NameObject("/NonStruct")
        # Names of elements are unique in a part only; a heading of a table says itself for which cells it stands.
        element.pop("/ID", None)
        attributes = element.get("/A")
        if isinstance(attributes, ArrayObject):
            kept = [one for one in attributes if "/Headers" not in one.get_object()]
            element[NameObject("/A")] = ArrayObject(kept)
        waiting += _kids(element)
