"""The golden run: sample workbooks → the rows and numbers that are kept in `tests/expected/`, cell by cell.

The numbers there are worked out a second time here, from the facts that the workbooks were made of, with pandas and
without any code of the product. Renew with `python -m tests.renew_expected`.
"""

import pandas
import pytest

from tests.conftest import ROOT
from tests.renew_expected import TABLES, expected_csv, samples_as_csv

SAMPLES = ROOT / "data" / "samples"
ALIASES = {"香港优才与专才协会": "香港优才及专才协会"}


def test_the_samples_become_what_is_expected():
    found = samples_as_csv()
    assert set(found) == {*TABLES, "indicators"}
    differences = []
    for name, rows in found.items():
        expected = expected_csv(name)
        assert rows[0] == expected[0], name
        assert len(rows) == len(expected), name
        for number, (row, kept) in enumerate(zip(rows, expected, strict=True), 1):
            differences += [
                f"{name}.csv:{number} {column}: {was!r} is now {now!r}"
                for column, was, now in zip(expected[0], kept, row, strict=True)
                if was != now
            ]
    assert not differences, "\n".join(differences[:30])


def facts(*names: str) -> pandas.DataFrame:
    """The CSV files that the workbooks were made of, every cell as text."""
    return pandas.concat(
        pandas.read_csv(SAMPLES / "facts" / f"{name}.csv", dtype=str, keep_default_na=False) for name in names
    )


