"""What is drawn ahead of readers: the periods that the drawer of filters names, each once."""

from datetime import date

from dashboard.warm_up import queries


def test_queries():
    found = list(queries(date(2026, 11, 22), "en"))
    assert found[0] == "language=en"
    assert found[1] == "from=2026-11-16&to=2026-11-22&language=en"
    assert "from=2025-11-23&to=2026-11-22&language=en" in found, "the last twelve months"
    assert found.count("from=2026-01-01&to=2026-12-31&language=en") == 1, "this year stands there twice"
    assert found[-1] == "from=2012-01-01&to=2012-12-31&language=en"
    assert len(found) == 1 + 6 + 15 - 2
