"""Who a partner is: its names, aliases, former names, kind, and the people that the records name."""

from dashboard.indicators.filters import Filters
from dashboard.panel import Panel
from dashboard.reader import Reader

MOST_PEOPLE = 12


def partner_identity(reader: Reader, *, partner: str, height: int) -> Panel:
    """A panel without a chart; an unknown partner has the name as written and nothing else."""
    row = next((row for row in reader.reference("partners") if row["partner"] == partner), {"partner": partner})
    between = reader.t("phrase.separator")
    lines = {
        "partners.names": between.join(filter(None, dict.fromkeys((partner, row.get("zh_hant"), row.get("en"))))),
        "partners.aliases": between.join(alias for alias in (row.get("aliases") or "").split(";") if alias),
        "partners.former": between.join(
            _former(reader, old)
            for old in reader.reference("renames")
            if old["names_of"] == "partners" and old["name"] == partner
        ),
        "partners.kind": reader.names("partner_kinds")(row.get("kind")),
        "partners.people": between.join(_people(reader, partner)),
    }
    return Panel(
        reader.t("partners.identity"),
        reader.t("partners.identity_sub"),
        (),
        table=tuple(
            {reader.t("column.what"): reader.t(key), reader.t("column.written"): value}
            for key, value in lines.items()
            if value
        ),
        listing="visits",
        height=height,
    )


def _former(reader: Reader, old: dict[str, str]) -> str:
    """A former name, and since when there is another, where that is known."""
    written = reader.quoted(old["old_name"])
    return reader.t("partners.former_until", name=written, year=old["since"]) if old["since"] else written


def _people(reader: Reader, partner: str) -> list[str]:
    """Those who led a visit with the partner, as written, the newest first, each once."""
    visits = reader.listed("visits", Filters(partners=(partner,), as_of=reader.filters.as_of))
    leads = [name.strip() for visit in visits for name in (visit["lead"] or "").replace("；", ";").split(";")]
    return [reader.quoted(name) for name in dict.fromkeys(filter(None, leads))][:MOST_PEOPLE]
