"""Who moves which way, for what, into which sector: bands from direction over scheme or purpose to sector."""

from typing import Any

from dashboard.charts.flow import Link, Node, flow
from dashboard.charts.theme import family_color
from dashboard.panel import Panel
from dashboard.panels.ranking import ranked
from dashboard.reader import Reader
from dashboard.text.format import count

DIRECTIONS = {"HK_TO_ZS": "talent_in", "ZS_TO_HK": "talent_out"}


def people_by_purpose(reader: Reader, *, height: int, most: int = 7) -> Panel:
    """A panel; the sectors beyond the largest end in one block, what a record does not say in another."""
    look, names = reader.look, reader.names("sectors")
    sectors = [row["sector"] for row in ranked(reader, "talent_in", "sector", most)]
    families = {row["sector"]: row["family"] for row in reader.reference("sectors")}
    first = [
        (direction, _what(reader, row), row["value"])
        for direction, indicator in DIRECTIONS.items()
        for row in reader.values(indicator, "scheme", "purpose").rows
        if row["value"]
    ]
    split = [
        (direction, row)
        for direction, indicator in DIRECTIONS.items()
        for row in reader.values(indicator, "scheme", "purpose", "sector").rows
    ]
    second = [(direction, _what(reader, row), row["sector"], row["value"]) for direction, row in split if row["value"]]
    not_shown = [(direction, _what(reader, row), row["sector"]) for direction, row in split if row.get("suppressed")]
    kinds = list(dict.fromkeys(kind for _, kind, _ in first))
    nodes = [
        *(
            Node(reader.t(f"indicator.{indicator}.name"), color, {"direction": direction})
            for (direction, indicator), color in zip(
                DIRECTIONS.items(), (look.accent, look.lanes["intents"]), strict=True
            )
        ),
        *(Node(kind, look.muted) for kind in kinds),
        *(
            Node(
                names(sector, short=reader.language == "en"),
                family_color(families.get(sector, ""), look),
                {"sector": sector},
            )
            for sector in sectors
        ),
        Node(reader.t("talent.other_sectors"), look.muted),
    ]
    ways, middle, last = list(DIRECTIONS), len(DIRECTIONS), len(DIRECTIONS) + len(kinds)
    links = [
        Link(ways.index(way), middle + kinds.index(kind), value, look.hairline, {"direction": way})
        for way, kind, value in first
    ] + [
        Link(
            middle + kinds.index(kind),
            last + (sectors.index(sector) if sector in sectors else len(sectors)),
            value,
            look.hairline,
            {"direction": way, "sector": sector} if sector else {"direction": way},
        )
        for way, kind, sector, value in second
    ]
    title = reader.t("talent.flow_sankey")
    return Panel(
        title,
        reader.t("talent.flow_purpose_sub", count=len(sectors)),
        ("talent_moves", "talent_in", "talent_out"),
        figure=flow(nodes, links, look, height=height) if links else None,
        alt=f"{title}: "
        + ", ".join(
            f"{reader.t(f'indicator.{DIRECTIONS[way]}.name')} · {kind} {count(value, reader.language)}"
            for way, kind, value in sorted(first, key=lambda band: -band[2])[:3]
        ),
        table=tuple(
            {
                reader.t("column.direction"): reader.t(f"indicator.{DIRECTIONS[way]}.name"),
                reader.t("column.purpose"): kind,
                reader.t("column.sectors"): names(sector) or reader.t("talent.unsaid"),
                reader.t("column.participants"): written,
            }
            for way, kind, sector, written in [
                *((*band, count(value, reader.language)) for *band, value in sorted(second, key=lambda band: -band[3])),
                *((*band, reader.t("people.not_shown")) for band in not_shown),
            ]
        ),
        listing="talent",
        is_example=reader.values("talent_net").is_example,
        empty="" if links else "talent",
        height=height,
    )


def _what(reader: Reader, row: dict[str, Any]) -> str:
    """The scheme under which people moved, else for what."""
    scheme, purpose = reader.names("schemes")(row["scheme"]), reader.choices("purpose")(row["purpose"])
    return scheme or purpose or reader.t("talent.unsaid")
