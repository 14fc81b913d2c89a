"""Counts and amounts as offices write them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.clean.numbers import Amount, lacks_amount, read_amount, read_count, sole_currency, unit_of

MILLION, HUNDRED_MILLION = 10**4, 10**8  # 万, 亿


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (14, 14),
        ("14", 14),
        ("14人", 14),
        ("一行14人", 14),
        ("约90人", 90),
        ("90多人", 90),
        ("逾81,000人", 81000),
        ("30 810", 30810),
        ("１４人", 14),
        ("49,680宗", 49680),
        ("26,211名", 26211),
        (0, 0),
    ],
)
def test_a_count_is_read(written, count):
    assert read_count(written) == count


@pytest.mark.parametrize(
    "written", [-3, 14.5, True, None, "十余人", "若干", "14+2", "7.55555万", "14元", "5m", "1e3", "", 10**300, "9" * 40]
)
def test_what_is_no_count_is_named(written):
    assert read_count(written) == "bad_number"


def test_a_count_takes_the_unit_of_its_heading():
    assert read_count(7.5, MILLION) == 75_000
    assert read_count("3", MILLION) == 30_000
    assert read_count(0.00001, MILLION) == "bad_number"


@given(some.integers(0, 10**9), some.sampled_from(["{}", "{:,}", "{}人", "约{:,}人", " {} 人次 "]))
@settings(max_examples=200, deadline=None)
def test_any_count_comes_back(count, style):
    assert read_count(style.format(count)) == count
    assert read_count(count) == count


def test_the_unit_stands_in_the_notes_of_a_heading():
    assert unit_of(("亿元",)) == (HUNDRED_MILLION, "CNY")
    assert unit_of(("万港元",)) == (MILLION, "HKD")
    assert unit_of(("万美元",)) == (MILLION, "USD")
    assert unit_of(("元",)) == (1, "CNY")
    assert unit_of(("千万元",)) == (10**7, "CNY")
    assert unit_of(("hk$million",)) == (10**6, "HKD")
    assert unit_of(("含税",)) == (None, None)


def amount(low: str, high: str | None, currency: str | None) -> Amount:
    return Amount(Decimal(low), Decimal(high) if high else None, currency)


@pytest.mark.parametrize(
    ("written", "low", "high", "currency"),
    [
        ("100亿元", "10000000000", "10000000000", "CNY"),
        ("11亿元", "1100000000", "1100000000", "CNY"),
        ("5000万元", "50000000", "50000000", "CNY"),
        ("1,200.5万元", "12005000", "12005000", "CNY"),
        ("3千万元", "30000000", "30000000", "CNY"),
        ("5百万元", "5000000", "5000000", "CNY"),
        ("5千元", "5000", "5000", "CNY"),
        ("1万亿元", "1000000000000", "1000000000000", "CNY"),
        ("800元", "800", "800", "CNY"),
        ("总投资100亿元人民币", "10000000000", "10000000000", "CNY"),
        ("RMB 1.2 billion", "1200000000", "1200000000", "CNY"),
        ("2000万港元", "20000000", "20000000", "HKD"),
        ("HK$ 500 million", "500000000", "500000000", "HKD"),
        ("3亿美元", "300000000", "300000000", "USD"),
        ("2亿欧元", "200000000", "200000000", "EUR"),
        ("2亿日元", "200000000", "200000000", "JPY"),
        ("1亿澳门元", "100000000", "100000000", "MOP"),
        ("新台币100万元", "1000000", "1000000", "TWD"),
        ("5-8亿元", "500000000", "800000000", "CNY"),
        ("5000万-1亿元", "50000000", "100000000", "CNY"),
        ("5亿元至8亿元", "500000000", "800000000", "CNY"),
        ("超1亿元", "100000000", None, "CNY"),
        ("1亿元以上", "100000000", None, "CNY"),
        ("1亿多元", "100000000", None, "CNY"),
        ("逾3.4万元", "34000", None, "CNY"),
        ("３亿元", "300000000", "300000000", "CNY"),
    ],
)
def test_an_amount_is_read(written, low, high, currency):
    assert read_amount(written, None, None) == amount(low, high, currency)


@pytest.mark.parametrize(
    "written",
    ["超千亿元", "待定", "30%", "-500万元", "(500)万元", "负5亿元", "500", "不超过1亿元", "1亿元以内",
     "100万韩元", "8-5亿元", "1,23万元", "", True, None, "9" * 40 + "亿元"],
)  # fmt: skip
def test_what_is_no_amount_is_named(written):
    assert read_amount(written, None, None) == "amount_undetermined"


def test_the_cell_wins_over_the_heading():
    assert read_amount("500万元", HUNDRED_MILLION, "HKD") == amount("5000000", "5000000", "CNY")
    assert read_amount("500", MILLION, "HKD") == amount("5000000", "5000000", "HKD")
    assert read_amount(1.5, HUNDRED_MILLION, "CNY") == amount("150000000", "150000000", "CNY")


def test_a_number_without_any_unit_is_not_guessed():
    assert read_amount(500, None, None) == "amount_undetermined"


def test_a_float_keeps_its_cents():
    assert read_amount(0.1 + 0.2, MILLION, "CNY") == amount("3000.00", "3000.00", "CNY")


def test_more_than_the_warehouse_holds_is_named():
    assert read_amount(1e300, MILLION, "CNY") == "amount_undetermined"
    assert read_amount(-1, MILLION, "CNY") == "amount_undetermined"


@given(some.decimals(0, 10**7, places=2), some.sampled_from(["万元", "亿元", "元"]))
@settings(max_examples=200, deadline=None)
def test_any_amount_comes_back(number, unit):
    factor = {"万元": MILLION, "亿元": HUNDRED_MILLION, "元": 1}[unit]
    found = read_amount(f"{number}{unit}", None, None)
    assert isinstance(found, Amount)
    assert (found.low, found.high, found.currency) == (number * factor, number * factor, "CNY")


@given(some.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_an_amount_or_a_code(written):
    assert isinstance(read_amount(written, MILLION, "CNY"), Amount | str)
    assert isinstance(read_count(written), int | str)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("十四人", 14),
        ("一行十四人", 14),
        ("两人", 2),
        ("二百零五人次", 205),
        ("约200人", 200),
        ("大约200人", 200),
        ("一行6人", 6),
        ("200余人", 200),
        ("共計14人", 14),
        ("14人（含领队）", 14),
        ("14 persons", 14),
    ],
)
def test_a_count_in_words_is_read(written, count):
    assert read_count(written) == count


@pytest.mark.parametrize(
    "written",
    ["<5", "＜5", "<5人", "少于5人", "不足10人", "5人以下", "10-15人", "14%", "14％", "百分之五", "一行人", "十几人",
     "三百五", "14人（其中女5人）", "14人（含领队两人）", "人"],
)  # fmt: skip
def test_what_is_no_count_for_certain_is_not_guessed(written):
    assert read_count(written) == "bad_number"


def test_a_count_with_its_own_unit_does_not_take_that_of_the_heading():
    assert read_count("34000人", MILLION) == 34_000
    assert read_count("十四人", MILLION) == 14


@pytest.mark.parametrize(
    ("written", "low", "high", "currency"),
    [
        ("USD 3 million", "3000000", "3000000", "USD"),
        ("HK$2.5m", "2500000", "2500000", "HKD"),
        ("HKD 2.5m", "2500000", "2500000", "HKD"),
        ("US$1.5bn", "1500000000", "1500000000", "USD"),
        ("500–800万", "5000000", "8000000", None),
        ("不低于3000万", "30000000", None, None),
        ("约500万元", "5000000", "5000000", "CNY"),
        ("1.2亿港元", "120000000", "120000000", "HKD"),
        ("人民币叁佰万元整", "3000000", "3000000", "CNY"),
        ("人民幣壹仟貳佰萬元", "12000000", "12000000", "CNY"),
        ("两千万港元", "20000000", "20000000", "HKD"),
        ("一亿二千万元", "120000000", "120000000", "CNY"),
        ("第一期投资5亿元", "500000000", "500000000", "CNY"),
    ],
)
def test_a_rarer_amount_is_read(written, low, high, currency):
    assert read_amount(written, None, None) == amount(low, high, currency)


@pytest.mark.parametrize(
    "written", ["S$3 million", "5 million AUD", "$3 million", "百万元", "十几亿元", "三百五万元", "RMB 500 x", "待定"]
)
def test_money_that_we_do_not_know_is_not_ours(written):
    assert read_amount(written, None, None) == "amount_undetermined"


def test_a_bare_dollar_is_the_dollar_of_its_heading():
    assert read_amount("$3 million", None, "HKD") == amount("3000000", "3000000", "HKD")
    assert read_amount("$3 million", None, "CNY") == "amount_undetermined"


def in_chinese(number: int) -> str:
    """A whole number below ten thousand, as it is spoken."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


