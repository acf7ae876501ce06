"""Tell the police: which block is open, what was pressed, and what follows from it. State lives in the session only."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.bootstrap import offices
from portal.domain.reports.report import Receipt
from portal.domain.reports.report_checks import FieldFault
from portal.domain.reports.triage import ANSWERS, FORM, Choice
from portal.errors import BadReport, PortalError
from portal.services.reports import draft as report_draft
from portal.services.reports.draft import Draft
from portal.services.reports.submit import receipt_again, submit
from portal.services.writing import views
from portal.services.writing.office import STRAIGHT, Office, block, find, sector_of, with_similar
from portal.services.writing.routes import signpost_of
from portal.services.writing.words import sentence
from portal.ui import state
from portal.ui.cache import library, sectors
from portal.ui.shared.parts import show_questions
from portal.ui.visitors import visitor

# The blocks by the names that the browser's history knows them by.
PLACES = ["first", "routes", *report_draft.STEPS, "sent"]


@dataclass
class Telling:
    """One visitor's place in the page. `number` grows with every press, so that each block is drawn once."""

    sector: str = ""
    number: int = 0
    answer: Choice | None = None
    missing: bool = False
    draft: Draft | None = None
    # What was written before the reader went back to the first question.
    aside: Draft | None = field(default=None, repr=False)
    opened: float = 0.0
    faults: tuple[FieldFault, ...] = ()
    problems: tuple[str, ...] = ()
    found: str = ""
    marks: list[Any] = field(default_factory=list, repr=False)
    receipt: Receipt | None = None
    clear: bool = False


def office() -> Office:
    """What both doors are given, on the release the address names."""
    return offices.office(library())


def telling() -> Telling:
    """The place of this session; a new one starts with the sector of the area the address names."""
    if state.TELL not in st.session_state:
        sector = sector_of(library(), st.query_params.get("area", ""))
        st.session_state[state.TELL] = Telling(sector=sector)
    place: Telling = st.session_state[state.TELL]
    return place


def show_board() -> None:
    """Draws the open block."""
    place = telling()
    view = _view(place)
    view |= {"view": f"tell {place.number}", "marks": place.marks, "clear": place.clear}
    view |= {"restore": place.number == 0, "resumes": True, "link": False}
    view |= {"place": _name(place), "places": PLACES}
    show_questions(view, state.TELL_BOARD, pressed)


def _name(place: Telling) -> str:
    """What the open block is called in the browser's history."""
    if place.receipt:
        return "sent"
    return place.draft.step if place.draft else ("routes" if place.answer else "first")


def _view(place: Telling) -> views.View:
    if place.receipt:
        asked = office()
        view = views.receipt(place.receipt, asked.operator, asked.nobody_yet(place.receipt.sector_code))
        # The token alone stays in the tab, so that a reload shows this receipt again.
        return view | {"draft": {"token": place.draft.token, "sent": "yes"} if place.draft else None}
    if place.draft:
        return block(office(), place.draft, place.faults, place.found, place.problems)
    if place.answer:
        return signpost_of(library(), place.answer, place.sector)
    return views.triage(place.missing, place.problems)


def pressed() -> None:
    """Runs when something was pressed. A press on a block that is no longer open does nothing."""
    place = telling()
    act = (st.session_state.get(state.TELL_BOARD) or {}).get("act") or {}
    if act.get("view") != f"tell {place.number}" or act.get("action") not in ACTS:
        return
    values = act.get("values")
    if act["action"] != "look":
        place.number += 1
        place.faults, place.problems, place.found, place.marks = (), (), "", []
        place.missing = place.clear = False
    ACTS[act["action"]](place, values if isinstance(values, dict) else {})


def _choose(place: Telling, values: dict[str, Any]) -> None:
    answer = next((one for one in ANSWERS if one.answer_id == values.get("answer")), None)
    place.answer, place.missing = answer, answer is None
    if answer and answer.answer_id in STRAIGHT:
        _write(place, values)


def _write(place: Telling, values: dict[str, Any]) -> None:
    """Opens the form, which only some answers may."""
    if place.answer and place.answer.leads_to == FORM:
        kind = place.answer.kind
        kept = place.aside and replace(place.aside, kind=kind, step=report_draft.STEPS[0])
        place.draft = kept or report_draft.open_draft(kind, place.sector)
        place.opened = time.monotonic()


