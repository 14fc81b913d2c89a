"""An office's own edition of definitions, made in a test."""

from etl.own_reference import keep_own

WORDS = {"name": "甲", "counted": "乙", "definition": "丙"}


def words(part, text):
    return "\n".join(f'{part}.{language} = "{text}"' for language in ("zh-Hans", "zh-Hant", "en"))


def entry(*versions, id="conversion_rate", **said):
    """The TOML of an indicator: what is not said is as for the conversion rate."""
    parts = {
        "code": '"R5"',
        "facts": '"stages"',
        "measure": '"rate"',
        "unit": '"ratio"',
        "basis": '"number"',
        "cohort": '"intended"',
        "period_rule": '"begun"',
        "owner": '"office"',
        **said,
    }
    lines = [f"[indicators.{id}]", *(words(part, WORDS[part]) for part in ("name", "counted"))]
    lines += [f"{part} = {value}" for part, value in parts.items()]
    for version in versions:
        lines += [f"[[indicators.{id}.versions]]", version]
    return "\n".join(lines)


def version(valid_from, *, definition="丙", where='[{ column = "stage", in = ["intent", "mou"] }]', **said):
    lines = [f"valid_from = {valid_from}", words("definition", definition), f"where = {where}"]
    return "\n".join([*lines, *(f"{part} = {value}" for part, value in said.items())])


def within(days):
    return f'[{{ column = "contract_date", after = "day", days = {days} }}]'


def keep(*entries):
    keep_own("indicators.toml", "\n".join(entries).encode())
