"""Publishing on the desk's page of one report: what the public would read, what stands in the way, and an editor's acts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import MARK_LENGTH, MARKS, PRIVATE, PUBLISHED, REASONS, STATUS_WORDS
from portal.domain.reports.report import Report
from portal.errors import PortalError
from portal.figures import said_cards as cards
from portal.services.desk.permissions import allows
from portal.services.publishing import publishing, redacting
from portal.services.publishing.publishing import Desk
from portal.services.publishing.said import heading
from portal.ui import state
from portal.ui.cache import library
from portal.ui.words import fault_words

PREVIEW = "What everybody would read"
PERSONAL = (
    "This looks personal: {kinds}. It is a hint, not a guarantee. Take it out, or say below that it may stay."
)
MAY_STAY = "I have read the words and the answers, and what looks personal may stay"
PUBLISH_NOTE = "The words above, every answer and every change become public at once, and followers are told."
REDACT_NOTE = (
    "Write the words as the public should read them. The page will say that words were taken out, and why. The original "
    "is kept for ninety days for editors alone. What was published comes down until it is published again."
)
MARK_NOTE = (
    "One sentence on what changes because of this report. The public reads it the next time it is published."
)


def show_publishing(actor: Actor, report: Report) -> None:
    """The whole section. What the actor may not do is not offered; the services refuse it all the same."""
    st.header("Publishing", anchor="publishing")
    try:
        desk = publishing.publishing_of(bootstrap.public_desk(), actor, report.reference)
    except PortalError as error:
        st.error(fault_words(error))
        return
    _show_failure()
    _show_state(desk)
    with st.expander(PREVIEW):
        st.html(
            cards.report_card(desk.preview, heading(desk.preview, library()), "#publishing", "#publishing")
        )
    if not allows(actor, "publish", report.sector_code):
        return
    _show_publish(actor, report, desk)
    marks, redaction, refusal = st.columns(3, gap="medium")
    with marks:
        _show_mark(actor, report)
    with redaction:
        _show_redaction(actor, report)
    with refusal:
        _show_refusal(actor, report, desk)


def _show_state(desk: Desk) -> None:
    decided = desk.publication
    said = STATUS_WORDS[decided.status if decided else ""]
    reason = f" {REASONS[decided.reason]}." if decided and decided.reason else ""
    st.write(f"**{said}.**{reason}")
    for obstacle in desk.obstacles:
        st.markdown(f"- {obstacle}")


def _show_publish(actor: Actor, report: Report, desk: Desk) -> None:
    if desk.obstacles:
        return
    if desk.personal:
        st.warning(PERSONAL.format(kinds=", ".join(desk.personal)))
    may_stay = bool(desk.personal) and st.checkbox(MAY_STAY, key=f"{state.DESK_PUBLISH}_personal")
    again = desk.publication is not None and desk.publication.status == PUBLISHED
    st.caption(PUBLISH_NOTE)
    st.button(
        "Publish again with what is new" if again else "Publish",
        key=f"{state.DESK_PUBLISH}_publish",
        type="primary",
        disabled=bool(desk.personal) and not may_stay,
        on_click=_try,
        args=(
            lambda: publishing.publish(
                bootstrap.public_desk(), actor, report.reference, report.revision, read_personal=may_stay
            ),
        ),
    )


def _show_mark(actor: Actor, report: Report) -> None:
    with st.form(f"{state.DESK_PUBLISH}_mark_form", clear_on_submit=True):
        mark = st.radio("A change", list(MARKS), format_func=lambda one: MARKS[one], horizontal=True)
        text = st.text_input("What changes", max_chars=MARK_LENGTH, help=MARK_NOTE)
        if st.form_submit_button("Mark the change"):
            _try(lambda: redacting.mark_change(
                bootstrap.public_desk(), actor, report.reference, report.revision, mark, text
            ), rerun=True)  # fmt: skip


def _show_redaction(actor: Actor, report: Report) -> None:
    parts = {"public": "The author's words"}
    parts |= {str(answer.revision): f"Answer {n}" for n, answer in enumerate(report.responses, 1)}
    texts = {"public": report.words.public} | {str(a.revision): a.text for a in report.responses}
    part = st.selectbox(
        "Take words out of", list(parts), format_func=lambda one: parts[one], key=f"{state.DESK_PUBLISH}_part"
    )
    with st.form(f"{state.DESK_PUBLISH}_redact_form"):
        text = st.text_area("As the public should read it", value=texts[part], help=REDACT_NOTE)
        reason = _reason("Why words are taken out")
        if st.form_submit_button("Take words out"):
            _try(lambda: redacting.redact(
                bootstrap.public_desk(), actor, report.reference, report.revision, part, text, reason
            ), rerun=True)  # fmt: skip
    originals = redacting.original_words(bootstrap.public_desk(), actor, report.reference)
    if originals:
        with st.expander("Earlier words of the author (editors only)"):
            for words in originals:
                st.text(words)


def _show_refusal(actor: Actor, report: Report, desk: Desk) -> None:
    desk_now = bootstrap.public_desk()
    if desk.publication and desk.publication.status == PRIVATE:
        lift = lambda: publishing.lift_private(desk_now, actor, report.reference, report.revision)  # noqa: E731
        st.button("Lift the private mark", key=f"{state.DESK_PUBLISH}_lift", on_click=_try, args=(lift,))
        return
    with st.form(f"{state.DESK_PUBLISH}_refuse_form"):
        reason = _reason("Why it is not published")
        act = st.radio("Then", ["Do not publish, or take down", "Mark private"])
        if st.form_submit_button("Decide"):
            do = publishing.mark_private if act == "Mark private" else publishing.unpublish
            _try(lambda: do(desk_now, actor, report.reference, report.revision, reason), rerun=True)


def _reason(label: str) -> str:
    """None is chosen for the editor; without one the service refuses."""
    return st.selectbox(label, list(REASONS), index=None, format_func=lambda one: REASONS[one]) or ""


def _try(act: Callable[[], object], *, rerun: bool = False) -> None:
    """Does it, and keeps what went wrong for the next run, where it is shown above everything."""
    try:
        act()
    except PortalError as error:
        st.session_state[state.DESK_PUBLISH_FAILED] = fault_words(error)
    if rerun:
        st.rerun()


def _show_failure() -> None:
    failed = st.session_state.pop(state.DESK_PUBLISH_FAILED, "")
    if failed:
        st.error(failed)