@given(some.integers(1, 9999))
@settings(max_examples=300, deadline=None)
def test_any_numeral_comes_back(number):
    assert read_count(f"{in_chinese(number)}人") == number
    assert read_amount(f"{in_chinese(number)}万元", None, None) == amount(f"{number}0000", f"{number}0000", "CNY")


@pytest.mark.parametrize("written", ["约" * 30_000, "一" * 30_000, "1" * 30_000, "万" * 30_000, "等" * 30_000])
def test_a_cell_of_any_length_is_answered(written):
    assert read_count(written) == "bad_number"
    assert read_amount(written, MILLION, "CNY") == "amount_undetermined"


@pytest.mark.parametrize(
    ("written", "low", "high", "currency"),
    [
        ("US$1,200,000", "1200000", "1200000", "USD"),
        ("HK$5,000,000.00", "5000000", "5000000", "HKD"),
        ("RMB 30 million", "30000000", "30000000", "CNY"),
        ("HK$500k", "500000", "500000", "HKD"),
        ("3,000.50万", "30005000", "30005000", None),
        ("２００万", "2000000", "2000000", None),
        ("0.5亿", "50000000", "50000000", None),
        ("五千万", "50000000", "50000000", None),
        ("500万-1.2亿元", "5000000", "120000000", "CNY"),
        ("1亿2000万元", "120000000", "120000000", "CNY"),
        ("2亿5千万港元", "250000000", "250000000", "HKD"),
        ("伍仟万圆整", "50000000", "50000000", "CNY"),
        ("5个亿", "500000000", "500000000", None),
        ("3个多亿元", "300000000", None, "CNY"),
        ("300万元（港币）", "3000000", "3000000", "HKD"),
        # The first money is the amount; the bracket says it again, or a part of it.
        ("港币3000万元（约合人民币2760万元）", "30000000", "30000000", "HKD"),
        ("3000万元，折合港币3260万元", "30000000", "30000000", "CNY"),
        ("1.2亿元（其中港方8000万元）", "120000000", "120000000", "CNY"),
        (">5000万元", "50000000", None, "CNY"),
        ("≥5000万元", "50000000", None, "CNY"),
        ("5000万元+", "50000000", None, "CNY"),
        ("500万元起", "5000000", None, "CNY"),
    ],
)
def test_an_amount_in_one_more_style_is_read(written, low, high, currency):
    assert read_amount(written, None, None) == amount(low, high, currency)


