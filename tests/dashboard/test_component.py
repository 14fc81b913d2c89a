"""What browsers load: every module that another one names is there, and each address changes with any of them."""

import re

import pytest

from dashboard import component

MODULES = [path for path in component.files().values() if path.suffix == ".js"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_finds_what_it_imports(path):
    text = path.read_text(encoding="utf-8")
    if path.name.startswith("plotly-"):
        return
    named = re.findall(r"""(?:from|import|URL\(|BUNDLE =) ?\(?['"]\./([\w.-]+)['"]""", text)
    assert [name for name in named if name not in component.files()] == []


def test_no_module_takes_text_for_html():
    ours = [path for path in MODULES if not path.name.startswith("plotly-")]
    found = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\("
    assert [path.name for path in ours if re.search(found, path.read_text(encoding="utf-8"))] == []


def test_the_bundle_is_the_version_that_python_draws_for():
    (bundle,) = (name for name in component.files() if name.startswith("plotly-"))
    import plotly

    first = (plotly.__path__[0] + "/package_data/plotly.min.js").encode().decode()
    with open(first, encoding="utf-8") as file:
        version = re.search(r"plotly\.js v([\d.]+)", file.read(200))
    assert version
    assert bundle.startswith(f"plotly-{version[1]}-")


def test_an_address_holds_a_hash_of_all_files(tmp_path, monkeypatch):
    for name in ("files", "project"):
        monkeypatch.setattr(component, name, getattr(component, name).__wrapped__)
    monkeypatch.setattr(component, "FOLDER", tmp_path)
    (tmp_path / "panel.js").write_text("1", encoding="utf-8")
    (tmp_path / "style.css").write_text("2", encoding="utf-8")
    (tmp_path / "LICENSE.txt").write_text("3", encoding="utf-8")
    first = component.addresses()
    assert [address.rsplit("/", 1)[1] for address in first] == ["panel.js", "style.css"]
    (tmp_path / "style.css").write_text("4", encoding="utf-8")
    assert not set(component.addresses()) & set(first)
    (tmp_path / "LICENSE.txt").write_text("5", encoding="utf-8")
    second = component.addresses()
    (tmp_path / "LICENSE.txt").write_text("6", encoding="utf-8")
    assert component.addresses() == second


def test_what_is_packed_before_is_not_packed_again():
    import orjson

    inner = component.pack({"text": "中山"})
    assert component.pack({"inner": orjson.Fragment(inner), 1: 2}) == '{"inner":{"text":"中山"},"1":2}'.encode()
