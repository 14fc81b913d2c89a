"""What a sample table looks like, as written in layouts/*.toml."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    group: str
    heading: str
    key: str
    width: float
    kind: str

    @property
    def summed(self) -> bool:
        return self.kind.endswith("+")

    def value(self, text: str) -> str | int | float | date | None:
        kind = self.kind.rstrip("+")
        if text == "":
            return None
        if kind in ("int", "year"):
            return int(text)
        if kind == "amount":
            return float(text)
        if kind == "date" and len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text)
        return text


@dataclass
class Layout:
    name: str
    rows: str
    title: str
    unit: str
    columns: list[Column]
    notes: list[str]
    date_format: str = "yyyy-mm-dd"
    serial: str = ""
    section: str = ""
    subtotal: str = ""
    total: str = ""
    total_skips: list[str] = field(default_factory=list)
    count: list[str] = field(default_factory=list)


def parse(table: dict[str, Any]) -> Layout:
    columns = [Column(*column) for column in table.pop("columns")]
    if table.get("serial"):
        columns.insert(0, Column("", table["serial"], "", 6, "int"))
    return Layout(columns=columns, **table)
