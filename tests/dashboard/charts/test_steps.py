"""Bins from the largest number."""

import pytest

from dashboard.charts.steps import lower_edges, step_labels, step_of, stepped


@pytest.mark.parametrize(
    ("maximum", "count", "edges"),
    [
        # 21 × (1/4, 2/4, 3/4) to the power 1.5 is 2.6, 7.4, 13.6: rounded, and one more.
        (21, 4, [1, 4, 8, 15]),
        # 9 × (1..4 fifths)^1.5 is 0.8, 2.3, 4.2, 6.4.
        (9, 5, [1, 2, 3, 5, 7]),
        (1, 4, [1]),
        (3, 4, [1, 2, 3]),
        (0.4, 5, [1]),
        (0, 5, []),
        (-3, 5, []),
        # 1,251 becomes 1,300: two leading digits.
        (10_000, 4, [1, 1300, 3500, 6500]),
    ],
)
def test_edges(maximum, count, edges):
    assert lower_edges(maximum, count) == edges


@pytest.mark.parametrize("count", [4, 5])
@pytest.mark.parametrize("maximum", [*range(1, 60), 99, 100, 101, 999, 5_001, 10**9])
def test_edges_rise_and_stay_below_the_maximum(maximum, count):
    edges = lower_edges(maximum, count)
    assert edges == sorted(set(edges))
    assert edges[0] == 1 and edges[-1] <= maximum
    assert len(edges) == min(count, maximum)


def test_steps_of_values():
    edges = [1, 4, 8, 15]
    assert [step_of(value, edges) for value in (None, -1, 0, 0.2, 1, 3, 4, 14, 15, 21)] == [
        0,
        0,
        0,
        1,
        1,
        1,
        2,
        3,
        4,
        4,
    ]


def test_labels():
    assert step_labels([1, 4, 8, 15], 21) == ["0", "1–3", "4–7", "8–14", "15–21"]
    assert step_labels([1, 2, 3], 3) == ["0", "1", "2", "3"]
    assert step_labels([1, 1300], 1400.5) == ["0", "1–1,299", "1,300–1,401"]
    assert step_labels([], 0) == ["0"]


def test_scale_has_no_transitions():
    scale = stepped(["#000000", "#FFFFFF"])
    assert scale["colorscale"] == [[0, "#000000"], [0.5, "#000000"], [0.5, "#FFFFFF"], [1, "#FFFFFF"]]
    assert (scale["zmin"], scale["zmax"], scale["showscale"]) == (-0.5, 1.5, False)
