"""Lets a request in to the force its address names: below a force's name everything is as it is at the root, of that force."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.api.connection.addresses import SAFE
from portal.domain.at_hand import CHOOSER, folder, rooted, serving, slug
from portal.domain.site import PAGE_NAMES
from portal.errors import BadSetting, PortalError
from portal.watch import counters

log = logging.getLogger(__name__)
# By which a page's script learns which force its reader is with. Nobody outside can set it.
NAMED = b"x-portal-force"
# What the framework answers itself.
FRAMEWORKS = ("_stcore", "static", "media", "component", "app", "auth", "oauth2callback")
# What of a request says that it is only led on, and where to.
LEADS = "portal.leads"


def refuse_taken(others: Iterable[str], first: str, paths: Iterable[str]) -> None:
    """Raises BadSetting where a force would be served below a name that stands for something else."""
    taken = {path.split("/")[1].lower() for path in paths} | {*PAGE_NAMES, CHOOSER, *FRAMEWORKS, first}
    for force in others:
        if force in taken:
            raise BadSetting(
                f"PORTAL_FORCES names '{force}', and addresses of this site begin with that already; take it out"
            )


@dataclass(frozen=True)
class Forces:
    """`others`: short names of the forces below the root. `first`: that of the root's own, which leads to the root."""

    app: ASGIApp
    others: frozenset[str]
    first: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        force, path = self._split(scope["path"])
        if leads := self._leads(scope, force, path):
            scope, force = {**scope, LEADS: leads}, ""
        counters.force_requests.labels(force or self.first).inc()
        with serving(force):
            await self.app(_as_at_root(scope, force, path), receive, _from_folder(send))

    def _leads(self, scope: Scope, force: str, path: str) -> str:
        """Where an address leads that only needs another beginning; empty where it is right."""
        if scope["type"] != "http" or not force:
            return ""
        # Two strokes at the beginning would lead to another host.
        if force == self.first:
            return "/" + path.lstrip("/")
        return "" if scope["path"].startswith(f"/{force}/") else f"/{force}/{path.lstrip('/')}"

    def _split(self, path: str) -> tuple[str, str]:
        """The force that a path names and the rest of it; no force and the path itself where it names none."""
        named, stroke, rest = path[1:].partition("/")
        force = named.lower()
        return (force, f"{stroke}{rest}") if force in self.others or force == self.first else ("", path)


@dataclass(frozen=True)
class Opening:
    """Behind every door that refuses: leads on where an address only needs another beginning, and has the tables of the
    force at hand read, unless they are held, so that no other reader waits for it.
    """

    app: ASGIApp
    open_now: Callable[[], object]
    is_open: Callable[[], bool] = lambda: False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if leads := scope.get(LEADS):
            await _lead(leads, scope)(scope, receive, send)
            return
        if slug() and scope["type"] in ("http", "websocket") and not self.is_open():
            await self._open()
        await self.app(scope, receive, send)

    async def _open(self) -> None:
        """A fault in its tables is told by what answers."""
        try:
            await run_in_threadpool(self.open_now)
        except PortalError as error:
            log.error("the tables of %s cannot be read: %s", slug(), error)


def _lead(path: str, scope: Scope) -> RedirectResponse:
    """Links in a page are relative to its folder, so the folder's own address ends with a stroke."""
    query = scope.get("query_string", b"").decode("latin-1")
    return RedirectResponse(
        quote(path, safe=SAFE) + (f"?{query}" if query else ""), 308, {"Cache-Control": "public, max-age=300"}
    )


def _as_at_root(scope: Scope, force: str, path: str) -> Scope:
    headers = [pair for pair in scope["headers"] if pair[0].lower() != NAMED]
    if not force:
        return {**scope, "headers": headers}
    raw = scope.get("raw_path") or path.encode()
    cut = raw.split(b"/", 2)[2:] or [b""]
    return {**scope, "path": path, "raw_path": b"/" + cut[0], "headers": [*headers, (NAMED, force.encode())]}


def _from_folder(send: Send) -> Send:
    """What an answer names that begins at the root begins at the folder of its force: where it leads, and its cookies."""
    if not folder():
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if (leads := headers.get("location", "")).startswith("/"):
                headers["location"] = rooted(leads)
            if links := headers.get("link", ""):
                headers["link"] = links.replace("</", f"<{folder()}/")
            _below(headers)
        await send(message)

    return sending


def _below(headers: MutableHeaders) -> None:
    """Cookies kept for one folder of the site are kept for that folder of the force. Those of the whole site carry its name."""
    cookies = headers.getlist("set-cookie")
    if not cookies:
        return
    del headers["set-cookie"]
    for cookie in cookies:
        for one in SimpleCookie(cookie).values():
            if one["path"] not in ("", "/"):
                cookie = cookie.replace(f"Path={one['path']}", f"Path={rooted(one['path'])}")
        headers.append("set-cookie", cookie)