@pytest.mark.parametrize(
    "written",
    ["3000万/年", "每年500万元", "年均500万元", "<5000万元", "≤5000万元", "5000万元以下", "最高5000万元", "50万人",
     "30万平方米",
     "3.5亿元人民币（5000万美元）", "人民币500万港元", "总投资5亿元，首期1亿元", "协议5亿元，到位8亿元",
     "1亿元\\n2000万元",
     "5 8亿元",
     "500万-800", "2千5百万元", "1万2亿元", "△500万元", "HK$500", "港币500", "数千万元", "上亿元"],
)  # fmt: skip
def test_what_may_mean_several_amounts_is_not_guessed(written):
    assert read_amount(written.replace("\\n", "\n"), None, None) == "amount_undetermined"


@pytest.mark.parametrize("written", ["港元", "万元", "HK$", "万港元", "（万元）", "人民币"])
def test_a_unit_alone_has_no_amount(written):
    assert read_amount(written, MILLION, "CNY") == "amount_missing"


def test_dollars_under_a_heading_in_ten_thousands():
    assert read_amount("US$1,200,000", MILLION, "CNY") == "amount_undetermined"
    assert read_amount("HK$500", MILLION, "HKD") == amount("5000000", "5000000", "HKD")
    assert read_amount("500港元", MILLION, "HKD") == amount("500", "500", "HKD")


def test_a_row_that_names_a_currency_and_no_amount():
    assert lacks_amount("HKD", None, None)
    assert not lacks_amount("HKD", Decimal(5), Decimal(5))
    assert not lacks_amount("HKD", None, Decimal(5))
    assert not lacks_amount(None, None, None)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (14.0, 14),
        ("14.0", 14),
        ("14.0人", 14),
        ("1.2万人", 12_000),
        ("约1.25万人次", 12_500),
        ("两百人", 200),
        ("一万两千人", 12_000),
        ("二十余人", 20),
        ("14人左右", 14),
        ("14人以上", 14),
        ("100+", 100),
        ("人数：14", 14),
        ("一行共14人", 14),
        ("14（人）", 14),
        ("14人（拟）", 14),
        ("1 200", 1200),
    ],
)
def test_a_count_in_one_more_style_is_read(written, count):
    assert read_count(written) == count


@pytest.mark.parametrize(
    "written",
    ["男8女6", "8+6", "3批次", "2批20人", "6人/次", "14.5人", "1.23456万人", "少于 5 人", "≤5", "近百人", "几十人",
     "一", "3 0810", "14元",
     "50%", "百分之五十"],
)  # fmt: skip
def test_what_counts_something_else_is_no_number_of_people(written):
    assert read_count(written) == "bad_number"


