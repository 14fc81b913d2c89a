"""A figure is Plotly's description as plain data: what is None is not said, and Plotly finds nothing wrong with it."""

import pytest

from dashboard.charts.figure import Figure


def test_description():
    figure = Figure({"xaxis": {"visible": False}, "title": None})
    figure.add_bar(x=[1], y=[2], customdata=None, marker={"opacity": 1})
    figure.update_layout(xaxis={"range": [0, 1]}, annotations=[{"text": "甲"}]).update_layout(annotations=[])
    figure.add_shape(type="line", fillcolor=None)
    assert figure.to_plotly_json() == {
        "data": [{"x": [1], "y": [2], "marker": {"opacity": 1}, "type": "bar"}],
        "layout": {"xaxis": {"visible": False, "range": [0, 1]}, "annotations": [], "shapes": [{"type": "line"}]},
    }
    assert figure.data[0].marker.opacity == 1
    assert figure.layout.xaxis.range == (0, 1)


def test_what_charts_share_is_not_changed_by_one():
    shared = {"font": {"size": 13}, "range": [0, 1]}
    one, other = (Figure().update_layout(xaxis=shared) for _ in range(2))
    one.update_layout(xaxis={"font": {"color": "red"}, "visible": False})
    assert one.settings["xaxis"] == {"font": {"size": 13, "color": "red"}, "range": [0, 1], "visible": False}
    assert other.settings["xaxis"] == shared == {"font": {"size": 13}, "range": [0, 1]}


def test_what_plotly_does_not_know():
    figure = Figure()
    figure.add_scatter(kind="points")
    with pytest.raises(ValueError, match="kind"):
        figure.data  # noqa: B018
