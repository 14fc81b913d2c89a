"""The one door to `st.components.v2`: a page is one component of Streamlit's, and draws all its parts in the browser.

How to add a part:

1. `dashboard/frontend/NAME.js`, an ES module whose default export draws:

       import { element, received, styled } from './elements.js';
       export default async ({ data, parentElement, setTriggerValue }) => {
         const view = received(parentElement, data);      // null when nothing changed: it is called at every run
         if (!view) return;
         await styled;                                    // style.css is in place
         const pick = () => setTriggerValue('pick', view.name);
         parentElement.replaceChildren(element('button', { class: 'zs-chip', onclick: pick }, view.name));
       };

   Text goes in as children of `element` (`textContent`), never as HTML. Imports are relative (`./chart.js`); there is
   no build step and no library but the Plotly bundle. Styles stand in `style.css`, under a class of the component's
   own, with colours and sizes from Streamlit's `--st-*` variables and ours at the top of that file.
2. In Python:

       component("NAME", "drawer", pack({"name": …, "words": {"clear": reader.t("drawer.clear")}}), pick=_pick)

   `key` is the part's key: stable, one a page, the class `st-key-drawer` in the document. `data` are bytes; cache
   them where they cost something. Words come from the text catalogue with the data, in the reader's language.
3. Events: `setTriggerValue('pick', value)` in the browser starts a run of the page; before it `_pick(value)` is called,
   where the address may be changed (`address.choose`). Values come from a browser: check them. `asked(key, "rows")`
   tells, before the part is drawn, what it sent for this run; the answer goes into its data.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from dashboard.address import chosen
from dashboard.layout import Boxes, Handler, Part, into, put

FOLDER = Path(__file__).with_name("frontend")
ADDRESS = "/_stcore/bidi-components"
PAGE = "page"


def component(name: str, key: str, data: bytes, **events: Handler) -> None:
    """Puts a part on the page that `frontend/{name}.js` draws with `data`; `events` are told of before the next run."""
    put(Part(name, key, data, events))


@contextmanager
def page(style: str) -> Iterator[None]:
    """A page with this style sheet: what is put on it meanwhile; of one that fails, what was there by then."""
    nodes: list[Part | Boxes] = []
    with into(nodes):
        try:
            yield
        except Exception:
            _mount(nodes, style)
            raise
    _mount(nodes, style)


def _mount(nodes: Sequence[Part | Boxes], style: str) -> None:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{project()}.{PAGE}") is None:
        # Streamlit looks for files of components in installed packages only, and this program is none: `make run` and
        # `streamlit run app.py` both start from the folder as it was cloned. So it is told what it would find there.
        manifest = ComponentManifest(project(), "1", [ComponentConfig(PAGE, FOLDER.name)])
        manager.register_from_manifest(manifest, FOLDER.parent)
    parts: list[Part] = []
    head = orjson.dumps({"style": style, "nodes": [_told(node, parts) for node in nodes]})
    data = b"".join([len(head).to_bytes(4, "little"), head, *(part.data for part in parts)])
    handlers = {(part.key, event): handler for part in parts for event, handler in part.events.items()}
    _renderer()(key=PAGE, data=data, on_sent_change=lambda: _tell(handlers))


def _told(node: Part | Boxes, parts: list[Part]) -> dict[str, Any]:
    """A part or boxes as the browser is told of them; the parts' data follow, in the order in which they are met."""
    if isinstance(node, Part):
        parts.append(node)
        return {"name": node.name, "key": node.key, "size": len(node.data)}
    return {"widths": node.widths, "boxes": [[_told(inner, parts) for inner in box] for box in node.boxes]}


def parts_of(data: bytes) -> list[Part]:
    """The parts of a page from what its browser was sent."""
    begin = 4 + int.from_bytes(data[:4], "little")
    parts: list[Part] = []

    def read(nodes: Sequence[Mapping[str, Any]]) -> None:
        nonlocal begin
        for node in nodes:
            if "boxes" in node:
                for box in node["boxes"]:
                    read(box)
                continue
            parts.append(Part(node["name"], node["key"], data[begin : begin + node["size"]], {}))
            begin += node["size"]

    read(orjson.loads(data[4:begin])["nodes"])
    return parts


def asked(key: str, event: str) -> Any:
    """What the part sent as `event` for this run; None when it sent nothing."""
    sent = _sent()
    return sent.get("value") if sent.get("key") == key and sent.get("event") == event else None


def _sent() -> Mapping[str, Any]:
    """What a part of the page sent for this run, with its `key` and `event`."""
    sent = chosen(PAGE)
    found = sent.get("sent") if isinstance(sent, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _tell(handlers: Mapping[tuple[str, str], Handler]) -> None:
    sent = _sent()
    value = sent.get("value")
    # A browser may send anything, a list for a name too.
    handler = next(
        (told for (key, event), told in handlers.items() if [key, event] == [sent.get("key"), sent.get("event")]), None
    )
    if handler and value is not None:
        handler(value)


def pack(view: Mapping[str, Any]) -> bytes:
    """A component's data as it travels: dicts, lists, dataclasses. An `orjson.Fragment` in it was packed before."""
    return orjson.dumps(view, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS)


@cache
def files() -> dict[str, Path]:
    """Name → file of all that browsers load; the folder's other files are for those who build the bundle."""
    return {path.name: path for path in sorted(FOLDER.glob("*")) if path.suffix in (".js", ".css")}


@cache
def project() -> str:
    """The name under which all components stand. It holds a hash of all files, so that browsers may keep them."""
    digest = hashlib.sha256()
    for name, path in files().items():
        digest.update(f"{name}\0".encode() + path.read_bytes())
    return f"cooperation-{digest.hexdigest()[:12]}"


def addresses() -> dict[str, Path]:
    """Every address at which a browser asks for a file: all below the page's own name."""
    return {f"{ADDRESS}/{project()}.{PAGE}/{path.name}": path for path in files().values()}


@cache
def _renderer() -> Callable[..., Any]:
    # Without a shadow root, where Plotly's style sheet would be missing.
    return st.components.v2.component(f"{project()}.{PAGE}", js=f"{PAGE}.js", isolate_styles=False)
