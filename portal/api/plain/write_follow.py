"""Following a message without scripts: the way in, the report, and one page for each thing its author may do.

Reference and code are typed, or come from the receipt; they stand in an encrypted cookie of one path, never in an address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import BaseRoute

from portal import bootstrap
from portal.api.plain import keeping
from portal.api.plain.questions import Visit, draw, go, gone, lost, route, status_of
from portal.domain.reports.report import Report, Words
from portal.errors import BadReport, BadRequest, MoveNotAllowed, PortalError, ReportNotFound, StaleReport
from portal.services.details.finding import find_details, redact
from portal.services.reports import follow as acts
from portal.services.reports.draft import mark
from portal.services.reports.wiring import Key
from portal.services.writing import follow_views as views
from portal.services.writing import follow_words as words
from portal.services.writing import words as tell_words
from portal.services.writing.routes import nobody_answers
from portal.services.writing.views import View

FOLLOW = f"{keeping.HERE}/follow"
REPORT, AMEND = "report", "amend"
SURE: dict[str, Callable[..., Report]] = {
    "withdraw": acts.withdraw, "disagree": acts.disagree, "object": acts.object_to_gaps,
}  # fmt: skip
_MOST = 20_001


def _path(visit: Visit, step: str = "") -> str:
    return f"{FOLLOW}/{visit.number}" + (f"/{step}" if step else "")


def _leave() -> str:
    return tell_words.LEAVE["to"]


def way_in(visit: Visit) -> Response:
    """Asks for reference and code. What was typed as a code is never put back on the page."""
    if not visit.is_press:
        return draw(visit, views.ask("", []), title=words.TITLE, leave=_leave())
    reference, code = visit.values.get("reference", "")[:40], visit.values.get("code", "")[:100]
    try:
        acts.follow(bootstrap.reports(), Key(reference, code, visit.client))
    except PortalError as error:
        view = views.ask(reference, [views.problem(str(error))])
        return draw(visit, view, _status(error), title=words.TITLE, leave=_leave())
    return opened(visit, reference, code)


def opened(visit: Visit, reference: str, code: str) -> Response:
    """On to a report that may be read with this code; each tab has a path, and with it a cookie, of its own."""
    path = f"{FOLLOW}/{keeping.new_number()}"
    response = go(f"{path}/{REPORT}")
    keeping.keep(visit.request, response, path, json.dumps([reference, code]))
    return response


def _status(error: PortalError) -> int:
    if isinstance(error, ReportNotFound):
        return 404
    return 409 if isinstance(error, StaleReport | MoveNotAllowed | BadRequest) else status_of(error)


def step(visit: Visit) -> Response:
    """The report, or what its author may do with it; each is shown, and done when it is pressed."""
    if visit.step not in (REPORT, AMEND, *SURE):
        raise lost(visit)
    held = keeping.kept(visit.request, _path(visit))
    if not held:
        return gone(visit)
    reference, code = json.loads(held)
    key = Key(reference, code, visit.client)
    try:
        return _pressed(visit, key) if visit.is_press else _shown(visit, key, visit.step)
    except PortalError as error:
        return _refused(visit, key, error)


def _refused(visit: Visit, key: Key, error: PortalError) -> Response:
    """One sentence over the report as it is now; over nothing, where that cannot be read either."""
    problems = [views.problem(str(error))]
    try:
        return _shown(visit, key, REPORT, problems, _status(error))
    except PortalError:
        return draw(visit, views.ask("", problems), _status(error), title=words.TITLE, leave=_leave())


def _shown(
    visit: Visit, key: Key, page: str, problems: list[View] | None = None, status: int = 200
) -> Response:
    report = acts.follow(bootstrap.reports(), key)
    said = problems or []
    if page == AMEND:
        view = views.amend_view(report, {}, said)
        view["marks"] = mark(report.words.public)
    elif page in SURE:
        view = views.sure(page, said)
    else:
        view = _report(visit, report, said)
    # What is sent is about the report as it was read here; a newer one is not written over.
    return draw(
        visit, view, status, title=words.TITLE, leave=_leave(), hidden={"revision": str(report.revision)},
        action=_path(visit, page),
    )  # fmt: skip


def _report(visit: Visit, report: Report, problems: list[View]) -> View:
    office, now = visit.office, bootstrap.now()
    ways = nobody_answers(office.library) if views.is_late(report, now) else []
    waits = office.nobody_yet(report.sector_code)
    return views.report_view(report, office.sectors, now, office.mail_on, False, problems, waits, ways)


def _pressed(visit: Visit, key: Key) -> Response:
    act, reports = visit.act, bootstrap.reports()
    if act == "shut":
        response = go(FOLLOW)
        keeping.drop(visit.request, response, _path(visit))
        return response
    if act in (AMEND, *SURE):
        return go(_path(visit, act))
    if act in ("amended", "redact") and visit.step == AMEND:
        return _amended(visit, key)
    if act == f"{visit.step}_sure" and visit.step in SURE:
        SURE[visit.step](reports, key, _revision(visit))
    elif act == "sorted":
        acts.answer_sorted(reports, key, _revision(visit), visit.values.get("sorted", ""))
    elif act == "confirm":
        acts.confirm_email(reports, key, visit.values.get("email_code", "")[:100])
    return go(_path(visit, REPORT))


def _revision(visit: Visit) -> int:
    given = visit.values.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


def _amended(visit: Visit, key: Key) -> Response:
    """Keeps the change, or shows it again as it was typed: with what is wrong, or what in it points to a person."""
    typed = {
        name: visit.values.get(name, "")[:_MOST]
        for name in ("public", "police_only", "wanted", "may_publish")
    }
    written = Words(typed["public"], typed["police_only"], typed["wanted"])
    # Nothing to publish is a no, however the question below it stands.
    may_publish = typed["may_publish"] == "yes" and bool(typed["public"].strip())
    if visit.act == "redact":
        found = find_details(typed["public"])
        return _typed_again(visit, key, typed | {"public": redact(typed["public"], found)}, [])
    if may_publish and visit.values.get("looked") != _digest(written.public) and find_details(written.public):
        return _typed_again(visit, key, typed, [])
    try:
        acts.amend(bootstrap.reports(), key, _revision(visit), written, may_publish)
    except BadReport as error:
        shown_at = {"words": "public"}
        faults = [views.problem(one.sentence, shown_at.get(one.field, one.field)) for one in error.faults]
        return _typed_again(visit, key, typed, faults)
    except MoveNotAllowed:
        raise
    except PortalError as error:
        return _typed_again(visit, key, typed, [views.problem(str(error))])
    return go(_path(visit, REPORT))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _typed_again(visit: Visit, key: Key, typed: dict[str, str], problems: list[View]) -> Response:
    report = acts.follow(bootstrap.reports(), key)
    view = views.amend_view(report, typed, problems)
    view["marks"] = mark(typed["public"][: _MOST - 1])
    # Of the report as it is now: whoever was told of a newer one and keeps their own words means it.
    hidden = {"revision": str(report.revision), "looked": _digest(typed["public"])}
    return draw(visit, view, 422 if problems else 200, title=words.TITLE, leave=_leave(), hidden=hidden)


ROUTES: list[BaseRoute] = [
    route(FOLLOW, way_in, "write-follow"),
    route(f"{FOLLOW}/{{number}}/{{step}}", step, "write-follow-step"),
]
