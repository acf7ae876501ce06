"""Counts and times every request, and writes one line for it: the route that answered, never the address asked for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal import bootstrap
from portal.bootstrap.age import freshness
from portal.bootstrap.forces import held_forces
from portal.bootstrap.notes import notes
from portal.domain.at_hand import serving, slug
from portal.domain.record.period import month_index
from portal.errors import PortalError, TableBreaksContract
from portal.tables.load import open_package
from portal.tables.looked import read_looked
from portal.watch import counters

log = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(frozen=True)
class Watch:
    """`routes` names what answers; what is not in it belongs to the framework."""

    app: ASGIApp
    routes: Mapping[Any, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with counters.open_sockets.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.watched(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note_status)
        finally:
            seconds = time.perf_counter() - started
            # Any word may stand where the method does.
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            route = self.routes.get(scope.get("endpoint"), "framework")
            counters.requests.labels(route, method, status).inc()
            counters.request_seconds.labels(route).observe(seconds)
            if route != "framework" or status >= 400:
                said = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 1)}
                log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra=said)


async def alive(_: Request) -> JSONResponse:
    """The process answers and holds a release."""
    try:
        fresh = freshness()
    except TableBreaksContract:
        # Of a force beside the first: the process itself does not start with damaged tables of its own.
        return JSONResponse({"status": "damaged tables"}, 503, {"Cache-Control": "no-store"})
    data = {"last_month": fresh.last_month, "age_months": fresh.age, "published_to": fresh.published_to}
    if fresh.looked is not None:
        data |= {"looked_on": fresh.looked.on, "tried_on": fresh.looked.tried, "held_back": sorted(fresh.looked.held_back),
                 "last_try_failed": bool(fresh.looked.fault)}  # fmt: skip
    return JSONResponse({"status": "ok", "release": bootstrap.library().release, "data": data})


async def ready(_: Request) -> JSONResponse:
    """Whether everything works. Reading does without the database, so this is for watching, not for taking a process away."""
    state = {"tables": "ok", "database": await anyio.to_thread.run_sync(_database)}
    is_ready = all(value == "ok" for value in state.values())
    return JSONResponse(
        {"status": "ready" if is_ready else "not ready", "release": bootstrap.library().release, **state},
        200 if is_ready else 503,
        {"Cache-Control": "no-store"},
    )


def _database() -> str:
    """Tried by writing, at most once a second: a full disk shows no other way."""
    with _trying:
        at, said = _tried.get(slug(), (-1.0, ""))
        if time.monotonic() - at > 1.0:
            said = _try_database()
            _tried[slug()] = (time.monotonic(), said)
        return said


_trying, _tried = threading.Lock(), dict[str, tuple[float, str]]()


def _try_database() -> str:
    try:
        steps = bootstrap.pending_steps()
        if not steps:
            bootstrap.report_store().try_writing(bootstrap.now())
    except PortalError as error:
        return type(error).__name__
    except OSError as error:
        return f"cannot be written ({error.strerror})"
    return "ok" if not steps else f"{len(steps)} steps to apply"


def watched() -> tuple[counters.Watched, ...]:
    """Every force that is served, to be counted by its name."""
    found = []
    for force in held_forces():
        with serving(force.at_hand):
            found.append(counters.Watched(force.slug, notes(), partial(_data_of, force.at_hand)))
    return tuple(found)


def _data_of(force: str) -> tuple[int, str, int] | None:
    """From the description of its tables, so that nobody who counts has a force read that no reader asked for."""
    with serving(force):
        folder, today = bootstrap.settings().data_dir, bootstrap.now()
        try:
            last = open_package(folder).release[:7]
        except TableBreaksContract:
            return None
        looked = read_looked(folder)
    age = month_index(f"{today:%Y-%m}") - month_index(last)
    return age, looked.on if looked else "", len(looked.held_back) if looked else 0
