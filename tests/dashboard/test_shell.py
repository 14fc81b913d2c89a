"""The first page a browser gets knows where its server is, whichever page was asked for."""

import asyncio
from pathlib import Path

from starlette.routing import Router
from streamlit.file_util import get_static_dir

from dashboard.shell import SERVER_IS_HERE, shell, shell_routes

INDEX = Path(get_static_dir()) / "index.html"


def test_the_installed_front_end_reads_what_we_write():
    script = next((INDEX.parent / "static" / "js").glob("index.*.js")).read_text(encoding="utf-8")
    assert "window.__streamlit" in script
    assert "BACKEND_BASE_URL" in script


def test_our_script_comes_before_streamlits():
    page = shell(INDEX)
    assert page.count(SERVER_IS_HERE) == 1
    assert page.index(SERVER_IS_HERE) < page.index("<script type=")
    assert page.replace(SERVER_IS_HERE, "").split() == INDEX.read_text(encoding="utf-8").split()


def test_every_page_of_every_section_has_it(tmp_path):
    for name in ("topics/visits.py", "about/definitions.py", "flat.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    routes = shell_routes("page", tmp_path)
    assert [route.path for route in routes] == ["/", "/definitions", "/visits"]
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/visits", "root_path": "", "headers": [], "query_string": b""}
    asyncio.run(Router(routes)(scope, None, send))
    assert sent[1]["body"] == b"page"
