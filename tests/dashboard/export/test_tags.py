"""The structure of a document that is put together of two: one tree, in which every mark of content is found."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

from dashboard.export.pdf.tags import Tags, as_artifact
from tests.dashboard.export.structure import faults_of, figures, roles


def part(*elements):
    """A document of one page as Chromium tags it; each element is its role and, of a figure, its words."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    marked = StreamObject()
    marked.set_data(b"".join(b"/P <</MCID %d>> BDC EMC\n" % number for number in range(len(elements))))
    page[NameObject("/Contents")] = writer._add_object(marked)
    page[NameObject("/StructParents")] = NumberObject(0)
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    root_at = writer._add_object(root)
    document = DictionaryObject({NameObject("/S"): NameObject("/Document"), NameObject("/P"): root_at})
    document_at = writer._add_object(document)
    kids = ArrayObject()
    for number, (role, *alt) in enumerate(elements):
        element = DictionaryObject(
            {
                NameObject("/S"): NameObject(role),
                NameObject("/P"): document_at,
                NameObject("/Pg"): page.indirect_reference,
                NameObject("/K"): NumberObject(number),
                NameObject("/ID"): NumberObject(number),
            }
        )
        if alt:
            element[NameObject("/Alt")] = NameObject(alt[0])
        kids.append(writer._add_object(element))
    document[NameObject("/K")] = kids
    root[NameObject("/K")] = ArrayObject([document_at])
    numbers = DictionaryObject({NameObject("/Nums"): ArrayObject([NumberObject(0), writer._add_object(kids)])})
    root[NameObject("/ParentTree")] = numbers
    root[NameObject("/ParentTreeNextKey")] = NumberObject(1)
    writer.root_object[NameObject("/StructTreeRoot")] = root_at
    written = io.BytesIO()
    writer.write(written)
    return PdfReader(io.BytesIO(written.getvalue()))


@pytest.fixture(scope="module")
def joined():
    """Two parts in one document, read back."""
    writer = PdfWriter()
    tags = Tags(writer, "zh-Hant")
    for read in (part(("/H1",), ("/P",)), part(("/Figure", "/bars"), ("/Figure",), ("/Form",))):
        tags.add(read, read.pages, [writer.add_page(page) for page in read.pages])
    tags.close()
    written = io.BytesIO()
    writer.write(written)
    return PdfReader(io.BytesIO(written.getvalue()))


def test_one_tree_in_which_everything_is_found(joined):
    assert faults_of(joined) == []
    assert [page["/StructParents"] for page in joined.pages] == [0, 1]
    assert roles(joined) == ["/Document", "/H1", "/P", "/Document", "/Figure", "/NonStruct", "/NonStruct"]
    assert figures(joined) == ["/bars"]


def test_language_and_title(joined):
    root = joined.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-Hant", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_mark_that_no_element_holds_is_seen(joined):
    writer = PdfWriter(clone_from=joined)
    marked = StreamObject()
    marked.set_data(b"/P <</MCID 7>> BDC EMC\n")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(marked)
    assert faults_of(writer) == ["page 1: no element holds mark 7"]


def test_an_element_on_a_page_that_is_gone_is_seen(joined):
    writer = PdfWriter(clone_from=joined)
    document = writer.root_object["/StructTreeRoot"]["/K"][0].get_object()
    document["/K"][0].get_object()[NameObject("/Pg")] = IndirectObject(999, 0, writer)
    assert faults_of(writer) == ["/H1: its page is not there"]


def test_a_line_at_the_foot_belongs_to_no_reading():
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    line = StreamObject()
    line.set_data(b"BT ET")
    page[NameObject("/Contents")] = writer._add_object(line)
    assert as_artifact(page)["/Contents"].get_data() == (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nBT ET\nEMC\n"
    )
