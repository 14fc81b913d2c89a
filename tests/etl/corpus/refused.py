"""What must be refused, each with its code."""

from tests.etl.corpus.expected import workbook
from tests.etl.corpus.making import archive, page, text_file, xlsx
from tests.etl.corpus.other_formats import compound

REGISTER = """
2024年赴港台账
日期 | 方向 | 机构 | 人数 | 事由
2024年5月7日 | 赴港 | HKPC | 3 | 座谈
2024年5月8日 | 赴港 | HKTDC | 4 | 会展"""


@workbook("空.xlsx", refused="empty")
def a_workbook_of_empty_sheets():
    """Three sheets, nothing on any of them."""
    return xlsx({"Sheet1": page(""), "Sheet2": page(""), "Sheet3": page("")})


@workbook("台账.csv", refused="empty")
def a_file_of_no_bytes():
    """Nothing arrived: zero bytes."""
    return b""


@workbook("加密台账.xlsx", refused="password_protected")
def a_workbook_with_a_password():
    """Encrypted by Excel: a compound file that holds EncryptionInfo and EncryptedPackage."""
    return compound(
        {"EncryptionInfo": b"\x04\x00\x04\x00@\x00\x00\x00<encryption/>", "EncryptedPackage": bytes(range(256)) * 32}
    )


@workbook("传输中断.xlsx", refused="corrupt")
def a_workbook_cut_off():
    """The upload stopped after two thirds of the bytes."""
    content = xlsx(page(REGISTER))
    return content[: len(content) * 2 // 3]


@workbook("损坏.xlsx", refused="corrupt")
def a_sheet_that_breaks_off_inside():
    """The archive is whole but the sheet's XML ends in the middle of a row."""

    def edit(name: str, xml: str) -> str:
        return xml[: xml.index('<row r="4"') + 30] if name == "xl/worksheets/sheet1.xml" else xml

    return xlsx(page(REGISTER), edit=edit)


@workbook("扫描件.xlsx", refused="not_a_spreadsheet")
def a_picture_under_the_name_of_a_workbook():
    """A scan that somebody renamed."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


@workbook("通知.xls", refused="not_a_spreadsheet")
def a_document_under_the_name_of_a_workbook():
    """A Word document renamed to xls."""
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        }
    )


@workbook("成绩表.xlsx", refused="no_known_table")
def a_table_of_another_kind():
    """A school's marks: a table, but none of ours."""
    return xlsx(
        page("""
中山纪念中学期中成绩
学号 | 姓名 | 班级 | 语文 | 数学
1 | 陈同学 | 高一（3） | 98 | 110
2 | 李同学 | 高一（3） | 102 | 95
平均 | | | 100 | 102.5""")
    )


@workbook("会议纪要.csv", refused="not_a_spreadsheet")
def minutes_of_a_meeting():
    """Prose saved as csv."""
    return "会议纪要\r\n今天下午，市外事局召开会议，研究对港交流工作。\r\n会议要求，各镇街按时报送台账。\r\n".encode(
        "gb18030"
    )


@workbook("实体.xlsx", refused="unsafe")
def a_sheet_that_declares_entities():
    """The sheet's XML declares entities, as an attack does and Excel never."""

    def edit(name: str, xml: str) -> str:
        entity = '<!DOCTYPE x [<!ENTITY a "2024年5月7日"><!ENTITY b "&a;&a;">]><worksheet'
        return xml.replace("<worksheet", entity, 1) if name == "xl/worksheets/sheet1.xml" else xml

    return xlsx(page(REGISTER), edit=edit)


@workbook("压缩炸弹.xlsx", refused="too_large", dangerous=True)
def an_archive_that_would_fill_the_memory():
    """The directory says that a part unpacks to two thousand million bytes."""
    content = bytearray(xlsx(page(REGISTER)))
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = (2_000_000_000).to_bytes(4, "little")
    return bytes(content)


@workbook("远处的单元格.xlsx", refused="too_large", dangerous=True)
def a_stray_cell_in_the_last_row_and_column():
    """A stray cell in XFD1048576 makes readers ask for the memory of seventeen thousand million cells."""

    def edit(name: str, xml: str) -> str:
        far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return xml.replace("</sheetData>", far) if name == "xl/worksheets/sheet1.xml" else xml

    return xlsx(page(REGISTER), edit=edit)


@workbook("导出.csv", refused="corrupt")
def a_quote_that_nobody_closes():
    """A quotation mark that is never closed would swallow the rows below it."""
    text = text_file("""
日期 | 方向 | 机构 | 人数 | 事由
2024-05-07 | 赴港 | HKPC | 3 | 座谈
2024-05-08 | 赴港 | HKTDC | 4 | 会展""")
    return text.replace("座谈".encode(), '"座谈'.encode())
