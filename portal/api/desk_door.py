"""The sign-in form of local accounts: a plain page, because only a plain answer can set a cookie no script can read."""

from __future__ import annotations

import logging
import re
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.plain.html_pages import POLICY, render
from portal.domain.desk.account import LONGEST
from portal.errors import PortalError, SignInRefused
from portal.services.desk import cookie as desk_cookie
from portal.services.desk import sign_in
from portal.services.desk.cookie import FORM_COOKIE, FORM_SECONDS, SESSION_COOKIE

log = logging.getLogger("portal.desk")

HEADERS = {
    "Content-Security-Policy": POLICY.replace("form-action 'none'", "form-action 'self'"),
    # Not no-referrer: browsers would then send the form with an Origin of null.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
DESK = "/desk"
IN, OUT = f"{DESK}/sign-in", f"{DESK}/sign-out"
MOST_BYTES = 8192
STALE_FORM = "this form was open too long; fill it in again"
_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def _secure() -> bool:
    return bootstrap.settings().public_url.startswith("https://")


def _named(use: str) -> str:
    return desk_cookie.cookie_name(use, bootstrap.settings().public_url)


def _set_cookie(response: Response, use: str, text: str, seconds: int) -> None:
    response.set_cookie(
        _named(use), text, max_age=seconds, httponly=True, samesite="strict", secure=_secure()
    )


def _form(action: str, report: str, fault: str = "", status: int = 200) -> Response:
    """A fresh form and the cookie that must come back with it."""
    gate = bootstrap.gate()
    token = desk_cookie.sign(gate.reports, FORM_COOKIE, gate.new_token())
    values = {
        "title": "Sign in" if action == IN else "Sign out",
        "description": "For sector inspectors and their teams."
        if action == IN
        else "This ends your session at the desk.",
        "canonical": "",
        "release": bootstrap.library().release,
        "fault": fault[:1].upper() + fault[1:] + "." if fault else "",
        "fields": action == IN,
        "action": action,
        "form": token,
        "report": report,
    }
    response = Response(render("sign_in.html", values).content, status, HEADERS, "text/html")
    _set_cookie(response, FORM_COOKIE, token, FORM_SECONDS)
    return response


def _desk(report: str = "") -> Response:
    address = f"{DESK}?report={report}" if report else DESK
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _reference(text: str) -> str:
    return text if _REFERENCE.fullmatch(text) else ""


def _session_token(request: Request) -> str:
    return desk_cookie.read(
        bootstrap.gate().reports, SESSION_COOKIE, request.cookies.get(_named(SESSION_COOKIE), "")
    )


def _show(request: Request) -> Response:
    if bootstrap.settings().oidc_issuer:
        return _desk()
    return _form(request.url.path, _reference(request.query_params.get("report", "")))


def _sent(request: Request, body: bytes) -> Response:
    given = {name: texts[0] for name, texts in parse_qs(body.decode("utf-8", "replace")).items()}
    report = _reference(given.get("report", ""))
    action, gate = request.url.path, bootstrap.gate()
    cookie = request.cookies.get(_named(FORM_COOKIE), "")
    # A page of another site can send the form, but neither read nor set the cookie that has to match it.
    if not cookie or given.get("form") != cookie or not desk_cookie.read(gate.reports, FORM_COOKIE, cookie):
        log.warning("sign-in refused: the form was not ours or too old")
        return _form(action, report, STALE_FORM, 403)
    if action == OUT:
        sign_in.sign_out(gate, _session_token(request))
        response = _desk()
        response.delete_cookie(_named(SESSION_COOKIE), httponly=True, samesite="strict", secure=_secure())
        return response
    client = request.client.host if request.client else ""
    token = sign_in.sign_in(gate, given.get("email", ""), given.get("password", ""), client)
    # Whatever session the browser came with ends; the new one has a token nobody knew before.
    sign_in.sign_out(gate, _session_token(request))
    response = _desk(report)
    signed = desk_cookie.sign(gate.reports, SESSION_COOKIE, token)
    _set_cookie(response, SESSION_COOKIE, signed, int(LONGEST.total_seconds()))
    return response


def _answer(request: Request, body: bytes) -> Response:
    if request.method != "POST":
        return _show(request)
    if bootstrap.settings().oidc_issuer:
        return _desk()
    try:
        return _sent(request, body)
    except SignInRefused as error:
        return _form(request.url.path, "", str(error), 403)
    except PortalError as error:
        return _form(request.url.path, "", str(error), 429)


async def _door(request: Request) -> Response:
    """Shows the form, or takes it. Hashing a password is slow, so it never runs on the event loop."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return Response("The form is too long.\n", 413, HEADERS, "text/plain")
    except ClientDisconnect:
        # They left, or were too slow. Nobody reads this answer; it keeps a fault out of the log that is none of ours.
        return Response("", 408, HEADERS)
    return await anyio.to_thread.run_sync(_answer, request, body)


async def way_in(request: Request) -> Response:
    return await _door(request)


async def way_out(request: Request) -> Response:
    return await _door(request)


ROUTES: list[BaseRoute] = [
    Route(IN, way_in, methods=["GET", "POST"]),
    Route(OUT, way_out, methods=["GET", "POST"]),
]
