"""Signing in through OpenID Connect: a real provider and a real server on this machine, from click to page."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest

from dashboard.access import accounts
from dashboard.access.cookies import NAME
from dashboard.access.private_file import AccessUnreadable
from dashboard.access.providers import is_streamlits, providers, settings_file
from dashboard.access.roles import Role
from etl import audit
from tests.dashboard.access.served import rerun, serving

SETTINGS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
[auth.office]
label = "Office <b>"
client_id = "dashboard"
client_secret = "the provider's secret"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@contextmanager
def provider():
    """The address of an OpenID Connect provider that believes whoever signs in there."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{issuer}/.well-known/openid-configuration", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=20)


def write_settings(folder, text, mode=0o600):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "sign_in.toml").write_text(text, encoding="utf-8")
    (folder / "sign_in.toml").chmod(mode)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """(server, issuer)"""
    folder = tmp_path_factory.mktemp("oidc")
    with provider() as issuer:
        write_settings(folder / "data" / "access", SETTINGS.format(issuer=issuer))
        with serving(folder, "--port", "0") as server:
            yield server, issuer


@pytest.fixture
def browser(office):
    with httpx.Client(base_url=f"http://{office[0].host}", trust_env=False, timeout=30) as found:
        yield found


def at_provider(browser, next_address="/visits?sector=x"):
    """Clicks the button and follows to the provider's own page; its address."""
    shown = browser.get("/sign-in", params={"language": "en", "next": next_address})
    assert "Sign in with Office &lt;b&gt;" in shown.text
    answer = browser.get("/sign-in", params={"with": "office", "next": next_address})
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/auth/login")
    answer = browser.get(answer.headers["location"])
    assert answer.status_code == 302
    return answer.headers["location"]


def come_back(browser, address, person):
    """Signs in there as `person`; what we answer when the browser is back."""
    answer = browser.post(address, data={"sub": person})
    assert answer.status_code == 302
    answer = browser.get(answer.headers["location"])
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    answer = browser.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2F")
    return browser.get(answer.headers["location"])


def test_from_the_click_to_the_page(office, browser):
    server, _ = office
    server.account("ana", Role.ANALYST, email="Ana@Example.org", password="")
    answer = come_back(browser, at_provider(browser), "ana@example.org")
    assert (answer.status_code, answer.headers["location"]) == (303, "/visits?sector=x")
    assert not [name for name in browser.cookies if is_streamlits(name)], "Streamlit's cookies are taken away"
    assert browser.get("/visits?sector=x").status_code == 200
    with server.stream(browser.cookies[NAME]) as stream:
        assert "name=ana role=analyst" in rerun(stream)
    with server.data():
        [entry] = [entry for entry in audit.entries() if entry["action"] == "sign_in"]
        assert (entry["by"], entry["detail"]) == ("ana", {"way": "provider"})
        accounts.change("ana", role=Role.VIEWER)
    assert browser.get("/visits").status_code == 303, "the role changed: sign in again"
    assert browser.post("/sign-out").status_code == 303


@pytest.mark.parametrize("claims", [{"email": "eve@example.org", "email_verified": False}, {"name": "Eve"}])
def test_an_address_that_the_provider_does_not_vouch_for(office, browser, claims):
    server, issuer = office
    if "eve" not in [one.name for one in named(server)]:
        server.account("eve", Role.ADMIN, email="eve@example.org", password="")
    assert httpx.put(f"{issuer}/users/eve", json=claims, trust_env=False).is_success
    answer = come_back(browser, at_provider(browser), "eve")
    assert (answer.status_code, NAME in browser.cookies) == (403, False)


def test_a_stranger_is_refused_in_words(office, browser):
    answer = come_back(browser, at_provider(browser), "stranger@example.org")
    assert answer.status_code == 403
    assert "stranger@example.org" in answer.text
    assert NAME not in browser.cookies
    assert not [name for name in browser.cookies if is_streamlits(name)]
    assert browser.get("/visits").status_code == 303


def test_a_disabled_account_is_refused(office, browser):
    server, _ = office
    server.account("gone", Role.ADMIN, email="gone@example.org", password="")
    with server.data():
        accounts.change("gone", is_disabled=True)
    assert come_back(browser, at_provider(browser), "gone@example.org").status_code == 403
    assert NAME not in browser.cookies


def test_a_copy_of_streamlits_cookie_signs_nobody_in(office, browser):
    server, _ = office
    server.account("bo", Role.ANALYST, email="bo@example.org", password="")
    answer = browser.post(at_provider(browser), data={"sub": "bo@example.org"})
    browser.get(answer.headers["location"])
    copied = {name: value for name, value in browser.cookies.items() if is_streamlits(name)}
    assert copied
    assert browser.get("/sign-in").status_code == 303
    with httpx.Client(base_url=f"http://{server.host}", cookies=copied, trust_env=False) as thief:
        assert thief.get("/sign-in").status_code == 200
        assert NAME not in thief.cookies
    forged = {"_streamlit_user": next(iter(copied.values()))[:-2] + "xx"}
    with httpx.Client(base_url=f"http://{server.host}", cookies=forged, trust_env=False) as thief:
        assert (thief.get("/sign-in").status_code, NAME in thief.cookies) == (200, False)


def test_a_callback_that_we_did_not_ask_for(office, browser):
    assert browser.get("/oauth2callback", params={"code": "x", "state": "y"}).status_code == 302
    assert not [name for name in browser.cookies if name == NAME or is_streamlits(name)]
    assert browser.get("/sign-in", params={"with": "nobody"}).status_code == 200


def test_no_secret_is_logged(office):
    server, _ = office
    server.process.terminate()
    logged = "".join(server.said) + server.process.stderr.read()
    assert "the provider's secret" not in logged
    assert "Traceback" not in logged


def named(server):
    with server.data():
        return accounts.accounts()


@pytest.fixture
def settings(tmp_path):
    """`settings(text)`: writes the file that names the providers."""
    return lambda text, mode=0o600: write_settings(settings_file().parent, text, mode)


def test_the_file_of_providers(settings):
    assert providers() == {}
    settings(SETTINGS.format(issuer="http://127.0.0.1:1"))
    assert providers() == {"office": "Office <b>"}
    settings(
        '[auth]\nredirect_uri = "https://a.example/oauth2callback"\nclient_id = "a"\nclient_secret = "b"\n'
        'server_metadata_url = "https://b.example/"\n'
    )
    assert providers() == {"default": ""}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[auth]",
        "not toml",
        '[auth]\nredirect_uri = "https://a.example/"\nclient_id = "a"\nclient_secret = "b"\nserver_metadata_url = "c"',
        '[auth]\nredirect_uri = "https://a.example/oauth2callback"\nclient_id = "a"',
        '[auth]\nredirect_uri = "https://a.example/oauth2callback"\n[auth.a_b]\nclient_id = "a"\nclient_secret = "b"\n'
        'server_metadata_url = "c"',
    ],
)
def test_a_wrong_file_of_providers_lets_nobody_in(settings, text):
    settings(text)
    with pytest.raises(AccessUnreadable, match=r"sign_in\.toml"):
        providers()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_others_can_read_is_not_taken(settings):
    settings(SETTINGS.format(issuer="http://127.0.0.1:1"), mode=0o644)
    with pytest.raises(AccessUnreadable, match="600"):
        providers()
