"""The first page a browser gets knows where its server is, whichever page was asked for."""

import asyncio
from pathlib import Path

import pytest
from starlette.routing import Router
from streamlit.file_util import get_static_dir

from dashboard.shell import LANGUAGE, SERVER_IS_HERE, shell, shell_routes

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


def answered(routes, path, query="", language=""):
    """(status, headers, body) of a request."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"127.0.0.1:8501"), (b"accept-language", language.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": headers, "scheme": "http"}
    asyncio.run(Router(routes)({**scope, "query_string": query.encode()}, None, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, sent[1]["body"].decode()


@pytest.fixture
def routes(tmp_path):
    for name in ("topics/visits.py", "about/definitions.py", "flat.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return shell_routes(f"<!doctype html>{LANGUAGE}page</html>", tmp_path)


def test_every_page_of_every_section_has_it(routes):
    assert [route.path for route in routes] == ["/", "/definitions", "/visits"]
    assert answered(routes, "/visits")[2].endswith("page</html>")


def test_the_installed_front_end_has_a_language_to_replace():
    assert shell(INDEX).count(LANGUAGE) == 1


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        ("", "", "zh-Hans"),
        ("", "en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("", "zh-HK,zh;q=0.9", "zh-Hant"),
        ("", "zh-CN", "zh-Hans"),
        ("", "fr", "zh-Hans"),
        ("language=zh-Hant", "en", "zh-Hant"),
        ("language=en&language=zh-Hans", "en", "zh-Hans"),
        ("language=%22%3E%3Cscript%3E", "en", "en"),
    ],
)
def test_the_page_says_its_language_from_the_first_byte(routes, query, header, expected):
    status, headers, body = answered(routes, "/visits", query, header)
    assert (status, headers["vary"]) == (200, "accept-language")
    assert body.startswith(f'<!doctype html><html lang="{expected}">')


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("view=screen", "/visits?view=screen&embed=true&embed_options=dark_theme"),
        (
            "town=%E5%8D%97%E5%8C%BA&view=print&language=en",
            "/visits?town=%E5%8D%97%E5%8C%BA&view=print&language=en&embed=true&embed_options=light_theme",
        ),
        ("view=page", None),
        ("view=hologram", None),
        ("view=screen&view=page", None),
        # Whoever embeds the wall says how.
        ("view=screen&embed=true&embed_options=light_theme", None),
    ],
)
def test_wall_and_paper_have_their_look(routes, query, expected):
    status, headers, _ = answered(routes, "/visits", query)
    assert (status, headers.get("location")) == ((307, expected) if expected else (200, None))
