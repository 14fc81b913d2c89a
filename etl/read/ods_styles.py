"""Which styles of an .ods strike a text through; a style that says nothing of it is like the one it is made from."""

from dataclasses import dataclass, field

from etl.read.hardened_xml import new_parser, run_parser

_LINE = ("text-line-through-style", "text-line-through-type")


@dataclass
class OdsStyles:
    """Style name → whether it strikes through, where it says so, and the style that it is made from."""

    says: dict[str, bool] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def is_struck(self, name: str) -> bool:
        """Whether a text in this style is struck through."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self.says:
                return self.says[name]
            seen.add(name)
            name = self.parents.get(name, "")
        return False

    def read(self, xml: bytes) -> None:
        """Takes in the styles of one part."""
        style = ""

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal style
            local = name.rsplit(":", 1)[-1]
            said = {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()}
            if local == "style":
                style = said.get("name", "")
                self.parents[style] = said.get("parent-style-name", "")
            elif local == "text-properties" and style:
                lines = [said[key] for key in _LINE if key in said]
                if lines:
                    self.says[style] = "none" not in lines

        def end(name: str) -> None:
            nonlocal style
            if name.rsplit(":", 1)[-1] == "style":
                style = ""

        parser = new_parser()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        run_parser(parser, xml)
