"""The one door to `st.components.v2`: what Streamlit's own elements cannot show, we draw ourselves in the browser.

How to add a component:

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

   `key` is the element's key: stable, one a page, the class `st-key-drawer` in the document. `data` are bytes; cache
   them where they cost something. Words come from the text catalogue with the data, in the reader's language.
3. Events: `setTriggerValue('pick', value)` in the browser starts a run of the page; before it `_pick(value)` is called,
   where the address may be changed (`address.choose`). Values come from a browser: check them. `asked(key, "rows")`
   tells, before the component is drawn, what it sent for this run; the answer goes into its data.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from dashboard.address import chosen

FOLDER = Path(__file__).with_name("frontend")
ADDRESS = "/_stcore/bidi-components"

Handler = Callable[[Any], None]


def component(name: str, key: str, data: bytes, **events: Handler) -> None:
    """Draws `frontend/{name}.js` with `data`; `events` are its events' names and who is told of each before the run."""
    manager = get_bidi_component_manager()
    full_name = f"{project()}.{name}"
    if manager.get_component_asset_root(full_name) is None:
        # Streamlit looks for files of components in installed packages only, and this program is none: `make run` and
        # `streamlit run app.py` both start from the folder as it was cloned. So it is told what it would find there.
        manifest = ComponentManifest(project(), "1", [ComponentConfig(name, FOLDER.name)])
        manager.register_from_manifest(manifest, FOLDER.parent)
    callbacks = {f"on_{event}_change": _telling(key, event, handler) for event, handler in events.items()}
    _renderer(name)(key=key, data=data, **callbacks)


def asked(key: str, event: str) -> Any:
    """What the component sent as `event` for this run; None when it sent nothing."""
    sent = chosen(key)
    return sent.get(event) if isinstance(sent, Mapping) else None


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
    """Every address at which a browser asks for a file: a component's modules are asked for below its own name."""
    names = [path.stem for path in files().values() if path.suffix == ".js"]
    return {f"{ADDRESS}/{project()}.{name}/{path.name}": path for name in names for path in files().values()}


@cache
def _renderer(name: str) -> Callable[..., Any]:
    # Without a shadow root, where Plotly's style sheet would be missing.
    return st.components.v2.component(f"{project()}.{name}", js=f"{name}.js", isolate_styles=False)


def _telling(key: str, event: str, handler: Handler) -> Callable[[], None]:
    def tell() -> None:
        value = asked(key, event)
        if value is not None:
            handler(value)

    return tell
