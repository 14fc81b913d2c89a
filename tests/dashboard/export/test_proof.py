"""What was made is refused when a text is not in it, or a letter is drawn as none."""

import io

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from dashboard.export.glyphs import GlyphsMissing
from dashboard.export.proof import NotProved, plain, prove_file, prove_pdf

SIX = "欖濠邨埗鰂𨋢"


def pdf(*shown: bytes) -> bytes:
    """A page for each string of codes: 1 is drawn as 中, 2 as 山, 0 as a font draws what it does not have."""
    writer = PdfWriter()
    for codes in shown:
        page = writer.add_blank_page(100, 100)
        table = StreamObject()
        table.set_data(b"2 beginbfchar\n<01> <4E2D>\n<02> <5C71>\nendbfchar")
        names = ArrayObject([NumberObject(0), *map(NameObject, ("/g0", "/g5", "/g6"))])
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type3"),
                NameObject("/FirstChar"): NumberObject(0),
                NameObject("/LastChar"): NumberObject(2),
                NameObject("/Widths"): ArrayObject([NumberObject(10)] * 3),
                NameObject("/CharProcs"): DictionaryObject(),
                NameObject("/Encoding"): DictionaryObject({NameObject("/Differences"): names}),
                NameObject("/ToUnicode"): writer._add_object(table),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        contents = StreamObject()
        contents.set_data(b"BT /F1 10 Tf 10 10 Td <" + codes + b"> Tj ET")
        page[NameObject("/Contents")] = writer._add_object(contents)
        writer.add_outline_item(title="part", page_number=len(writer.pages) - 1)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_each_part_holds_its_lines():
    prove_pdf(pdf(b"0102", b"02"), [["中山", " 中\n山 ", ""], ["山"]])


def test_a_text_that_is_in_another_part_is_lost():
    with pytest.raises(NotProved, match=r"brief\.pdf.*中山"):
        prove_pdf(pdf(b"02", b"0102"), [["中山"], []])


def test_a_letter_drawn_as_none():
    with pytest.raises(NotProved, match="fonts-noto-cjk"):
        prove_pdf(pdf(b"010002"), [[]])


def workbook(text: str) -> bytes:
    book = Workbook()
    book.active["A1"] = text
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_with_letters_that_simple_fonts_lack():
    prove_file("brief.xlsx", workbook(f"小{SIX}<&"), [f"小{SIX}", "<&"])


def test_a_workbook_without_a_sentence():
    with pytest.raises(NotProved, match=r"brief\.xlsx.*赴港"):
        prove_file("brief.xlsx", workbook("来访"), ["赴港 1 团"])


def test_a_workbook_with_a_letter_that_no_font_has():
    with pytest.raises(GlyphsMissing, match="\U00030000"):
        prove_file("brief.xlsx", workbook("\U00030000"), [])


def test_forms_of_a_letter_are_one():
    # ⾹ is the radical that looks like 香.
    assert plain("⾹ 港\u3000") == plain("香港") == "香港"
