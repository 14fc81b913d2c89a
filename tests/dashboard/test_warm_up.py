"""What is drawn ahead of readers: the periods that the drawer of filters names, each once, and single choices."""

from datetime import date

from dashboard.warm_up import choices, periods


def test_periods():
    found = list(periods(date(2026, 11, 22), "en"))
    assert found[0] == "language=en"
    assert found[1] == "from=2026-11-16&to=2026-11-22&language=en"
    assert "from=2025-11-23&to=2026-11-22&language=en" in found, "the last twelve months"
    assert found.count("from=2026-01-01&to=2026-12-31&language=en") == 1, "this year stands there twice"
    assert found[-24] == "from=2012-01-01&to=2012-12-31&language=en"
    assert found[-23] == "from=2026-10-01&to=2026-10-31&language=en", "this month stands there twice"
    assert found[-1] == "from=2024-12-01&to=2024-12-31&language=en"
    assert len(found) == 1 + 6 + 15 - 2 + 23


def test_choices():
    values = {"sector": ["潮玩", "灯饰"], "direction": ["ZS_TO_HK"]}
    assert list(choices(values, "zh-Hant")) == [
        "sector=%E6%BD%AE%E7%8E%A9&language=zh-Hant",
        "sector=%E7%81%AF%E9%A5%B0&language=zh-Hant",
        "direction=ZS_TO_HK&language=zh-Hant",
    ]
