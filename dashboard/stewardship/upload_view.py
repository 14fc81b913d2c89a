"""What the page `upload` is drawn from before it asks for anything: words, tables, columns, known names, limits."""

from typing import Any

import orjson

from dashboard import warehouse
from dashboard.address import links
from dashboard.component import component, pack
from dashboard.reader import Reader
from dashboard.search.query import plain
from dashboard.search.sounds import sounds
from dashboard.stewardship.screen import texts
from dashboard.stewardship.upload_columns import column_choices
from dashboard.stewardship.upload_words import KINDS, UPLOAD, WHY
from dashboard.text.names import Names, names
from etl.limits import LIMITS
from etl.source import sources

NAMED = {"partners": "partner", "sectors": "sector", "towns": "town"}
TITLES = {"visits": "page.visits", "intents": "page.intents", "talent_flows": "page.talent"}
# Columns under whose names it may be looked for.
SOUGHT = ("zh_hant", "en", "short_zh_hans", "short_en", "aliases")
# Where to look when something was published.
LINKS = ("loads", "overview", "visits", "intents", "talent")
# Candidates of 100 that are taken without a second look, and how far the next one must be.
SURE, APART = 88, 8


def draw_upload(reader: Reader) -> None:
    """Draws the page below its header."""
    component("upload", "panel-upload", pack(view(reader)))


def view(reader: Reader) -> dict[str, Any]:
    """What the component is told."""
    language, version = reader.language, reader.version.name
    return {
        "language": language,
        "words": texts(UPLOAD, language)["upload"],
        "kinds": texts(KINDS, language)["problem"],
        "why": texts(WHY, language)["skipped"],
        "tables": {table: reader.t(TITLES[table]) for table in sources()},
        "columns": {table: column_choices(source, language) for table, source in sources().items()},
        "names": {table: orjson.Fragment(_names(version, table, language)) for table in NAMED},
        "values": _values(reader),
        "most_bytes": LIMITS.file_bytes,
        "sure": SURE,
        "apart": APART,
        "links": [
            [reader.t(f"page.{page}"), address]
            for page, address in zip(LINKS, links("" if page == "overview" else page for page in LINKS), strict=True)
        ],
    }


def _values(reader: Reader) -> dict[str, str]:
    """What a row says by a code → its name."""
    codes = [(row["value"], reader.choices(row["choice"])) for row in reader.reference("choices")]
    codes += [(row["stage"], reader.names("stages")) for row in reader.reference("stages")]
    return {code: named(code) for code, named in codes}


@warehouse.cached
def _names(version: str, table: str, language: str) -> bytes:
    """Every known name in the reader's language, with what a search for it is compared with; packed."""
    rows = warehouse.reference(version, table)
    return orjson.dumps([_name(row, NAMED[table], names(rows, table, language)) for row in rows])


def _name(row: dict[str, str], key: str, named: Names) -> dict[str, str]:
    written = [part for column in SOUGHT if row.get(column) for part in row[column].split(";")]
    return {
        "value": row[key],
        "label": named(row[key]),
        "names": " ".join(dict.fromkeys(plain(part) for part in [row[key], *written])),
        "sounds": sounds(plain(row[key])),
    }