MONEYS = {"港元": "HKD", "美元": "USD", "欧元": "EUR", "澳门元": "MOP", "英镑": "GBP"}


@given(some.integers(1, 9999), some.sampled_from(sorted(MONEYS)), some.sampled_from(["万", "亿", "千万", "百万"]))
@settings(max_examples=100, deadline=None)
def test_any_foreign_amount_comes_back(number, money, unit):
    factor = {"万": MILLION, "亿": HUNDRED_MILLION, "千万": 10**7, "百万": 10**6}[unit]
    whole = str(number * factor)
    for style in (f"{number}{unit}{money}", f"约{number:,}{unit}{money}", f" {number} {unit} {money}整"):
        assert read_amount(style, None, None) == amount(whole, whole, MONEYS[money])


@given(
    some.integers(1, 999), some.sampled_from(["HK$", "US$", "RMB", "EUR"]), some.sampled_from(["m", "million", "bn"])
)
@settings(max_examples=100, deadline=None)
def test_any_english_amount_comes_back(number, money, unit):
    code = {"HK$": "HKD", "US$": "USD", "RMB": "CNY", "EUR": "EUR"}[money]
    whole = str(number * {"m": 10**6, "million": 10**6, "bn": 10**9}[unit])
    assert read_amount(f"{money} {number} {unit}", None, None) == amount(whole, whole, code)
    assert read_amount(f"{money}{number}.0{unit}", None, None) == amount(whole, whole, code)


@given(some.integers(1, 9999), some.integers(1, 9999), some.sampled_from(["-", "–", "~", "至"]))
@settings(max_examples=100, deadline=None)
def test_any_range_of_amounts_comes_back_or_is_asked(first, last, dash):
    expected = amount(f"{first}0000", f"{last}0000", "CNY") if first <= last else "amount_undetermined"
    assert read_amount(f"{first}{dash}{last}万元", None, None) == expected
    assert read_amount(f"{first}万元{dash}{last}万元", None, None) == expected


@given(some.integers(1, 9), some.integers(1, 9999))
@settings(max_examples=100, deadline=None)
def test_any_compound_comes_back(hundred_millions, ten_thousands):
    total = str(hundred_millions * HUNDRED_MILLION + ten_thousands * MILLION)
    assert read_amount(f"{hundred_millions}亿{ten_thousands}万元", None, None) == amount(total, total, "CNY")


@given(
    some.integers(1, 99_999),
    some.sampled_from(["一行{}人", "{}余人", "{}人（含领队）", "共{:,}人次", "{}.0人", "{} pax", "约{}名"]),
)
@settings(max_examples=100, deadline=None)
def test_any_count_in_one_more_style_comes_back(count, style):
    assert read_count(style.format(count)) == count


@given(some.text("0123456789.,万亿元港美人名约-~至()$HK% /", max_size=25))
@settings(max_examples=200, deadline=None)
def test_what_is_read_has_its_bounds_in_order(written):
    found = read_amount(written, MILLION, "HKD")
    if isinstance(found, Amount):
        assert found.low >= 0 and (found.high is None or found.low <= found.high)
    else:
        assert found in {"amount_undetermined", "amount_missing"}
    count = read_count(written)
    assert count == "bad_number" or (isinstance(count, int) and count >= 0)


def test_a_heading_that_names_the_currency_alone():
    assert sole_currency("hkd") == "HKD"
    assert sole_currency("hkdmillion") is None
    assert sole_currency("含税") is None
    assert read_amount(3_000_000, None, "HKD", is_whole=True) == amount("3000000", "3000000", "HKD")
    assert read_amount("1,250,000", None, "HKD", is_whole=True) == amount("1250000", "1250000", "HKD")
    assert read_amount(500, None, "HKD", is_whole=True) == "amount_undetermined"  # of what?
    assert read_amount("US$2m", None, "HKD", is_whole=True) == amount("2000000", "2000000", "USD")


def test_what_is_read_fits_the_warehouse_also_in_rmb():
    """decimal(18, 2) holds less than 10 000 万亿."""
    assert read_amount("1000万亿港元", None, None) == amount("1000000000000000", "1000000000000000", "HKD")
    assert read_amount("1000.01万亿港元", None, None) == "amount_undetermined"


def test_a_column_counts_what_it_counts():
    assert read_count("20家", 1, "participants") == "bad_number"
    assert read_count("20宗", 1, "participants") == "bad_number"
    assert read_count("20宗", 1, "headcount") == 20
    assert read_count("20个人", 1, "headcount") == 20
    assert read_count("20个", 1, "batch_count") == 20
