"""The indicators a second time, from the sample workbooks' facts with pandas: no code of the product is used here."""

import csv
import re
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pandas

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "data" / "samples" / "facts"
REFERENCE = ROOT / "data" / "reference"
DIRECTIONS = {"赴港": "ZS_TO_HK", "来访": "HK_TO_ZS", "其他": "OTHER", "港→中山": "HK_TO_ZS", "中山→港": "ZS_TO_HK"}
STAGES = {"达成合作意向": "intent", "签约意向（框架协议）": "mou", "落地": "landed"}
# What the samples record as landed has been contracted by that day.
REACHED = {"intent": ["intent"], "mou": ["mou"], "landed": ["contract", "landed"]}
COURSE = ["lead", "talks", "intent", "mou", "contract", "landed", "started", "counted", "production"]
INDICATOR_OF = {
    "intentions": "intent", "mous": "mou", "contracts": "contract", "landed": "landed", "started": "started",
    "counted": "counted", "production": "production",
}  # fmt: skip


def written():
    """What the sample workbooks were made of."""
    return written_visits(), written_intents(), written_people()


def reference(table):
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(table, key, *columns):
    """Every spelling in a reference table → the canonical name."""
    found = {}
    for row in reference(table):
        for text in (row[key], *(part for column in columns for part in row[column].split(";"))):
            found.setdefault(text, row[key])
    return found


SECTORS = spellings("sectors", "sector", "spellings", "zh_hant")
TOWNS = spellings("towns", "town", "aliases", "zh_hant")
PARTNERS = spellings("partners", "partner", "aliases", "zh_hant")
LIMITS = {row["stage"]: int(row["stalled_after_days"]) for row in reference("stages") if row["stalled_after_days"]}


def named(text, known):
    """The canonical names in a cell, each once, in order."""
    return list(dict.fromkeys(known.get(part, part) for part in str(text).split("、") if part))


def day_of(text):
    """(first day, last day it may mean, how exactly) of the start that a cell writes, or None."""
    found = re.match(r"(\d{4})(?:[年-](\d{1,2}))?(?:[月-](\d{1,2}))?", str(text))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if day:
        return date(year, month, day), date(year, month, day), "day"
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _facts(*names):
    read = (pandas.read_csv(FACTS / f"{name}.csv", dtype=str, keep_default_na=False) for name in names)
    return pandas.concat(read, ignore_index=True).fillna("")


def _dated(frame, column):
    """With `day`, `last` and `precision`; rows without a day are left out."""
    frame = frame.assign(when=frame[column].map(day_of)).dropna(subset=["when"])
    parts = pandas.DataFrame(frame["when"].tolist(), index=frame.index, columns=["day", "last", "precision"])
    return pandas.concat([frame, parts], axis=1)


def written_visits():
    """The cells of the visits' workbooks, as text."""
    frame = _facts("visits_2014_2019", "visits_2023_2026")
    return frame.assign(start=frame["start"] + frame["when"])


def written_intents():
    """The cells of the intents' workbook, as text."""
    return _facts("intents")


def written_people():
    """The cells of the made-up workbook of people, as text."""
    table = ROOT / "data" / "samples" / "talent_flows_example.xlsx"
    frame = pandas.read_excel(table, header=2, dtype=str, engine="openpyxl").fillna("")
    names = {
        "月份": "month",
        "方向": "direction",
        "合作機構": "partners",
        "行業": "sectors",
        "鎮街": "town",
        "人數": "count",
    }
    return frame[frame["方向"].isin(DIRECTIONS)].rename(columns=names)


def _lists(frame):
    return {
        "partners": [named(text, PARTNERS) for text in frame["partners"]],
        "sectors": [named(text, SECTORS) for text in frame["sectors"]],
        "towns": [named(text, TOWNS) for text in frame["town"]],
    }


def visits(written):
    frame = _dated(written, "start")
    persons = pandas.to_numeric(frame["participants"])
    return frame.assign(**_lists(frame), direction=frame["direction"].map(DIRECTIONS), persons=persons)


