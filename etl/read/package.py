"""An xlsx as a package of parts: which part is which sheet, and what a sheet says beside its values."""

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import IO

from etl.read.facts import SheetFacts
from etl.read.hardened_xml import parse_elements
from etl.read.marks import sheet_facts
from etl.read.shared_parts import SharedParts, read_styles, read_texts

TEXTS, STYLES, WORKBOOK = "xl/sharedstrings.xml", "xl/styles.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_COMMON = ("[content_types].xml", "_rels/.rels", WORKBOOK, RELATIONS, STYLES)


class Package:
    """Strict and transitional workbooks alike, since only local names are looked at; no sheets for other archives."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        # Whether readers may disagree about which part is meant
        self.is_ambiguous = len(self._names) < len(self._archive.namelist())
        # Name of each sheet that holds cells → its part
        self.sheets = self._sheet_parts()

    def has(self, part: str) -> bool:
        """Whether there is a part of this name, in small letters."""
        return part in self._names

    def member(self, part: str) -> str:
        """The name of a part as it is written."""
        return self._names[part]

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        return self._archive.read(self._names[part])

    @contextmanager
    def open_sheet(self, sheet: str) -> Iterator[tuple[IO[bytes], int]]:
        """The part of a sheet as a stream, and how many bytes it has."""
        with self._archive.open(self.sheets[sheet]) as file:
            yield file, self._archive.getinfo(self.sheets[sheet]).file_size

    def common_parts(self) -> dict[str, bytes]:
        """What a reader needs to know beside cells and shared texts: name of the part → bytes."""
        return {self._names[part]: self.read(part) for part in _COMMON if part in self._names}

    def facts(self, sheet: str) -> SheetFacts | None:
        """The facts of one sheet. Raises `Broken` when the workbook contradicts itself."""
        part = self.sheets.get(sheet)
        return sheet_facts(self._archive.read(part), self._shared, sheet) if part else None

    @cached_property
    def styles(self) -> SharedParts:
        """The formats of cells; nothing of texts."""
        shared = SharedParts()
        if self.has(STYLES):
            read_styles(self.read(STYLES), shared)
        return shared

    @cached_property
    def _shared(self) -> SharedParts:
        if self.has(TEXTS):
            read_texts(self.read(TEXTS), self.styles)
        return self.styles

    def _sheet_parts(self) -> dict[str, str]:
        if WORKBOOK not in self._names or RELATIONS not in self._names:
            return {}
        targets: dict[str, str] = {}
        sheets: list[tuple[str, str]] = []

        def relation(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                key = next((value for a, value in attributes.items() if a.rsplit(":", 1)[-1] == "id"), "")
                sheets.append((attributes.get("name", ""), key))

        parse_elements(self.read(RELATIONS), relation)
        parse_elements(self.read(WORKBOOK), sheet)
        found = {}
        for name, key in sheets:
            target = targets.get(key, "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            stored = self._names.get(member.lower(), "")
            if "worksheets/" in stored.lower():
                found[name] = stored
        self.is_ambiguous |= len({name for name, _ in sheets}) < len(sheets)
        self.is_ambiguous |= len(set(found.values())) < len(found)
        return found