def number(value) -> str:
    """A number as it stands in the kept file."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) > 1 else str(value)


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], dict[str, str]]:
    heading, *rows = expected_csv("indicators")
    return {(row[0], row[1]): dict(zip(heading, row, strict=True)) for row in rows}


def visits(period: str) -> pandas.DataFrame:
    """The visits that the sources date, with the year of their first day."""
    found = facts("visits_2014_2019", "visits_2023_2026")
    found["first"] = found["start"].fillna("") + found["when"].fillna("")
    found["year"] = found["first"].str.extract(r"^(\d{4})")
    found = found.dropna(subset=["year"])
    return found if period == "all" else found[found["year"] == period]


@pytest.mark.parametrize("period", ["all", "2024"])
def test_visits_by_hand(kept, period):
    chosen = visits(period)
    bodies = chosen["partners"].str.split("、").explode()
    bodies = bodies[bodies != ""]
    persons = pandas.to_numeric(chosen["participants"])
    assert kept["delegations", period]["value"] == str(len(chosen))
    assert kept["meetings", period]["value"] == str(len(bodies))
    assert kept["participants", period]["value"] == number(persons.sum())
    assert kept["participants", period]["known"] == str(persons.notna().sum())
    first = visits("all")[["year", "partners"]].assign(partner=lambda frame: frame["partners"].str.split("、"))
    first = first.explode("partner").query("partner != ''").replace({"partner": ALIASES})
    years = first.groupby("partner")["year"].min()
    assert kept["new_partners", period]["value"] == str(len(years) if period == "all" else (years == period).sum())


STAGES = {
    "intentions": ["达成合作意向"],
    "mous": ["签约意向（框架协议）"],
    "contracts": ["落地"],  # nothing is recorded as signed; what has landed was
    "landed": ["落地"],
    "started": [],
    "counted": [],
    "production": [],
}


@pytest.mark.parametrize("period", ["all", "2024"])
def test_intents_by_hand(kept, period):
    found = facts("intents")
    found = found if period == "all" else found[found["signed"].str.startswith(period)]
    single, batches = found[found["is_batch"] == "否"], found[found["is_batch"] == "是"]
    assert kept["matters", period]["value"] == str(len(single))
    assert kept["batches", period]["value"] == str(len(batches))
    for indicator, stages in STAGES.items():
        reached = single[single["stage"].isin(stages)]
        money = pandas.to_numeric(reached["amount_low"]).dropna() * 100_000_000
        assert kept[indicator, period]["value"] == str(len(reached)), indicator
        assert kept[f"{indicator}_amount", period]["value"] == number(money.sum() if len(money) else None), indicator
    landed, meant = single[single["stage"] == "落地"], single[single["stage"].str.contains("意向")]
    rate, conversion = kept["fulfilment_rate", period], kept["conversion_rate", period]
    assert (rate["numerator"], rate["denominator"]) == (str(len(landed)), str(len(landed)))
    assert rate["value"] == ("1.0" if len(landed) else "")
    assert (conversion["numerator"], conversion["denominator"], conversion["value"]) == ("0", str(len(meant)), "0.0")


@pytest.mark.parametrize("period", ["all", "2024"])
def test_people_by_hand(kept, period):
    table = pandas.read_excel(SAMPLES / "talent_flows_example.xlsx", header=2, dtype=str, engine="openpyxl")
    table = table[table["方向"].isin(["港→中山", "中山→港"])]
    table = table if period == "all" else table[table["月份"].str.startswith(period)]
    persons = table["人數"].astype(int).groupby(table["方向"]).sum()
    there, back = persons["港→中山"], persons["中山→港"]
    assert kept["talent_in", period]["value"] == str(there)
    assert kept["talent_out", period]["value"] == str(back)
    assert kept["talent_net", period]["value"] == str(there - back)
    for name in ("talent_in", "talent_out", "talent_net"):
        assert kept[name, period]["is_example"] == "True"
    assert kept["delegations", period]["is_example"] == "False"


def test_published_figures_by_hand(kept):
    published = facts("hk_schemes_published").set_index("id")["count"].astype(int)
    yearly = facts("hk_schemes_yearly_outcome")
    refused = yearly[yearly["measure"] == "拒绝"]["persons"].astype(int).sum()
    expected = {
        # From 2022-12-28 to the end of 2025, over all schemes: within them lies every other figure
        ("scheme_applications", "all"): published["T045"],
        ("scheme_approvals", "all"): published["T046"],
        ("scheme_arrivals", "all"): published["T047"],
        # No total over all schemes: the years one by one, and the later of two cumulative figures
        ("scheme_rejections", "all"): refused + published["T011"],
        # January to October 2024, over all schemes
        ("scheme_applications", "2024"): published["T023"],
        ("scheme_approvals", "2024"): published["T024"],
        ("scheme_arrivals", "2024"): published["T025"],
    }
    for name in ("applications", "approvals", "arrivals", "rejections", "dependants", "extensions"):
        for period in ("all", "2024"):
            key = (f"scheme_{name}", period)
            assert kept[key]["value"] == number(expected.get(key)), key


def test_the_sectors_of_a_year_add_up_to_its_approvals():
    approved = facts("hk_schemes_yearly_outcome").query("measure == '获批'")
    approved = approved.assign(year=approved["year"].str[:4]).set_index(["year", "scheme"])["persons"].astype(int)
    by_sector = facts("hk_schemes_yearly_sector")
    summed = by_sector["persons"].astype(int).groupby([by_sector["year"], by_sector["scheme"]]).sum()
    assert (summed == approved.loc[summed.index]).all()


def test_the_origin_delegation_as_it_is_kept():
    heading, *rows = expected_csv("visits")
    (row,) = (dict(zip(heading, row, strict=True)) for row in rows if row[0] == "V001")
    assert (row["start_date"], row["end_date"], row["participants"]) == ("2024-10-31", "2024-11-01", "14")
    assert row["partners"] == "香港大中华中小企业商会|香港优才及专才协会|香港生产力促进局"
    assert row["sectors"] == "跨境电商|外贸服务|电梯及高端装备|潮玩|人才服务|新型工业化"
    heading, *rows = expected_csv("intents")
    (row,) = (dict(zip(heading, row, strict=True)) for row in rows if row[0] == "I017")
    assert (row["stage"], row["partners"], row["amount_low"]) == ("intent", "香港优才及专才协会", "")
