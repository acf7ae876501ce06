"""Draws the description of a step as a plain page, and reads what such a page sends back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal import bootstrap
from portal.api import fairness
from portal.api.faults import Fault, not_found, shown
from portal.api.plain import keeping
from portal.api.plain.html_pages import HTML, POLICY, fault_as_html, render
from portal.bootstrap import address, offices
from portal.errors import PortalError, TooManyAttempts
from portal.services.writing import words
from portal.services.writing.office import Office
from portal.services.writing.views import View

HEADERS = {
    "Content-Security-Policy": POLICY.replace("form-action 'none'", "form-action 'self'"),
    # Not no-referrer: browsers would then send the form with an Origin of null.
    "Referrer-Policy": "same-origin",
    # Back asks the server again, which shows the draft as it is now; and no copy of it stays on a shared machine.
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
MOST_FIELDS = 40


@dataclass(frozen=True)
class Visit:
    """One request to the pages of writing in."""

    request: Request
    office: Office
    token: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)

    @property
    def number(self) -> str:
        return str(self.request.path_params.get("number", ""))

    @property
    def step(self) -> str:
        return str(self.request.path_params.get("step", ""))

    @property
    def act(self) -> str:
        return self.values.get("act", "")

    @property
    def is_press(self) -> bool:
        return self.request.method == "POST"

    @property
    def client(self) -> str:
        """Who is asking, as far as limits need to know; on the machine itself, where readers share an address, the draft."""
        host = self.request.client.host if self.request.client else ""
        try:
            shared = ip_address(host).is_loopback
        except ValueError:
            shared = True
        return (self.number or self.token) if shared else host


def draw(visit: Visit, view: View, status: int = 200, **more: Any) -> Response:
    """The step as a page. `more` may hold `title`, `box`, `leave`, `counted`, `hidden`, `download` and `follow`."""
    title = more.get("title") or view["heading"]
    values = {
        "title": f"{view['problem']}: {title}" if view["errors"] else title,
        "description": words.NO_ACCOUNT,
        "canonical": "",
        "release": visit.office.library.release,
        "view": view,
        "words": words,
        "faulty": {one["field"]: one["sentence"] for one in view["errors"] if one["field"]},
        "action": visit.request.url.path,
        "form": visit.token,
        "default": _default(view),
        "here": address.root(),
        "box": None,
        "leave": "",
        "counted": "",
        "hidden": {},
        "download": "",
        "follow": "",
        **{name: value for name, value in more.items() if name != "title"},
    }
    # The box has a title of its own.
    values["before"] = values.pop("box")
    response = Response(render("write.html", values).content, status, HEADERS, HTML)
    keeping.keep_form_token(visit.request, response, visit.token)
    return response


def _default(view: View) -> str:
    """What the Enter key presses in a field: the button beside a line, or else the main one."""
    beside = [
        part["action"]["id"] for part in view["parts"] if part.get("type") == "line" and "action" in part
    ]
    main = [action["id"] for action in view["actions"] if action["look"] == "main"]
    return next(iter([*beside, *main]), "")


def go(path: str) -> Response:
    """On to a page of its own, so that Back and reload ask nothing twice."""
    return RedirectResponse(path, 303, HEADERS)


def gone(visit: Visit) -> Response:
    """The draft is too old, or the form is not of this browser. What came with the press is given back, to be copied."""
    typed = [visit.values.get(name, "") for name in ("public", "police_only", "wanted")]
    values = {
        "title": words.GONE,
        "description": words.GONE_SAID,
        "canonical": "",
        "release": visit.office.library.release,
        "words": words,
        "typed": [text for text in typed if text.strip()],
    }
    response = Response(render("write_gone.html", values).content, 403, HEADERS, HTML)
    keeping.keep_form_token(visit.request, response, visit.token)
    return response


def status_of(error: PortalError) -> int:
    return 429 if isinstance(error, TooManyAttempts) else 503


@dataclass(frozen=True, eq=False)
class Asking:
    """A route of writing in: a fair share for everyone, the body read, the token asked for, the work in a thread."""

    answer: Callable[[Visit], Response]

    async def __call__(self, request: Request) -> Response:
        try:
            fairness.take(request.client.host if request.client else "", 1)
            body = await request.body() if request.method == "POST" else b""
        except Fault as fault:
            page = fault_as_html(fault)
            return Response(page.content, fault.status, {**HEADERS, **fault.headers}, HTML)
        except ClientDisconnect:
            # They left, were too slow, or sent more than is taken. Nobody reads this answer.
            return Response("", 408, HEADERS)
        address.remember(request.headers.get("host", ""))
        return await anyio.to_thread.run_sync(self._answer, request, body)

    def _answer(self, request: Request, body: bytes) -> Response:
        try:
            given = parse_qs(
                body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
            )
        except ValueError:
            given = {}
        values = {name: texts[0] for name, texts in given.items()}
        office = offices.office(bootstrap.library())
        visit = Visit(request, office, keeping.form_token(request), values)
        if visit.is_press and not keeping.is_own_form(request, values.get("form", "")):
            return gone(visit)
        try:
            return self.answer(visit)
        except Fault as fault:
            return Response(fault_as_html(fault).content, fault.status, HEADERS, HTML)


def lost(visit: Visit) -> Fault:
    return not_found(
        "page", f"nothing stands at '{shown(visit.request.url.path)}'", "path", "Start at /write."
    )


def route(path: str, answer: Callable[[Visit], Response], name: str) -> Route:
    asking = Asking(answer)

    async def door(request: Request) -> Response:
        return await asking(request)

    return Route(path, door, methods=["GET", "POST"], name=name)
