"""`/sign-in` and `/sign-out`: who somebody is, by password or by what a provider says, and the end of it."""

import asyncio
import logging
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.access.accounts import Account, account_of_email, any_account, change
from dashboard.access.addresses import SIGN_IN, SIGN_OUT
from dashboard.access.authority import AUTHORITY
from dashboard.access.cookies import WAY_BACK, cookie_name, cookies_of, is_https
from dashboard.access.credentials import UNKNOWN, Refused, checked
from dashboard.access.providers import is_streamlits, login_address, named_email, providers
from dashboard.access.sessions import SESSIONS, session_key
from dashboard.access.sign_in_page import SignInPage
from dashboard.text import LANGUAGES, t
from dashboard.text.languages import reading_language
from etl import audit
from etl.errors import CooperationError
from etl.policy import POLICY

log = logging.getLogger(__name__)
BODY_LIMIT, BODY_SECONDS = 8_000, 10
# Each password costs 64 MB and a tenth of a second to look at: so many at once, and so many more may wait.
AT_ONCE, WAITING = 2, 16
# Seconds before the answer to a wrong password, by how many there were in a row.
DELAYS = (0.5, 1.0, 2.0, 4.0)
HEADERS = {"cache-control": "no-store"}
_turns = asyncio.Semaphore(AT_ONCE)
_waiting = 0


async def show(request: Request) -> Response:
    """The page; or, where a provider has just said who it is, the way in; or the way to a provider."""
    language = _language(request, request.query_params)
    way_back = local(request.query_params.get("next", ""))
    try:
        wanted = request.query_params.get("with", "")
        if wanted in providers():
            response: Response = RedirectResponse(login_address(wanted), 303, HEADERS)
            _set(response, request, WAY_BACK, way_back, max_age=600)
            return response
        email = named_email(request.cookies)
        if email is not None:
            return await _by_provider(request, email, language)
        if SESSIONS.account(session_key(cookies_of(request.scope).get(cookie_name(request.scope), ""))):
            return RedirectResponse(way_back, 303, HEADERS)
        return _page(language, way_back)
    except CooperationError as error:
        log.error("signing in: %s", error)
        return _broken(language)


async def enter(request: Request) -> Response:
    """A name and a password were sent."""
    sent = await _form(request)
    language, way_back = _language(request, sent), local(sent.get("next", ""))
    name = sent.get("name", "").strip()[:64]
    try:
        who = await _in_turn(name, sent.get("password", ""), language)
        token = await asyncio.to_thread(SESSIONS.begin, who)
        await asyncio.to_thread(audit.record, "sign_in", who.name, who.name, way="password")
    except Refused as error:
        if error.failures:
            await asyncio.sleep(DELAYS[min(error.failures, len(DELAYS)) - 1])
        return _page(language, way_back, said=str(error), name=name, status=error.status)
    except CooperationError as error:
        log.error("signing in: %s", error)
        return _broken(language)
    return _entered(request, token, way_back)


async def leave(request: Request) -> Response:
    """Signs out, here or everywhere (`everywhere=1`)."""
    sent = await _form(request)
    key = session_key(cookies_of(request.scope).get(cookie_name(request.scope), ""))
    try:
        who = SESSIONS.account(key)
        if who:
            everywhere = sent.get("everywhere") == "1"
            if everywhere:
                await asyncio.to_thread(change, who.name)
            await asyncio.to_thread(SESSIONS.end, key)
            await asyncio.to_thread(audit.record, "sign_out", who.name, who.name, everywhere=everywhere)
    except CooperationError as error:
        log.error("signing out: %s", error)
        return _broken(_language(request, sent))
    response = RedirectResponse("/" if AUTHORITY.is_open else SIGN_IN, 303, HEADERS)
    _forget_streamlits(response, request)
    response.delete_cookie(cookie_name(request.scope), secure=is_https(request.scope), httponly=True, samesite="lax")
    return response


ROUTES = [
    Route(SIGN_IN, show, methods=["GET"]),
    Route(SIGN_IN, enter, methods=["POST"]),
    Route(SIGN_OUT, leave, methods=["POST"]),
]


def local(address: str) -> str:
    """An address of ours as it is, and the overview in the place of all others."""
    # Browsers take "\\" for "/" and leave out tabs and line ends, and "//" begins the name of another server.
    is_ours = address.startswith("/") and not address.startswith(("//", SIGN_IN, SIGN_OUT)) and "\\" not in address
    return address if is_ours and address.isprintable() and len(address) <= 2000 else "/"


async def _in_turn(name: str, password: str, language: str) -> Account:
    global _waiting
    if _waiting >= WAITING:
        raise Refused(503, t("sign_in.busy", language))
    _waiting += 1
    try:
        async with _turns:
            return await asyncio.to_thread(checked, name, password, language)
    finally:
        _waiting -= 1


async def _by_provider(request: Request, email: str, language: str) -> Response:
    who = await asyncio.to_thread(account_of_email, email)
    if who is None or who.is_disabled:
        await asyncio.to_thread(audit.record, "sign_in_failed", UNKNOWN, email[:120], way="provider")
        said = t("sign_in.unknown_email", language, email=email[:120]) if email else t("sign_in.no_email", language)
        response = _page(language, "/", said=said, status=403)
        _forget_streamlits(response, request)
        return response
    token = await asyncio.to_thread(SESSIONS.begin, who)
    await asyncio.to_thread(audit.record, "sign_in", who.name, who.name, way="provider")
    return _entered(request, token, local(request.cookies.get(WAY_BACK, "")))


def _entered(request: Request, token: str, way_back: str) -> Response:
    response = RedirectResponse(way_back, 303, HEADERS)
    _forget_streamlits(response, request)
    # A token made just now: one that was put into the browser before is worth nothing.
    _set(response, request, cookie_name(request.scope), token, max_age=POLICY.session_hours * 3600)
    return response


def _set(response: Response, request: Request, cookie: str, value: str, *, max_age: int) -> None:
    secure = is_https(request.scope)
    response.set_cookie(cookie, value, max_age=max_age, httponly=True, samesite="lax", secure=secure)


def _forget_streamlits(response: Response, request: Request) -> None:
    for name in request.cookies:
        if is_streamlits(name) or name == WAY_BACK:
            response.delete_cookie(name)


def _page(language: str, way_back: str, *, said: str = "", name: str = "", status: int = 200) -> Response:
    ways = providers()
    has_accounts = any_account()
    if not ways and not has_accounts:
        said = said or t("sign_in.none", language)
    return HTMLResponse(SignInPage(language, said, ways, has_accounts, way_back, name).html(), status, HEADERS)


def _broken(language: str) -> Response:
    return HTMLResponse(SignInPage(language, t("sign_in.broken", language), {}, False, "/").html(), 503, HEADERS)


async def _form(request: Request) -> dict[str, str]:
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > BODY_LIMIT:
                    return {}
        return {key: values[-1] for key, values in parse_qs(body.decode(), max_num_fields=10).items()}
    except (ValueError, TimeoutError):
        return {}


def _language(request: Request, sent: Mapping[str, str]) -> str:
    locale = request.headers.get("accept-language", "").partition(",")[0]
    asked = sent.get("language", "")
    if asked not in LANGUAGES:
        asked = next(iter(parse_qs(urlsplit(local(sent.get("next", ""))).query).get("language", [])), "")
    return reading_language([asked], locale)
