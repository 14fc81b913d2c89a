"""Hong Kong's admission schemes as published: approvals a year, cumulative figures, the publisher's own sectors."""

from typing import Any

from dashboard.charts.bars import bars
from dashboard.charts.series import Series
from dashboard.charts.stacked_columns import stacked_columns
from dashboard.indicators.filters import Filters
from dashboard.panel import Panel
from dashboard.panels.definition_change import DefinitionChange
from dashboard.reader import Reader
from dashboard.text.format import bucket, day
from dashboard.wording import row_words

MEASURES = ("applications", "approvals", "arrivals")


def _everything(reader: Reader) -> Filters:
    """Published yearly figures end in 2021; a page about the past three years shows them all the same, and says so."""
    return Filters(as_of=reader.filters.as_of)


def yearly_approvals(reader: Reader, *, height: int) -> Panel:
    """A panel: approvals a year, stacked by scheme."""
    filters = _everything(reader)
    rows = reader.values("scheme_approvals", "year", "scheme", filters=filters).rows
    found = {(row["year"], row["scheme"]): row for row in rows}
    totals = {row["year"]: row for row in reader.values("scheme_approvals", "year", filters=filters).rows}
    title = reader.t("talent.yearly")
    if totals:
        last = max(totals)
        title = reader.t("talent.yearly_finding", year=last, count=row_words(reader, "scheme_approvals", totals[last]))
    years, look, names = sorted(totals), reader.look, reader.names("schemes")
    size = {
        scheme: sum(r["value"] or 0 for r in rows if r["scheme"] == scheme) for scheme in {r["scheme"] for r in rows}
    }
    # A scheme within another one that is shown would be stacked on itself.
    parents = {row["scheme"]: row["parent"] for row in reader.reference("schemes")}
    schemes = sorted((s for s in size if parents.get(s) not in size), key=lambda scheme: -size[scheme])
    changed = DefinitionChange(reader, ("scheme_approvals",), "year", years, filters)
    colors = [look.accent, look.stage_ramp[2], look.stage_ramp[1], look.stage_ramp[0], look.hairline]
    return Panel(
        title,
        reader.t("talent.yearly_sub") + changed.said(),
        ("scheme_approvals",),
        figure=changed.drawn(
            stacked_columns(
                [bucket(year, "year", reader.language) for year in years],
                [
                    Series(
                        names(scheme, short=reader.language == "en"),
                        colors[min(number, len(colors) - 1)],
                        [found.get((year, scheme), {"value": 0})["value"] for year in years],
                    )
                    for number, scheme in enumerate(schemes)
                ],
                look,
                height=height,
                labels=[row_words(reader, "scheme_approvals", totals[year]) for year in years],
                width=330 if reader.is_phone else 560,
            )
        )
        if totals
        else None,
        alt=title + changed.said(),
        table=tuple(
            {
                reader.t("filter.year"): bucket(year, "year", reader.language),
                changed.heading("scheme_approvals", reader.t("column.approvals")): row_words(
                    reader, "scheme_approvals", totals[year]
                ),
                **changed.cells(year),
                **{
                    names(scheme): row_words(reader, "scheme_approvals", found.get((year, scheme)))
                    for scheme in schemes
                },
            }
            for year in reversed(years)
        ),
        is_published=True,
        empty="published",
        height=height,
    )


def scheme_table(reader: Reader, *, height: int) -> Panel:
    """A panel: each scheme's published figures with their as-at days; the three measures are never added."""
    filters = _everything(reader)
    found = {
        measure: {row["scheme"]: row for row in reader.values(f"scheme_{measure}", "scheme", filters=filters).rows}
        for measure in MEASURES
    }
    schemes = [row["scheme"] for row in reader.reference("schemes") if any(row["scheme"] in f for f in found.values())]
    return Panel(
        reader.t("talent.schemes"),
        reader.t("talent.schemes_sub"),
        tuple(f"scheme_{measure}" for measure in MEASURES),
        table=tuple(_scheme(reader, scheme, found) for scheme in schemes),
        is_published=True,
        empty="published",
        height=height,
    )


def _scheme(reader: Reader, scheme: str, found: dict[str, dict[str, dict[str, Any]]]) -> dict[str, str]:
    rows = [found[measure].get(scheme) for measure in MEASURES]
    days = {row["as_at"] for row in rows if row}
    cells = {reader.t("column.scheme"): reader.names("schemes")(scheme)}
    for measure, row in zip(MEASURES, rows, strict=True):
        written = row_words(reader, f"scheme_{measure}", row)
        if row and len(days) > 1:
            written = reader.t("column.as_at_cell", number=written, date=day(row["as_at"], reader.language))
        cells[reader.t(f"column.{measure}")] = written
    cells[reader.t("column.since")] = day(min(row["since"] for row in rows if row), reader.language)
    cells[reader.t("column.as_at")] = day(max(days), reader.language)
    return cells


def published_sectors(reader: Reader, *, height: int, most: int = 8) -> Panel:
    """A panel: the newest year's approvals by the publisher's own classes of sectors."""
    filters = _everything(reader)
    rows = reader.values("scheme_approvals", "year", "published_sector", filters=filters).rows
    year = max((row["year"] for row in rows), default="")
    newest = sorted((row for row in rows if row["year"] == year), key=lambda row: -(row["value"] or 0))[:most]
    subtitle = reader.t("talent.published_sectors_sub", year=year)
    names = reader.choices("published_sector")
    labels = [row_words(reader, "scheme_approvals", row) for row in newest]
    return Panel(
        reader.t("talent.published_sectors"),
        subtitle,
        ("scheme_approvals",),
        figure=bars(
            [names(row["published_sector"]) for row in newest],
            [row["value"] for row in newest],
            labels,
            reader.look,
            height=height,
            name_width=17 if reader.language == "en" else 7.4,
        )
        if newest
        else None,
        alt=subtitle,
        table=tuple(
            {reader.t("column.sector"): names(row["published_sector"]), reader.t("column.approvals"): label}
            for row, label in zip(newest, labels, strict=True)
        ),
        is_published=True,
        empty="published",
        height=height,
    )