def _there(place: Telling, values: dict[str, Any]) -> None:
    """Where it is, so that the routes are those of that district."""
    chosen = values.get("sector")
    place.sector = chosen if chosen in sectors() else ""


def _start(place: Telling, values: dict[str, Any]) -> None:
    place.answer = place.draft = place.receipt = None


def _discard(place: Telling, values: dict[str, Any]) -> None:
    _start(place, values)
    place.aside, place.clear = None, True


def _restore(place: Telling, values: dict[str, Any]) -> None:
    """What this tab kept: a draft to go on with, or the token of a message that was sent."""
    kept = values.get("draft")
    token = kept.get("token") if isinstance(kept, dict) and kept.get("sent") == "yes" else None
    if isinstance(token, str):
        try:
            place.receipt = receipt_again(bootstrap.reports(), token[:200], visitor())
        except PortalError as error:
            place.problems = (sentence(str(error)),)
        place.draft = Draft(token[:200], "concern") if place.receipt else None
        return
    place.draft = report_draft.read_draft(kept, sectors())
    place.opened = time.monotonic()
    place.clear = place.draft is None
    place.marks = report_draft.mark(place.draft.public) if place.draft else []


def _look(place: Telling, values: dict[str, Any]) -> None:
    """Somebody stopped typing: what in it points to a person?"""
    typed = values.get("public")
    place.marks = report_draft.mark(typed[:20_000]) if isinstance(typed, str) else []


def _find(place: Telling, values: dict[str, Any]) -> None:
    if place.draft:
        place.draft, place.found = find(office(), place.draft, str(values.get("place", "")))


def _joined(draft: Draft, values: dict[str, Any]) -> Draft:
    """Once the words are written, with the published reports that seem to be about the same."""
    return with_similar(office(), report_draft.fill(draft, values)) if draft.step == "words" else draft


def _next(place: Telling, values: dict[str, Any]) -> None:
    if place.draft:
        draft = _joined(place.draft, values)
        place.draft, place.faults = report_draft.go_on(draft, values, sectors())
        _mark_again(place)


def _back(place: Telling, values: dict[str, Any]) -> None:
    if place.draft:
        place.aside = report_draft.fill(place.draft, values)
        place.draft = report_draft.go_back(place.draft, values)
        _mark_again(place)
        if place.draft is None and place.answer and place.answer.answer_id in STRAIGHT:
            place.answer = None


def _visit(place: Telling, values: dict[str, Any]) -> None:
    """The browser's Back and Forward. A message that was sent stays sent."""
    wanted, draft = str(values.get("visit", "")), place.draft or place.aside
    if place.receipt or not draft:
        place.answer = place.answer if wanted == "routes" else None
        return
    draft = _joined(draft, values)
    if wanted in ("first", "routes"):
        place.aside, place.draft = report_draft.fill(draft, values), None
        place.answer = place.answer if wanted == "routes" else None
        return
    place.draft, place.faults = report_draft.visit(draft, values, wanted, sectors())
    _mark_again(place)


def _change(place: Telling, values: dict[str, Any]) -> None:
    if place.draft:
        place.draft = report_draft.change(place.draft, str(values.get("step", "")))
        _mark_again(place)


def _redact(place: Telling, values: dict[str, Any]) -> None:
    if place.draft:
        place.draft = report_draft.redact_all(place.draft)


def _mark_again(place: Telling) -> None:
    place.marks = report_draft.mark(place.draft.public) if place.draft else []


def _send(place: Telling, values: dict[str, Any]) -> None:
    """Keeps the message, or says what is wrong and keeps the text. Sending again is always safe."""
    if not place.draft or place.draft.step != "check":
        return
    seconds = time.monotonic() - place.opened
    form = report_draft.to_form(place.draft, seconds, str(values.get("website", ""))[:100])
    try:
        place.receipt = submit(bootstrap.reports(), form, place.draft.token, visitor())
    except BadReport as error:
        place.faults = error.faults
    except PortalError as error:
        place.problems = (sentence(str(error)),)


ACTS: dict[str, Callable[[Telling, dict[str, Any]], None]] = {
    "choose": _choose, "write": _write, "there": _there, "start": _start, "discard": _discard, "restore": _restore, "look": _look,
    "find": _find, "next": _next, "back": _back, "visit": _visit, "change": _change, "redact": _redact, "send": _send,
    "another": _discard, "finish": _discard,
}  # fmt: skip
