"""What stands on the first page of the week's document: its title, what it is of, and its sentences."""

from dashboard.export.sentences import Brief
from dashboard.export.told import CHANGED, told
from dashboard.indicators.difference import last_friday
from dashboard.reader import Reader
from dashboard.text.format import day


def brief(reader: Reader, week: str) -> Brief:
    """The brief of the week for one reader, in their language, as of the reader's day."""
    language = reader.language
    as_of, since = day(reader.today, language), day(last_friday(reader.today), language)
    # In its first week a warehouse has nothing of last Friday.
    is_first = reader.difference(CHANGED[0]) is None
    facts = [
        (reader.t("file.as_of"), as_of),
        (reader.t("file.filters"), reader.t("file.none")),
        (reader.t("file.version"), reader.version.name),
    ]
    if not is_first:
        facts.append((reader.t("export.since"), since))
    foot = reader.t("export.foot", week=week, date=as_of, version=reader.version.name)
    title = reader.t("export.title", week=week)
    subtitle = reader.t("export.subtitle_first" if is_first else "export.subtitle", date=as_of, since=since)
    return Brief(language, title, subtitle, told(reader), tuple(facts), foot)