def intents(written):
    frame = _dated(written.rename(columns={"sector": "sectors"}), "signed")
    # 亿元 stands in the heading
    money = {name: pandas.to_numeric(frame[f"amount_{name}"]) * 100_000_000 for name in ("low", "high")}
    return frame.assign(**_lists(frame), **money, stage=frame["stage"].map(STAGES))


def people(written):
    frame = _dated(written, "month")
    return frame.assign(
        **_lists(frame),
        day=[day.replace(day=1) for day in frame["day"]],
        last=[day.replace(day=monthrange(day.year, day.month)[1]) for day in frame["day"]],
        precision="month",
        direction=frame["direction"].map(DIRECTIONS),
        persons=frame["count"].astype(int),
    )


def within(frame, chosen, *, with_direction=False):
    """The rows that a choice leaves: `start`, `end`, `sectors`, `partners`, `towns`, `directions`."""
    kept = []
    for _, row in frame.iterrows():
        last = row["day"] if row["precision"] == "day" else row["last"]
        is_in = not (chosen.get("start") and row["day"] < chosen["start"])
        is_in &= not (chosen.get("end") and last > chosen["end"])
        for name in ("sectors", "partners", "towns"):
            is_in &= not chosen.get(name) or bool(set(row[name]) & set(chosen[name]))
        if with_direction and chosen.get("directions"):
            is_in &= row["direction"] in chosen["directions"]
        kept.append(is_in)
    return picked(frame, kept)


def picked(frame, flags):
    """The rows whose flag is set; none of no rows."""
    return frame[pandas.Series(list(flags), index=frame.index, dtype=bool)]


def total(numbers):
    """The sum of what is known; nothing known is no 0."""
    known = numbers.dropna()
    return known.sum() if len(known) else None


def share(part, whole):
    return part / whole if whole else None


