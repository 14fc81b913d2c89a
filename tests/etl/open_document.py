"""Writes .ods as small as they can be, from the XML of their rows."""

import zipfile
from io import BytesIO

STYLES = """<office:automatic-styles>
<style:style style:name="out" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/>
</style:style><style:style style:name="child" style:family="table-cell" style:parent-style-name="out"/>
<style:style style:name="in" style:family="text"><style:text-properties style:text-line-through-type="none"/>
</style:style><style:style style:name="T" style:family="text"><style:text-properties
 style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
</office:automatic-styles>"""


def cell(said: str = "", text: str = "", name: str = "table-cell") -> str:
    """A cell with its attributes and what it shows."""
    return f"<table:{name} {said}>" + (f"<text:p>{text}</text:p>" if text else "") + f"</table:{name}>"


def text(shown: str, said: str = "") -> str:
    """A cell that holds a text."""
    return cell(f'office:value-type="string" {said}', shown)


def number(value: object, said: str = "", kind: str = "float") -> str:
    """A cell that holds a number."""
    return cell(f'office:value-type="{kind}" office:value="{value}" {said}', str(value))


def row(*cells: str, said: str = "") -> str:
    """A row with its attributes."""
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


def ods(rows: str, *, parts: dict[str, str] | None = None) -> bytes:
    """The workbook with one sheet of these rows; `parts` are further members."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f'<office:body><office:spreadsheet><table:table table:name="台账">{rows}</table:table></office:spreadsheet>'
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml", f"<office:document-content{names}>{STYLES}{body}</office:body></office:document-content>"
        )
        members = {"META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"/>', **(parts or {})}
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
