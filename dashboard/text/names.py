"""Names of sectors, partners, towns and the rest in the reader's language, from the reference tables."""

import unicodedata
from dataclasses import dataclass

Rows = tuple[dict[str, str], ...]
_NAME = {"zh-Hant": "zh_hant", "en": "en"}
_KEYS = {
    "sectors": "sector",
    "partners": "partner",
    "towns": "town",
    "schemes": "scheme",
    "stages": "stage",
    "partner_kinds": "kind",
    "sector_families": "family",
}


# The longest name that stands whole where a short one is asked for: 18 Chinese characters or 36 Latin letters.
BRIEF = 36


def brief(name: str) -> str:
    """A name that nobody has given a short form, cut where a heading or an axis has no more room."""
    width = 0
    for place, character in enumerate(name):
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > BRIEF:
            return f"{name[:place].rstrip()}…"
    return name


@dataclass(frozen=True)
class Names:
    """The names of one reference table in one language; what it does not know is shown as written."""

    full: dict[str, str]
    short: dict[str, str]

    def __call__(self, canonical: str | None, *, short: bool = False) -> str:
        if canonical is None:
            return ""
        if short:
            return self.short.get(canonical) or brief(canonical)
        return self.full.get(canonical, canonical)

    def original(self, canonical: str | None, *, short: bool = False) -> str:
        """The name as records and reference tables hold it, where another one is shown; for the mouse to find."""
        return "" if canonical is None or self(canonical, short=short) == canonical else canonical

    def joined(self, canonical: list[str] | tuple[str, ...], separator: str) -> str:
        """Several names, in the order given."""
        return separator.join(self(name) for name in canonical)


def names(rows: Rows, table: str, language: str) -> Names:
    """The names of `table` (a reference table's rows); a name without a translation stays Chinese."""
    key = _KEYS[table]
    column = _NAME.get(language, "zh_hans")
    short_column = {"zh-Hans": "short_zh_hans", "zh-Hant": "short_zh_hant", "en": "short_en"}[language]
    full, short = {}, {}
    for row in rows:
        fallback = row.get("zh_hans") or row[key]
        full[row[key]] = row.get(column) or fallback
        short[row[key]] = row.get(short_column) or row.get("short_zh_hans") or full[row[key]]
    return Names(full, short)


def choice_names(rows: Rows, choice: str, language: str) -> Names:
    """The names of the values of `direction`, `measure` or `purpose`."""
    column = {"zh-Hans": "zh_hans", "zh-Hant": "zh_hant", "en": "en"}[language]
    found = {row["value"]: row[column] for row in rows if row["choice"] == choice}
    return Names(found, found)
