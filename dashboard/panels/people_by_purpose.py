"""Who moves which way, for what, into which sector: bands from direction over purpose to sector."""

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
    purposes, sectors = (
        reader.choices("purpose"),
        [row["sector"] for row in ranked(reader, "talent_in", "sector", most)],
    )
    families = {row["sector"]: row["family"] for row in reader.reference("sectors")}
    first = {
        (direction, row["purpose"]): row["value"]
        for direction, indicator in DIRECTIONS.items()
        for row in reader.values(indicator, "purpose").rows
        if row["value"]
    }
    second = {
        (direction, row["purpose"], row["sector"]): row["value"]
        for direction, indicator in DIRECTIONS.items()
        for row in reader.values(indicator, "purpose", "sector").rows
        if row["value"]
    }
    kinds = list(dict.fromkeys(purpose for _, purpose in first))
    nodes = [
        *(
            Node(reader.t(f"indicator.{indicator}.name"), color, {"direction": direction})
            for (direction, indicator), color in zip(
                DIRECTIONS.items(), (look.accent, look.lanes["intents"]), strict=True
            )
        ),
        *(Node(purposes(kind) or reader.t("talent.unsaid"), look.muted) for kind in kinds),
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
        for (way, kind), value in first.items()
    ] + [
        Link(
            middle + kinds.index(kind),
            last + (sectors.index(sector) if sector in sectors else len(sectors)),
            value,
            look.hairline,
            {"direction": way, "sector": sector} if sector else {"direction": way},
        )
        for (way, kind, sector), value in second.items()
    ]
    title = reader.t("talent.flow_sankey")
    return Panel(
        title,
        reader.t("talent.flow_purpose_sub", count=len(sectors)),
        ("talent_in", "talent_out"),
        figure=flow(nodes, links, look, height=height) if links else None,
        alt=f"{title}: "
        + ", ".join(
            f"{reader.t(f'indicator.{DIRECTIONS[way]}.name')} · {purposes(kind)} {count(value, reader.language)}"
            for (way, kind), value in sorted(first.items(), key=lambda item: -item[1])[:3]
        ),
        table=tuple(
            {
                reader.t("column.direction"): reader.t(f"indicator.{DIRECTIONS[way]}.name"),
                reader.t("column.purpose"): purposes(kind) or reader.t("talent.unsaid"),
                reader.t("column.sectors"): names(sector) or reader.t("talent.unsaid"),
                reader.t("column.participants"): count(value, reader.language),
            }
            for (way, kind, sector), value in sorted(second.items(), key=lambda item: -item[1])
        ),
        listing="talent",
        is_example=reader.values("talent_net").is_example,
        empty="" if links else "talent",
        height=height,
    )
