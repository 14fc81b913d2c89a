"""An office's own editions of reference tables win, survive an update, and lie where nothing else is reached."""

from decimal import Decimal

import pytest

from etl import places
from etl.errors import ReferenceBroken
from etl.own_reference import keep_own, keep_sample_targets
from etl.places import REFERENCE, own_reference_folder, reference_file
from etl.reference import choices, exchange_rates, names, read_lines, read_table


def test_an_own_edition_wins():
    assert reference_file("targets.csv") == REFERENCE / "targets.csv"
    keep_own("sector_families.csv", "family,zh_hans,zh_hant,en\nall,全部,全部,All\n".encode())
    assert read_table("sector_families") == [{"family": "all", "zh_hans": "全部", "zh_hant": "全部", "en": "All"}]
    assert len(read_table("partner_kinds")) > 3


def test_a_load_takes_it_into_the_version(loaded):
    keep_own("sector_families.csv", "family,zh_hans,zh_hant,en\nall,全部,全部,All\n".encode())
    loaded.load([["编号", "日期", "机构"], ["V1", "2024-05-07", "HKPC"]])
    assert loaded.query("select family, en from sector_families") == [("all", "All")]


def test_columns_that_an_update_brings_are_empty_in_an_older_own_edition():
    keep_own("stages.csv", "stage,position,code,zh_hans,zh_hant,en,spellings\nlead,1,,线索,線索,Lead,线索\n".encode())
    heading, row = read_lines("stages")
    assert dict(zip(heading, row, strict=True)) == {
        "stage": "lead", "position": "1", "code": "", "zh_hans": "线索", "zh_hant": "線索", "en": "Lead",
        "spellings": "线索", "stalled_after_days": "",
    }  # fmt: skip


def test_a_table_saved_by_excel_is_read():
    keep_own("sector_families.csv", "\ufefffamily,zh_hans,zh_hant,en\r\nall,全部,全部,All\r\n".encode())
    assert read_table("sector_families")[0]["family"] == "all"


@pytest.mark.parametrize("content", [b"", b"family,zh_hans\n1\n", "行业".encode("gb18030"), b'"'])
def test_a_broken_own_edition_is_said_in_one_sentence(content):
    keep_own("sector_families.csv", content)
    with pytest.raises(ReferenceBroken, match=r"sector_families\.csv"):
        read_table("sector_families")


@pytest.mark.parametrize("name", ["../targets.csv", "/etc/passwd", "targets", "a/b.csv", "targets.csv\n", "T.CSV", ""])
def test_a_name_leads_nowhere_else(name):
    with pytest.raises(ValueError):
        reference_file(name)
    with pytest.raises(ValueError):
        keep_own(name, b"")


def test_a_link_is_no_edition(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("indicator\nsecret\n", encoding="utf-8")
    own_reference_folder().mkdir(parents=True)
    (own_reference_folder() / "targets.csv").symlink_to(secret)
    assert reference_file("targets.csv") == REFERENCE / "targets.csv"
    assert read_table("targets") == []


def test_beside_the_shipped_tables_the_own_ones_have_a_folder_of_their_own(monkeypatch):
    """Without a data folder of its own an office must not write into what an update replaces."""
    monkeypatch.delenv("COOPERATION_DATA")
    assert own_reference_folder() == places.ROOT / "data" / "own_reference"
    monkeypatch.setenv("COOPERATION_DATA", str(places.ROOT / "data"))
    assert own_reference_folder() != REFERENCE


def test_targets_of_the_samples_are_kept_once():
    keep_sample_targets()
    assert read_table("targets")
    keep_own("targets.csv", b"indicator,year,target,unit,owner,source,note,is_example\n")
    keep_sample_targets()
    assert read_table("targets") == []


def test_names_and_rates_follow_the_file():
    """What was read before a file changed does not stay for the life of the process."""
    assert names("stages").find("线索") == "lead"
    heading = "stage,position,code,zh_hans,zh_hant,en,spellings,stalled_after_days\n"
    keep_own("stages.csv", f"{heading}lead,1,,苗头,苗頭,Lead,,90\n".encode())
    assert (names("stages").find("苗头"), names("stages").find("线索")) == ("lead", None)
    assert exchange_rates()["2024-10", "HKD"] == Decimal("0.91216")
    keep_own("exchange_rates.csv", b"month,currency,cny_per_unit,source\n2024-10,HKD,0.9,office\n")
    assert exchange_rates() == {("2024-10", "HKD"): Decimal("0.9")}
    keep_own("choices.csv", "choice,value,zh_hans,zh_hant,en,spellings\nflag,yes,对,對,Yes,\n".encode())
    assert choices("flag").find("对") == "yes"
