"""An xlsx as a package of parts: which part is which sheet, and what a sheet says beside its values."""

import posixpath
import zipfile
from functools import cached_property
from io import BytesIO

from etl.read.facts import SheetFacts
from etl.read.hardened_xml import parse_elements
from etl.read.marks import sheet_facts
from etl.read.plain import CellCounts, count_cells, count_texts
from etl.read.shared_parts import SharedParts, read_styles, read_texts

TEXTS, STYLES = "xl/sharedstrings.xml", "xl/styles.xml"


class Package:
    """Strict and transitional workbooks alike, since only local names are looked at; no sheets for other archives."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._parts = self._sheet_parts()

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets that hold cells."""
        return list(self._parts)

    def facts(self, sheet: str) -> SheetFacts | None:
        """The facts of one sheet. Raises `Broken` when the workbook contradicts itself."""
        part = self._parts.get(sheet)
        return sheet_facts(self._archive.read(part), self._shared, sheet) if part else None

    def is_plain(self, sheet: str, read: CellCounts) -> bool:
        """True when the cells that were read are all that there are and nothing is to be said of them."""
        part = self._parts.get(sheet)
        if part is None or self._texts is None:
            return False
        with self._archive.open(part) as file:
            return count_cells(file, self._texts, self._remarkable_styles) == read

    @cached_property
    def _shared(self) -> SharedParts:
        shared = SharedParts()
        if TEXTS in self._names:
            read_texts(self._archive.read(self._names[TEXTS]), shared)
        if STYLES in self._names:
            read_styles(self._archive.read(self._names[STYLES]), shared)
        return shared

    @cached_property
    def _texts(self) -> int | None:
        """The number of shared texts; None where they are not plain."""
        if TEXTS not in self._names:
            return 0
        with self._archive.open(self._names[TEXTS]) as file:
            return count_texts(file)

    @cached_property
    def _remarkable_styles(self) -> frozenset[str]:
        shared = SharedParts()
        if STYLES in self._names:
            read_styles(self._archive.read(self._names[STYLES]), shared)
        return frozenset(shared.struck_styles | shared.percent_styles)

    def _sheet_parts(self) -> dict[str, str]:
        if "xl/workbook.xml" not in self._names or "xl/_rels/workbook.xml.rels" not in self._names:
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

        parse_elements(self._archive.read(self._names["xl/_rels/workbook.xml.rels"]), relation)
        parse_elements(self._archive.read(self._names["xl/workbook.xml"]), sheet)
        found = {}
        for name, key in sheets:
            target = targets.get(key, "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            stored = self._names.get(member.lower(), "")
            if "worksheets/" in stored.lower():
                found[name] = stored
        return found
