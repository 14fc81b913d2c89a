"""The filters that are set, each as a chip that takes it away again."""

from typing import Any

from dashboard.filter_choices import partners_of_kinds
from dashboard.indicators.periods import presets
from dashboard.reader import Reader
from dashboard.text.format import day

Chip = dict[str, Any]


def chips(reader: Reader) -> list[Chip]:
    """Period, day as of which, then value by value: what is written, what hovers, and what removing it takes away."""
    filters = reader.filters
    found = []
    if filters.start or filters.end:
        found.append(_chip(reader, "period", [], period_name(reader)))
    if filters.as_of:
        as_of = reader.t("header.as_it_stood", date=day(filters.as_of, reader.language))
        found.append(_chip(reader, "as_of", [], as_of))
    for name, values in (("direction", filters.directions), ("stage", filters.stages)):
        names = reader.choices("direction") if name == "direction" else reader.names("stages")
        found += [_chip(reader, name, [value], names(value), reader.t(f"filter.note_{name}")) for value in values]
    for name, table, values in (("town", "towns", filters.towns), ("sector", "sectors", filters.sectors)):
        names = reader.names(table)
        found += [
            _chip(reader, name, [value], names(value, short=True), names.original(value, short=True))
            for value in values
        ]
    return found + _partner_chips(reader)


def period_name(reader: Reader) -> str:
    """The period in words: a preset's name, a year, or its two days."""
    start, end = reader.filters.start, reader.filters.end
    if not start and not end:
        return reader.t("period.all")
    for name, period in presets(reader.today).items():
        if period == (start, end):
            return reader.t(f"period.{name}")
    if year := reader.filters.whole_year:
        return reader.t("period.year", year=year)
    if start and end:
        return reader.t("period.range", start=day(start, reader.language), end=day(end, reader.language))
    return (
        reader.t("period.from", start=day(start, reader.language))
        if start
        else reader.t("period.until", end=day(end, reader.language))
    )


def _partner_chips(reader: Reader) -> list[Chip]:
    """A chip for each partner, and one for all of a kind when all of it is chosen.

    A partner body cannot take its own name away; on paper it stands there all the same.
    """
    if reader.own is not None and reader.view != "print":
        return []
    chosen = list(reader.filters.partners)
    names, kinds = reader.names("partners"), reader.names("partner_kinds")
    found = []
    for kind, partners in partners_of_kinds(reader.reference("partners")).items():
        if len(partners) > 1 and set(partners) <= set(chosen):
            label = reader.t("filter.whole_kind", kind=kinds(kind), count=len(partners))
            found.append(
                _chip(reader, "partner", partners, label, names.joined(partners, reader.t("phrase.separator")))
            )
            chosen = [partner for partner in chosen if partner not in partners]
    return found + [
        _chip(reader, "partner", [value], names(value, short=True), names.original(value, short=True))
        for value in chosen
    ]


def _chip(reader: Reader, name: str, values: list[str], label: str, title: str = "") -> Chip:
    return {
        "name": name,
        "values": values,
        "label": label,
        "title": title,
        "remove": reader.t("filter.remove", name=label),
    }
