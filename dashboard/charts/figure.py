"""A chart as Plotly's own description of it, kept as plain data.

Plotly's Python objects check and copy every part of a figure, which takes as long as all the queries behind a page.
What they would check is checked in the tests, which read `data` and `layout`; pages never load them.
"""

from collections.abc import Mapping
from typing import Any

Part = dict[str, Any]


class Figure:
    """`traces` are what is drawn, `settings` what stands around them; the names are Plotly's, nested, never joined."""

    def __init__(self, layout: Mapping[str, Any] | None = None) -> None:
        self.traces: list[Part] = []
        self.settings: Part = _said(layout or {})

    def add_bar(self, **trace: Any) -> None:
        self._add("bar", trace)

    def add_scatter(self, **trace: Any) -> None:
        self._add("scatter", trace)

    def add_heatmap(self, **trace: Any) -> None:
        self._add("heatmap", trace)

    def add_sankey(self, **trace: Any) -> None:
        self._add("sankey", trace)

    def _add(self, kind: str, trace: Part) -> None:
        self.traces.append({**_said(trace), "type": kind})

    def add_shape(self, **shape: Any) -> None:
        self.settings["shapes"] = [*self.settings.get("shapes", ()), _said(shape)]

    def add_annotation(self, **annotation: Any) -> None:
        self.settings["annotations"] = [*self.settings.get("annotations", ()), _said(annotation)]

    def update_layout(self, **changes: Any) -> "Figure":
        """Sets what is named, inside nested parts too; a list replaces the one before."""
        self.settings = _updated(self.settings, changes)
        return self

    def to_plotly_json(self) -> Part:
        """What Plotly in the browser reads."""
        return {"data": self.traces, "layout": self.settings}

    @property
    def data(self) -> Any:
        """The traces as Plotly's own objects. Raises `ValueError` where the description is none of Plotly's."""
        return self._checked().data

    @property
    def layout(self) -> Any:
        """The same of what stands around them."""
        return self._checked().layout

    def _checked(self) -> Any:
        # Imported here, where no page comes by.
        import plotly.graph_objects as go

        return go.Figure(self.to_plotly_json())


def _said(part: Mapping[str, Any]) -> Part:
    """Without what is None, as Plotly has it."""
    return {name: value for name, value in part.items() if value is not None}


def _updated(part: Mapping[str, Any], changes: Mapping[str, Any]) -> Part:
    """A part with changes, nested ones too; neither of both is touched, since charts share what is alike."""
    found = dict(part)
    for name, value in changes.items():
        known = found.get(name)
        if isinstance(value, Mapping) and isinstance(known, Mapping):
            found[name] = _updated(known, value)
        elif value is not None:
            found[name] = value
    return found
