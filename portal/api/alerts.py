"""Two small pages for the links in mail: confirm alerts, end alerts. Opening one changes nothing; pressing does.

Mail programs and scanners open links by themselves, so a press is a POST. The addresses hold a random token and never an
e-mail address, and are never kept or handed to another site.
"""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer
from portal.api.plain.html_pages import HEADERS, HTML, POLICY, render
from portal.domain.publishing.public_stores import DIGEST, MONTHS, SAID
from portal.errors import PortalError, ReportNotFound
from portal.services.desk import telling
from portal.services.mail.alerts import CONFIRM_PATH, LEAVE_PATH
from portal.services.mail.desk_notices import STOP_PATH
from portal.services.publishing import followers

_PRIVATE = {
    **HEADERS,
    "Content-Security-Policy": POLICY.replace("form-action 'none'", "form-action 'self'"),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
TOLD = {
    SAID: "when something about {} is published",
    DIGEST: "once a month, when something about {} was published in the month before",
    MONTHS: "when new months of {} are in",
}
CONFIRM_TITLE, LEAVE_TITLE, STOP_TITLE = "Alerts by mail", "End alerts by mail", "End mail from the desk"


def _page(title: str, words: str, button: str = "") -> Answer:
    values = {"title": title, "description": words, "canonical": "", "button": button}
    return render("alerts.html", values | {"release": bootstrap.library().release})


def _area_name(code: str) -> str:
    areas = bootstrap.library().areas
    return areas[code].name if code in areas else "every sector"


def ask_confirm(_: str) -> Answer:
    # Says nothing about whether the token is known: a scanner that opens it learns nothing.
    return _page(
        CONFIRM_TITLE,
        "Press to get the alerts that were asked for at this address: a short message each time, with a link that ends them.",
        "Yes, send me alerts",
    )


def confirm(token: str) -> Answer:
    found = followers.confirm_following(bootstrap.public_desk(), token)
    when = TOLD[found.topic].format(_area_name(found.area_code))
    return _page(CONFIRM_TITLE, f"You will get a message {when}. Each one holds a link that ends them.")


def ask_leave(token: str) -> Answer:
    found = followers.leaving(bootstrap.public_desk(), token)
    return _page(
        LEAVE_TITLE,
        f"Press to end alerts about {_area_name(found.area_code)}. Your address is erased at once.",
        "End alerts",
    )


def leave(token: str) -> Answer:
    followers.leave(bootstrap.public_desk(), token)
    return _page(LEAVE_TITLE, "Your alerts have ended, and your address was erased.")


def ask_stop(_: str) -> Answer:
    return _page(
        STOP_TITLE,
        "Press to end the mail the desk sends you. You can choose it again at the desk.",
        "End this mail",
    )


def stop(token: str) -> Answer:
    telling.stop_digest(bootstrap.teller(), token)
    return _page(
        STOP_TITLE, "The desk sends you no mail any more. Choose otherwise at the desk, whenever you like."
    )


def _route(path: str, ask: Callable[[str], Answer], act: Callable[[str], Answer], name: str) -> Route:
    async def answer(request: Request) -> Response:
        token = request.path_params["token"]
        status = 200
        try:
            made = await anyio.to_thread.run_sync(act if request.method == "POST" else ask, token)
        except PortalError as error:
            said = str(error)
            status = 404 if isinstance(error, ReportNotFound) else 503
            made = _page(CONFIRM_TITLE, f"{said[:1].upper()}{said[1:]}.")
        return Response(made.content, status, _PRIVATE, HTML)

    return Route(f"{path}/{{token}}", answer, methods=["GET", "POST"], name=name)


ROUTES: list[BaseRoute] = [
    _route(CONFIRM_PATH, ask_confirm, confirm, "confirm-alerts"),
    _route(LEAVE_PATH, ask_leave, leave, "end-alerts"),
    _route(STOP_PATH, ask_stop, stop, "end-desk-mail"),
]
