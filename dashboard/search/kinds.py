"""What can be found, in the order in which it is shown, and who may find it."""

from dataclasses import dataclass

from dashboard.access.roles import Role


@dataclass(frozen=True)
class Kind:
    """A group of results: the key of its heading, the page that a result opens, the least role that may find it.

    Names are few and short, so they are also found by short forms and with a slip of the keyboard; records are not.
    """

    name: str
    label: str
    page: str
    is_name: bool = True
    least: Role = Role.VIEWER


KINDS = (
    Kind("partner", "search.partners", "partners"),
    Kind("sector", "search.sectors", "sectors"),
    Kind("town", "search.towns", "towns"),
    Kind("indicator", "search.indicators", "definitions"),
    Kind("page", "search.pages", ""),
    Kind("matter", "search.matters", "intents", is_name=False),
    Kind("topic", "search.topics", "visits", is_name=False),
    Kind("party", "search.parties", "intents", is_name=False),
    Kind("person", "search.persons", "visits", is_name=False),
)
