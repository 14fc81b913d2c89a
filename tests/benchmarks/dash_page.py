"""The overview's charts in plain Dash: `python -m tests.benchmarks.dash_page FIGURES.json` serves them on a free port.

FIGURES.json: period → list of figures. A radio button chooses the period, a callback sends that period's figures.
"""

import json
import sys
from pathlib import Path

from dash import Dash, Input, Output, dcc, html
from werkzeug.serving import make_server


def page(figures: dict[str, list[dict[str, object]]]) -> Dash:
    """The app: one radio button a period, one graph a figure."""
    app = Dash(__name__)
    periods = list(figures)
    names = [f"graph-{place}" for place in range(len(figures[periods[0]]))]
    graphs = [dcc.Graph(id=name, figure=figure) for name, figure in zip(names, figures[periods[0]], strict=True)]
    app.layout = html.Div([dcc.RadioItems(periods, periods[0], id="period"), *graphs])
    app.callback([Output(name, "figure") for name in names], Input("period", "value"))(lambda period: figures[period])
    return app


if __name__ == "__main__":
    app = page(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    print(f"http://127.0.0.1:{server.port}", flush=True)
    server.serve_forever()
