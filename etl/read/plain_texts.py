"""The shared texts of an xlsx, as far as they are plain; the others as they are written, for the reader of cells."""

import re

from etl.read.plain_parts import NotPlain, is_usual

# A text in one piece, without anything that a reader may trim, replace or leave out
_ITEM = re.compile(
    r'<si>(?:<t(?: xml:space="preserve")?>(?!\s)([^<>&_\r]++)(?<!\s)</t>(?:<phoneticPr[^<>]*+/>)?+</si>'
    r"|([^<]*+(?:<(?!/?si[>/])[^<]*+)*+)</si>)|(<)"
)
# A list that says that it has more texts than there can be is looked at closely.
_LIST = re.compile(r"(<\?xml[^>]*\?>)?\s*<sst(?![^>]*=.\d{9})(?:\s[^<>]*)?>(.*)</sst>\s*", re.S)


def read_plain_texts(xml: bytes) -> tuple[list[str | None], list[bytes]]:
    """(the texts, with None for those that are not plain; these as XML). Raises `NotPlain`."""
    if not is_usual(xml) or b"strike" in xml or b"<!" in xml:
        raise NotPlain
    try:
        written = _LIST.fullmatch(xml.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotPlain from error
    if written is None:
        raise NotPlain
    found = _ITEM.findall(written[2])
    if any(stray for _, _, stray in found):
        raise NotPlain
    odd = [f"<si>{other}</si>".encode() for text, other, _ in found if not text]
    return [text or None for text, _, _ in found], odd
