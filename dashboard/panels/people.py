"""People moving between the two cities: by month, and by direction and sector."""

from dashboard.charts.flow import Link, Node, flow
from dashboard.charts.line import line
from dashboard.charts.series import Series
from dashboard.charts.theme import family_color
from dashboard.indicators.periods import axis
from dashboard.panel import chart, empty, panel
from dashboard.panels.ranking import ranked
from dashboard.reader import Reader
from dashboard.text.format import bucket
from etl import clock

DIRECTIONS = {"HK_TO_ZS": "talent_in", "ZS_TO_HK": "talent_out"}


def people_over_time(reader: Reader, height: int) -> None:
    """A panel: persons to Zhongshan and to Hong Kong, month by month."""
    found = {
        indicator: {row["month"]: row["value"] for row in reader.values(indicator, "month").rows}
        for indicator in DIRECTIONS.values()
    }
    keys = axis([{"month": key} for months in found.values() for key in months], "month", reader.filters, clock.today())
    net = reader.values("talent_net").total
    title = reader.t("talent.flow_time")
    if net:
        title = reader.t("talent.flow_finding" if net > 0 else "talent.flow_finding_out")
    is_example = reader.values("talent_net").is_example
    subtitle = reader.t("talent.flow_time_sub")
    with panel(reader, title, subtitle, indicators=["talent_in", "talent_out"], is_example=is_example):
        if not any(found.values()):
            empty(reader, "talent", height)
            return
        colors = (reader.look.accent, reader.look.lanes["intents"])
        figure = line(
            [bucket(key, "month", reader.language) for key in keys],
            [
                Series(reader.t(f"indicator.{indicator}.name"), color, [months.get(key) for key in keys])
                for (indicator, months), color in zip(found.items(), colors, strict=True)
            ],
            reader.look,
            height=height,
            ticks=_ticks(keys, reader),
        )
        chart(reader, figure, "people-time", title)


def _ticks(keys: list[str], reader: Reader) -> list[tuple[str, str]]:
    months = [key for key in keys if key.endswith(("-01", "-07"))]
    shown = keys if len(keys) <= 6 else months
    if reader.is_phone and len(shown) > 3:
        shown = [key for key in shown if key.endswith("-01")]
    return [(bucket(key, "month", reader.language), bucket(key, "month", reader.language)) for key in shown]


def people_flow(reader: Reader, height: int, most: int = 8) -> None:
    """A panel: a Sankey from direction to sector; the sectors beyond the largest are one band."""
    amounts = {
        (direction, row["sector"]): row["value"]
        for direction, indicator in DIRECTIONS.items()
        for row in reader.values(indicator, "sector").rows
        if row["sector"] and row["value"]
    }
    largest = [row["sector"] for row in ranked(reader, "talent_in", "sector", most)]
    is_example = reader.values("talent_net").is_example
    subtitle = reader.t("talent.flow_sankey_sub", count=len(largest))
    with panel(
        reader,
        reader.t("talent.flow_sankey"),
        subtitle,
        indicators=["talent_in", "talent_out"],
        is_example=is_example,
    ):
        if not amounts:
            empty(reader, "talent", height)
            return
        look = reader.look
        families = {row["sector"]: row["family"] for row in reader.reference("sectors")}
        nodes = [
            Node(reader.t("indicator.talent_in.name"), look.accent),
            Node(reader.t("indicator.talent_out.name"), look.lanes["intents"]),
            *(
                Node(
                    reader.names("sectors")(sector, short=reader.language == "en"),
                    family_color(families.get(sector, ""), look),
                )
                for sector in largest
            ),
            Node(reader.t("talent.other_sectors"), look.muted),
        ]
        bands: dict[tuple[int, int], float] = {}
        for (direction, sector), value in amounts.items():
            target = 2 + (largest.index(sector) if sector in largest else len(largest))
            band = (list(DIRECTIONS).index(direction), target)
            bands[band] = bands.get(band, 0) + value
        links = [Link(source, target, value, look.hairline) for (source, target), value in sorted(bands.items())]
        chart(reader, flow(nodes, links, look, height=height), "people-flow", subtitle)
