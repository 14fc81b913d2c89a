"""`python -m dashboard.values INDICATOR`: an indicator's values exactly as the pages show them."""

import argparse
import sys
from datetime import date

import orjson

from dashboard import warehouse
from dashboard.indicators.filters import Filters
from dashboard.indicators.registry import INDICATORS
from dashboard.indicators.values import UnknownDimension
from etl.errors import CooperationError
from etl.log_lines import one_line


def main(arguments: list[str] | None = None) -> int:
    """Prints the values; 0 done, 1 it could not be done, 2 wrong arguments."""
    try:
        known = sorted(INDICATORS)
    except CooperationError as error:
        print(error, file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(prog="python -m dashboard.values")
    parser.add_argument("indicator", choices=known, metavar="INDICATOR")
    parser.add_argument("--by", nargs="+", default=[], metavar="DIM")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="D")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, metavar="D")
    for name in ("sector", "partner", "town", "direction", "stage"):
        parser.add_argument(f"--{name}", nargs="+", default=[])
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    parser.add_argument(
        "--definition", type=int, metavar="N", help="by version N of the definition, not that of the day"
    )
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    filters = Filters(
        chosen.start,
        chosen.end,
        tuple(chosen.sector),
        tuple(chosen.partner),
        tuple(chosen.town),
        tuple(chosen.direction),
        chosen.as_of,
        tuple(chosen.stage),
    )
    try:
        version = warehouse.current()
        found = warehouse.values(version.name, chosen.indicator, filters, tuple(chosen.by), chosen.definition)
    except KeyError:
        parser.error(f"{chosen.indicator} has no version {chosen.definition} of its definition")
    except UnknownDimension as error:
        parser.error(
            f"{error} is not a dimension of this indicator: {', '.join(INDICATORS[chosen.indicator].dimensions)}"
        )
    except CooperationError as error:
        print(error, file=sys.stderr)
        return 1
    rows = [{name: row[name] for name in (*chosen.by, "value", "suppressed") if name in row} for row in found.rows]
    if chosen.json:
        document = {
            "indicator": chosen.indicator,
            "unit": found.indicator.unit,
            "version": version.name,
            "definition": {"version": found.indicator.version, "valid_from": found.indicator.valid_from},
            "by": chosen.by,
            "values": rows,
        }
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        for row in rows:
            print("\t".join("" if row[name] is None else one_line(str(row[name])) for name in (*chosen.by, "value")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
