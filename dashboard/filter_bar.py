"""The filters above every page: what is chosen as chips to remove, and a drawer to choose more."""

import streamlit as st

from dashboard.address import choose, chosen, offer
from dashboard.indicators.periods import presets
from dashboard.reader import DIRECTIONS, Reader
from dashboard.text import LANGUAGES, t
from dashboard.text.format import day
from dashboard.text.names import Names
from dashboard.text.show import show
from etl import clock

FIRST_YEAR = 2012
ALL = "all"


def filter_bar(reader: Reader) -> None:
    """The drawer, one chip for each filter that is set, and the switch of languages."""
    drawer = st.popover(reader.t("filter.title"), icon=":material/tune:", key="drawer", on_change="rerun")
    if drawer.open:  # a hundred choices that nobody looks at are a third of a page's cost
        with drawer:
            _choices(reader)
    if reader.filters.start or reader.filters.end:
        st.button(reader.t("filter.chip", name=period_name(reader)), key="chip-period", on_click=_forget_period)
    if reader.filters.as_of:
        as_of = reader.t("header.as_it_stood", date=day(reader.filters.as_of, reader.language))
        st.button(reader.t("filter.chip", name=as_of), key="chip-as_of", on_click=choose, kwargs={"as_of": None})
    if not reader.is_phone:
        for name, table, values in (
            ("direction", None, reader.filters.directions),
            ("town", "towns", reader.filters.towns),
            ("sector", "sectors", reader.filters.sectors),
            ("partner", "partners", reader.filters.partners),
        ):
            names = reader.names(table) if table else reader.choices(name)
            for value in values:
                label = reader.t("filter.chip", name=show(names(value, short=True), 20))
                rest = [other for other in values if other != value]
                st.button(label, key=f"chip-{name}-{value}", on_click=choose, kwargs={name: rest})
    _languages(reader)


def period_name(reader: Reader) -> str:
    """The period in words: a preset's name, a year, or its two days."""
    start, end = reader.filters.start, reader.filters.end
    if not start and not end:
        return reader.t("period.all")
    for name, period in presets(clock.today()).items():
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


def _choices(reader: Reader) -> None:
    _period(reader)
    _pills(reader, "direction", list(DIRECTIONS), reader.filters.directions, reader.choices("direction"))
    _pills(reader, "town", _all(reader, "towns", "town"), reader.filters.towns, reader.names("towns"), short=True)
    _pills(reader, "sector", _all(reader, "sectors", "sector"), reader.filters.sectors, reader.names("sectors"))
    _partners(reader)
    st.button(reader.t("filter.clear"), key="clear", on_click=_clear, type="tertiary")


def _all(reader: Reader, table: str, column: str) -> list[str]:
    return [row[column] for row in reader.reference(table)]


def _period(reader: Reader) -> None:
    today = clock.today()
    periods = presets(today)
    now = next((n for n, p in periods.items() if p == (reader.filters.start, reader.filters.end)), None)
    key = f"period-{reader.language}"
    is_open = not reader.filters.start and not reader.filters.end
    offer(key, ALL if is_open else now)
    st.pills(
        reader.t("filter.period"),
        [*periods, ALL],
        format_func=lambda name: reader.t(f"period.{name}"),
        key=key,
        on_change=_choose_preset,
        args=(key,),
    )
    years = [str(year) for year in range(today.year, FIRST_YEAR - 1, -1)]
    key = f"year-{reader.language}"
    year = reader.filters.whole_year
    offer(key, str(year) if year else None)
    st.pills(reader.t("filter.year"), years, key=key, on_change=_choose_year, args=(key,))


def _pills(
    reader: Reader, name: str, options: list[str], values: tuple[str, ...], names: Names, *, short: bool = False
) -> None:
    key = f"{name}-{reader.language}"
    offer(key, [value for value in values if value in options])
    st.pills(
        reader.t(f"filter.{name}"),
        options,
        selection_mode="multi",
        default=None,
        format_func=lambda value: names(value, short=short),
        key=key,
        on_change=_choose_list,
        args=(name, key),
    )


def _partners(reader: Reader) -> None:
    options = _all(reader, "partners", "partner")
    key = f"partner-{reader.language}"
    offer(key, [value for value in reader.filters.partners if value in options])
    st.multiselect(
        reader.t("filter.partner"),
        options,
        format_func=lambda value: reader.names("partners")(value),
        key=key,
        on_change=_choose_list,
        args=("partner", key),
        placeholder=reader.t("filter.choose_partner"),
        filter_mode="contains",
        select_all=False,
    )


def _languages(reader: Reader) -> None:
    key = "language"
    offer(key, reader.language)
    st.segmented_control(
        reader.t("language.label"),
        LANGUAGES,
        format_func=lambda language: t(f"language.{language}", language),
        key=key,
        on_change=_choose_list,
        args=("language", key),
        label_visibility="collapsed",
        required=True,
    )


def _choose_preset(key: str) -> None:
    name = chosen(key)
    if name in presets(clock.today()):
        start, end = presets(clock.today())[name]
        choose(start=[start.isoformat()], end=[end.isoformat()])
    else:
        _forget_period()


def _choose_year(key: str) -> None:
    year = chosen(key)
    if year and year.isdigit():
        choose(start=[f"{year}-01-01"], end=[f"{year}-12-31"])
    else:
        _forget_period()


def _choose_list(name: str, key: str) -> None:
    value = chosen(key)
    choose(**{name: [value] if isinstance(value, str) else list(value or [])})


def _forget_period() -> None:
    choose(start=None, end=None)


def _clear() -> None:
    choose(start=None, end=None, sector=None, partner=None, town=None, direction=None, as_of=None)