class Recomputed:
    """Every indicator under a choice, on a day, from the written cells of visits, intents and people."""

    def __init__(self, written):
        self.visits, self.intents, self.people = visits(written[0]), intents(written[1]), people(written[2])
        self.single = self.intents[self.intents["is_batch"] == "否"]
        met = self.visits.explode("partners").dropna(subset=["partners"])
        self.met = met.assign(partner=met["partners"], partners=[[name] for name in met["partners"]])
        self.first = self.met.sort_values(["day", "id"]).drop_duplicates("partner")
        dated = self.single.explode("partners").dropna(subset=["partners"])
        self.latest = dated.groupby("partners")["day"].max().to_dict()

    def all(self, chosen, on):
        """Indicator → value."""
        return {**self._visits(chosen), **self._matters(chosen, on), **self._rates(chosen, on), **self._people(chosen)}

    def _visits(self, chosen):
        trips = within(self.visits, chosen, with_direction=True)
        met = within(self.met, chosen, with_direction=True)
        pairs = zip(met["partner"], met["day"], strict=True)
        later = picked(met, [self.latest.get(partner, date.min) >= day for partner, day in pairs])
        return {
            "delegations": len(trips),
            "meetings": len(met),
            "participants": total(trips["persons"]),
            "new_partners": len(within(self.first, chosen, with_direction=True)),
            "visited": met["partner"].nunique(),
            "partner_conversion": share(later["partner"].nunique(), met["partner"].nunique()),
        }

    def reached(self, chosen, stage):
        rows = within(self.single, chosen)
        return picked(rows, [stage in REACHED[now] for now in rows["stage"]])

    def _matters(self, chosen, on):
        found = {
            "matters": len(within(self.single, chosen)),
            "batches": len(within(self.intents[self.intents["is_batch"] == "是"], chosen)),
            "stalled": sum(
                row["stage"] in LIMITS and row["last"] + timedelta(days=LIMITS[row["stage"]]) < on
                for _, row in within(self.single, chosen).iterrows()
            ),
        }
        for indicator, stage in INDICATOR_OF.items():
            rows = self.reached(chosen, stage)
            found[indicator] = len(rows)
            found[f"{indicator}_amount"] = total(rows["low"])
            found[f"{indicator}_amount_high"] = total(rows["high"])
        return found

    def _rates(self, chosen, on):
        contracts = self.reached(chosen, "contract")
        meant = within(self.single[self.single["stage"].isin(["intent", "mou"])], chosen)
        is_part = any(chosen.get(name) for name in ("sectors", "partners", "towns", "directions"))
        last = min(chosen.get("end") or on, on)
        year = {"start": date(last.year, 1, 1), "end": last}
        return {
            "fulfilment_rate": share(len(contracts), len(contracts)),  # all of them have landed
            "conversion_rate": share(0, len(meant)),  # none was contracted later
            "plan_completion": None if is_part or last.year != 2026 else len(self.reached(year, "contract")) / 1,
            "extension_rate": self._extensions(chosen),
            # no sample says what is due, paid in or newly registered
            **dict.fromkeys(("start_rate", "paid_in_rate", "production_rate", "new_enterprises", "foreign_capital")),
        }

    def _extensions(self, chosen):
        if any(chosen.get(name) for name in ("sectors", "partners", "towns")):
            return None
        figures = [
            (date.fromisoformat(row["period_end"]), int(row["value"]) / int(row["out_of"]))
            for row in reference("published_figures")
            if row["indicator"] == "extension_rate"
        ]
        known = [
            (day, rate)
            for day, rate in figures
            if (chosen.get("start") or date.min) <= day <= (chosen.get("end") or date.max)
        ]
        return max(known)[1] if known else None

    def _people(self, chosen):
        rows = within(self.people, chosen, with_direction=True)
        there, back = (rows[rows["direction"] == way]["persons"] for way in ("HK_TO_ZS", "ZS_TO_HK"))
        return {
            "talent_in": total(there),
            "talent_out": total(back),
            "talent_moves": total(rows["persons"]),
            "talent_net": there.sum() - back.sum() if len(rows) else None,
        }

    def by_stage(self, chosen, on):
        """stage_conversion as (reached, of), and stage_age as a median, by stage."""
        conversion = {}
        for stage, before in zip(COURSE[1:], COURSE, strict=False):
            rows = self.reached(chosen, before)
            if len(rows):
                gone = sum(max(map(COURSE.index, REACHED[now])) >= COURSE.index(stage) for now in rows["stage"])
                conversion[stage] = (gone, len(rows))
        rows = within(self.single, chosen)
        rows = rows[(rows["precision"] == "day") & (rows["day"] <= on) & rows["stage"].isin(LIMITS)]
        ages = rows.assign(age=[(on - day).days for day in rows["day"]]).groupby("stage")["age"].median().to_dict()
        return conversion, ages

    def split(self, indicator, dimension, chosen):
        """Key → value of delegations, matters or talent_in by sector, partner, town, year or month."""
        frame = {"delegations": self.visits, "matters": self.single, "talent_in": self.people}[indicator]
        rows = within(frame, chosen, with_direction=indicator != "matters")
        if indicator == "talent_in":
            rows = rows[rows["direction"] == "HK_TO_ZS"]
        if dimension in ("year", "month"):
            length = 4 if dimension == "year" else 7
            # what is known to the year only has no month
            keys = [None if dimension == "month" and row["precision"] == "year" else str(row["day"])[:length]
                    for _, row in rows.iterrows()]  # fmt: skip
            rows = rows.assign(key=keys)
        else:
            wanted = chosen.get(f"{dimension}s")
            rows = rows.assign(key=rows[f"{dimension}s"].map(lambda names: names or [None])).explode("key")
            rows = picked(rows, [not wanted or key in wanted for key in rows["key"]])
        counted = rows["persons"] if indicator == "talent_in" else pandas.Series(1, index=rows.index)
        return {
            (None if pandas.isna(key) else key): number
            for key, number in counted.groupby(rows["key"], dropna=False).sum().items()
        }
