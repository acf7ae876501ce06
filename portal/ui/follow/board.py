"""Follow a report: which report is open in this session, and what its author pressed. The code is in memory only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.bootstrap import offices
from portal.domain.reports.report import Report, Words
from portal.errors import BadReport, PortalError, StaleReport
from portal.services.reports import follow as acts
from portal.services.reports.draft import mark
from portal.services.reports.wiring import Key
from portal.services.writing import follow_views as views
from portal.services.writing.routes import nobody_answers
from portal.services.writing.views import View
from portal.ui import state
from portal.ui.cache import library, sectors
from portal.ui.shared.parts import show_questions
from portal.ui.visitors import visitor

_MOST = 20_001


@dataclass
class Following:
    """One visitor's place in the page."""

    number: int = 0
    key: Key | None = None
    report: Report | None = field(default=None, repr=False)
    linked: bool = False
    step: str = "report"
    reference: str = ""
    typed: dict[str, str] = field(default_factory=dict, repr=False)
    problems: list[View] = field(default_factory=list)
    marks: list[Any] = field(default_factory=list, repr=False)
    # What this tab keeps of a change is sent, or its report is shut.
    clear: bool = False


def following() -> Following:
    if state.FOLLOW not in st.session_state:
        st.session_state[state.FOLLOW] = Following()
    place: Following = st.session_state[state.FOLLOW]
    return place


def show_board() -> None:
    """Draws the open block."""
    place = following()
    view = _view(place) | {
        "view": f"follow {place.number}",
        "marks": place.marks,
        "keeps": views.CHANGE,
        "clear": place.clear,
    }
    # A private link may be opened at any time, also when another report is open.
    view |= {"restore": place.number == 0, "resumes": False, "link": True}
    show_questions(view, state.FOLLOW_BOARD, pressed)


def _view(place: Following) -> View:
    if place.report is None:
        return views.ask(place.reference, place.problems)
    if place.step == "amend":
        return views.amend_view(place.report, place.typed, place.problems)
    if place.step in ("withdraw", "disagree", "object"):
        return views.sure(place.step, place.problems)
    mail_on = bootstrap.settings().sends_mail
    ways = nobody_answers(library()) if views.is_late(place.report, bootstrap.now()) else []
    return views.report_view(
        place.report, sectors(), bootstrap.now(), mail_on, place.linked, place.problems,
        offices.office(library()).nobody_yet(place.report.sector_code), ways,
    )  # fmt: skip


def pressed() -> None:
    """Runs when something was pressed. A press on a block that is no longer open does nothing."""
    place = following()
    act = (st.session_state.get(state.FOLLOW_BOARD) or {}).get("act") or {}
    values = act.get("values")
    if act.get("view") != f"follow {place.number}" or act.get("action") not in ACTS:
        return
    if act["action"] != "look":
        place.number += 1
        place.problems, place.typed, place.marks, place.linked, place.clear = [], {}, [], False, False
    try:
        ACTS[act["action"]](place, _texts(values if isinstance(values, dict) else {}))
    except StaleReport as error:
        _read_again(place)
        place.problems = [views.problem(str(error))]
    except BadReport as error:
        shown_at = {"words": "public"}
        place.problems = [
            views.problem(fault.sentence, shown_at.get(fault.field, fault.field)) for fault in error.faults
        ]
    except PortalError as error:
        place.problems = [views.problem(str(error))]


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: value[:_MOST] for name, value in values.items() if isinstance(value, str)}


def _open(place: Following, values: dict[str, str]) -> None:
    """Whatever was open before is shut first, so that a wrong code never shows another report."""
    place.report, place.key, place.step = None, None, "report"
    place.reference = values.get("reference", "")[:40]
    key = Key(place.reference, values.get("code", "")[:100], visitor())
    place.report = acts.follow(bootstrap.reports(), key)
    place.key, place.linked = key, values.get("linked") == "yes"


def _read_again(place: Following, values: dict[str, str] | None = None) -> None:
    place.step = "report"
    if place.key:
        place.report = acts.follow(bootstrap.reports(), place.key)


def _shut(place: Following, values: dict[str, str]) -> None:
    st.session_state[state.FOLLOW] = Following(number=place.number, clear=True)


def _show(step: str) -> Callable[[Following, dict[str, str]], None]:
    def show(place: Following, values: dict[str, str]) -> None:
        place.step = step
        if step == "amend" and place.report:
            place.marks = mark(place.report.words.public)

    return show


def _look(place: Following, values: dict[str, str]) -> None:
    place.marks = mark(values.get("public", ""))


def _amended(place: Following, values: dict[str, str]) -> None:
    if place.key is None or place.report is None:
        return
    typed = {name: values.get(name, "") for name in ("public", "police_only", "wanted", "may_publish")}
    place.typed, place.marks = typed, mark(typed["public"][:20_000])
    written = Words(typed["public"], typed["police_only"], typed["wanted"])
    # Nothing to publish is a no, however the question below it stands.
    may_publish = typed["may_publish"] == "yes" and bool(typed["public"].strip())
    place.report = acts.amend(bootstrap.reports(), place.key, place.report.revision, written, may_publish)
    place.step, place.typed, place.marks, place.clear = "report", {}, [], True


def _sure(act: Callable[..., Report]) -> Callable[[Following, dict[str, str]], None]:
    def do(place: Following, values: dict[str, str]) -> None:
        if place.key and place.report:
            place.report = act(bootstrap.reports(), place.key, place.report.revision)
            place.step, place.clear = "report", act is acts.withdraw

    return do


def _sorted(place: Following, values: dict[str, str]) -> None:
    if place.key and place.report:
        answer, revision = values.get("sorted", ""), place.report.revision
        place.report = acts.answer_sorted(bootstrap.reports(), place.key, revision, answer)


def _confirm(place: Following, values: dict[str, str]) -> None:
    if place.key:
        place.report = acts.confirm_email(bootstrap.reports(), place.key, values.get("email_code", "")[:100])


ACTS: dict[str, Callable[[Following, dict[str, str]], None]] = {
    "open": _open, "again": _read_again, "shut": _shut, "report": _show("report"), "amend": _show("amend"),
    "amended": _amended, "withdraw": _show("withdraw"), "withdraw_sure": _sure(acts.withdraw),
    "disagree": _show("disagree"), "disagree_sure": _sure(acts.disagree), "object": _show("object"),
    "object_sure": _sure(acts.object_to_gaps), "sorted": _sorted, "confirm": _confirm,
    "look": _look,
}  # fmt: skip
