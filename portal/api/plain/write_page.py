"""Writing in without scripts: one step a page, on the description, the acts and the limits of the page with scripts."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import BaseRoute

from portal import bootstrap
from portal.api.plain import keeping
from portal.api.plain.questions import HEADERS, Visit, draw, go, gone, lost, route, status_of
from portal.api.plain.write_follow import FOLLOW, opened
from portal.bootstrap import address
from portal.errors import BadReport, PortalError
from portal.services.reports import draft as report_draft
from portal.services.reports.draft import Draft
from portal.services.reports.submit import receipt_again, submit
from portal.services.writing import slip as slips
from portal.services.writing import views, words
from portal.services.writing.before import before
from portal.services.writing.office import block, sector_of
from portal.services.writing.routes import signpost_of
from portal.services.writing.slip import Slip
from portal.services.writing.views import View

START, LEAVE, COPY = keeping.HERE, "leave", "receipt.txt"


def _path(visit: Visit, step: str = "") -> str:
    return f"{START}/{visit.number}" + (f"/{step}" if step else "")


def first(visit: Visit) -> Response:
    """The first question. Nothing can be typed before it is answered."""
    query = visit.request.query_params
    if visit.is_press:
        return _begun(visit)
    sector = sector_of(visit.office.library, query.get("area", "")[:60])
    view = views.triage("again" in query, ())
    box = before(visit.office, None, sector)
    return draw(
        visit, view, title=words.TITLE, box=box, leave=words.LEAVE["to"], hidden={"sector": sector},
        counted=words.STEP.format(at=1), follow=FOLLOW,
    )  # fmt: skip


def _begun(visit: Visit) -> Response:
    sector = sector_of(visit.office.library, visit.values.get("sector", "")[:60])
    begun = slips.begin(visit.values.get("answer", ""), sector, bootstrap.now().timestamp())
    if begun is None:
        return go(f"{START}?again=yes" + (f"&area={sector}" if sector else ""))
    slip, step = begun
    path = f"{START}/{keeping.new_number()}"
    response = go(f"{path}/{step}")
    keeping.keep(visit.request, response, path, slips.as_text(slip))
    return response


def step(visit: Visit) -> Response:
    """Any step after the first question, shown or pressed."""
    if visit.step == LEAVE:
        return _left(visit)
    if visit.step not in (*slips.STEPS, slips.RECEIPT, COPY):
        raise lost(visit)
    slip = slips.from_text(keeping.kept(visit.request, _path(visit)), visit.office)
    if slip is None:
        return gone(visit)
    if slip.sent:
        return _after(visit, slip)
    wanted = slips.where_to(slip, visit.step, visit.office.sectors)
    if wanted != visit.step:
        return go(_path(visit, wanted))
    return _pressed(visit, slip) if visit.is_press else _shown(visit, slip)


def _shown(visit: Visit, slip: Slip, problems: tuple[str, ...] = (), status: int = 200) -> Response:
    leave = _path(visit, LEAVE)
    if visit.step == slips.ANSWER and slip.choice:
        view = signpost_of(visit.office.library, slip.choice, slip.sector)
        return draw(visit, view, title=words.WHERE_TO_TURN, leave=leave)
    if slip.draft is None:
        return gone(visit)
    draft = slips.at_step(slip.draft, visit.step)
    found = slips.faults_at(slip, visit.step, visit.office.sectors)
    view = block(visit.office, draft, found, slip.found, problems)
    view["marks"] = report_draft.mark(draft.public) if draft.step == "words" else []
    return draw(
        visit,
        view,
        status,
        box=before(visit.office, draft, slip.sector),
        leave=leave,
        counted=_counted(draft),
    )


def _counted(draft: Draft) -> str:
    """The first question is the first step. How many there are depends on the answers, and is not promised."""
    asked = report_draft.steps_of(draft)
    return words.STEP.format(at=asked.index(draft.step) + 2) if draft.step in asked else ""


def _pressed(visit: Visit, slip: Slip) -> Response:
    if visit.act == "send" and visit.step == "check" and slip.draft:
        return _sent(visit, slip, slip.draft)
    now = bootstrap.now().timestamp()
    after, page = slips.press(visit.office, slip, visit.step, visit.act, visit.values, now)
    response = go(_path(visit, page) if after else START)
    if after is None:
        keeping.drop(visit.request, response, _path(visit))
    elif not keeping.keep(visit.request, response, _path(visit), slips.as_text(after)):
        return _too_large(visit, after)
    return response


def _too_large(visit: Visit, slip: Slip) -> Response:
    """More than a browser can send again: far over the limits, and so shown with its faults and kept nowhere."""
    return _shown(visit, replace(slip, faulty=visit.step), (words.TOO_LARGE,), 422)


def _sent(visit: Visit, slip: Slip, draft: Draft) -> Response:
    """Keeps the message, or says what is wrong and keeps the text. Sending again is always safe."""
    seconds = bootstrap.now().timestamp() - slip.opened
    form = report_draft.to_form(draft, seconds, visit.values.get("website", "")[:100])
    try:
        submit(bootstrap.reports(), form, draft.token, visit.client)
    except BadReport as error:
        return _shown(visit, slip, tuple(fault.sentence for fault in error.faults), 422)
    except PortalError as error:
        return _shown(visit, slip, (words.sentence(str(error)),), status_of(error))
    response = go(_path(visit, slips.RECEIPT))
    # The token alone stays, so that the receipt can be shown again.
    left = Slip(slip.answer, sent=True, draft=Draft(draft.token, draft.kind))
    keeping.keep(visit.request, response, _path(visit), slips.as_text(left))
    return response


def _after(visit: Visit, slip: Slip) -> Response:
    """The message is sent: every step of it leads to its receipt, however it is come to, and nothing is sent twice."""
    if visit.is_press and visit.act in ("another", "finish"):
        response = go(START)
        keeping.drop(visit.request, response, _path(visit))
        return response
    if visit.step not in (slips.RECEIPT, COPY):
        return go(_path(visit, slips.RECEIPT))
    token = slip.draft.token if slip.draft else ""
    try:
        given = receipt_again(bootstrap.reports(), token, visit.client)
    except PortalError as error:
        view = views.view(
            words.RECEIPT, [], [], errors=[{"field": "", "sentence": words.sentence(str(error))}]
        )
        return draw(visit, view, status_of(error), leave=_path(visit, LEAVE))
    if given is None:
        return gone(visit)
    if visit.is_press and visit.act == "follow":
        return opened(visit, given.reference, given.secret)
    view = views.receipt(given, visit.office.operator, visit.office.nobody_yet(given.sector_code))
    if visit.step == COPY:
        return _copy(view["copy"])
    return draw(visit, _plain_receipt(view), leave=_path(visit, LEAVE), download=_path(visit, COPY))


def _plain_receipt(view: View) -> View:
    """Without what only scripts can press; the private link says that it needs them."""
    parts = [
        {**part, "label": f"{part['label']} {words.NEEDS_SCRIPTS}"} if "page" in part else part
        for part in view["parts"]
    ]
    later = words.FOLLOW_LATER.format(address=address.root() + FOLLOW)
    after = next(at for at, part in enumerate(parts) if part.get("text") == words.KEEP) + 1
    parts.insert(after, views.text(later))
    follow = views.button("follow", words.FOLLOW_HERE, "main")
    return view | {
        "parts": parts,
        "actions": [follow, *(one for one in view["actions"] if "does" not in one)],
    }


def _copy(saved: View) -> Response:
    link = saved["link"]
    private = f"{address.root()}/{link['page']}#{link['reference']}.{link['code']}"
    later = words.FOLLOW_LATER.format(address=address.root() + FOLLOW)
    text = "\r\n".join([*saved["lines"], later]).replace("{link}", private)
    held = {"Content-Disposition": f'attachment; filename="{saved["name"]}"'}
    return Response(text, 200, {**HEADERS, **held}, "text/plain")


def _left(visit: Visit) -> Response:
    """Clears what was typed and opens a page that nobody wonders about; that page is told nothing."""
    response = go(words.LEAVE["to"])
    response.headers["Referrer-Policy"] = "no-referrer"
    keeping.drop(visit.request, response, _path(visit))
    return response


ROUTES: list[BaseRoute] = [
    route(START, first, "write"),
    route(f"{START}/{{number}}/{{step}}", step, "write-step"),
]
