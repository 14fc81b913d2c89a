"""The names that can be found in a version: partners, sectors, towns, pages, indicators, each in all its spellings."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dashboard.indicators.registry import INDICATORS
from dashboard.text import LANGUAGES, catalogue, t
from etl.places import ROOT

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

# kind → (reference table, its key, the columns whose texts name it)
_TABLES = {
    "partner": ("partners", "partner", ("short_zh_hans", "zh_hant", "en", "short_en", "aliases")),
    "sector": ("sectors", "sector", ("short_zh_hans", "zh_hant", "en", "short_en", "spellings")),
    "town": ("towns", "town", ("short_zh_hans", "zh_hant", "en", "aliases")),
}
_WITH_PARTNERS = ("visits", "matters", "batches", "talent")


def names(connection: "Connection") -> Iterator[tuple[str, str, bool, str]]:
    """Kind, a text, whether it may be found by its sounds, and what it names: a canonical name, a page, an indicator.

    In the order in which those that fit equally well are shown. A definition holds initials by chance.
    """
    for kind, (table, key, columns) in _TABLES.items():
        for name, *others in _known(connection, table, key, columns):
            yield from ((kind, text, True, name) for text in dict.fromkeys([name, *others]))
    yield from (("partner", name, True, name) for name in _unknown_partners(connection))
    yield from (("partner", written, True, name) for written, name in _written_partners(connection))
    for page in pages():
        yield from (("page", text, True, page) for text in _in_all_languages(f"page.{page}"))
    for id, indicator in INDICATORS.items():
        texts = [indicator.code, *_in_all_languages(f"indicator.{id}.name")]
        yield from (("indicator", text, True, id) for text in texts)
    for id in INDICATORS:
        yield from (("indicator", text, False, id) for text in _in_all_languages(f"indicator.{id}.definition"))


def pages() -> list[str]:
    """The pages that have a title, in the order of the catalogue."""
    scripts = {script.stem for script in ROOT.glob("pages/*/*.py")}
    titled = (key.removeprefix("page.") for key in catalogue())
    return [page for page in titled if page in scripts]


def _known(connection: "Connection", table: str, key: str, columns: Iterable[str]) -> list[list[str]]:
    """For each name of a reference table, in its order: the name, its other spellings, its old names."""
    rows = connection.execute(f"select {key}, {', '.join(columns)} from {table}").fetchall()
    found = {name: [name, *_split(texts)] for name, *texts in rows}
    renamed = connection.execute("select name, old_name from renames where names_of = ?", [table]).fetchall()
    for name, old in renamed:
        found[name].append(old)
    return list(found.values())


def _split(texts: Iterable[str | None]) -> list[str]:
    return [part.strip() for text in texts if text for part in text.split(";") if part.strip()]


def _unknown_partners(connection: "Connection") -> list[str]:
    """Names in the records that no reference table knows; they stay as somebody wrote them."""
    records = " union ".join(f"select unnest(partners) as name from ready.{relation}" for relation in _WITH_PARTNERS)
    known = "select partner from partners"
    rows = connection.execute(f"select name from ({records}) where name not in ({known}) order by name").fetchall()
    return [name for (name,) in rows]


def _written_partners(connection: "Connection") -> list[tuple[str, str]]:
    """How the records write the names, where it is not the name itself."""
    written = " union ".join(
        "select unnest(partners_written) as written, unnest(partners) as name"
        f" from {table} where len(partners_written) = len(partners)"
        for table in ("visits", "intents")
    )
    return connection.execute(f"select written, name from ({written}) where written <> name order by all").fetchall()


def _in_all_languages(key: str) -> Iterator[str]:
    return (t(key, language) for language in LANGUAGES)
