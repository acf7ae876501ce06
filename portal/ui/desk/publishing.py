"""Publishing on the desk's page of one report: what the public would read, what stands in the way, and an editor's acts."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import (
    MARK_LENGTH,
    MARKS,
    NOTE_LENGTH,
    PRIVATE,
    PUBLISHED,
    REASONS,
    STATUS_WORDS,
)
from portal.domain.reports.report import Report
from portal.errors import PortalError
from portal.figures import said_cards as cards
from portal.services.desk.permissions import allows
from portal.services.publishing import publishing, redacting
from portal.services.publishing.publishing import Desk
from portal.services.publishing.said import heading
from portal.ui import state
from portal.ui.cache import library
from portal.ui.desk.acts import Typed, act_button
from portal.ui.words import fault_words

PREVIEW = "What everybody would read"
PERSONAL = (
    "This looks personal: {kinds}. It is a hint, not a guarantee. Take it out, or say below that it may stay."
)
MAY_STAY = "I have read the words and the answers, and what looks personal may stay"
PUBLISH_NOTE = "The words above, every answer and every change become public at once, and followers are told."
REDACT_NOTE = (
    "Words can only go: a gap that says why stands where they were. The author is told and may object. The original is "
    "kept for ninety days for editors alone. What was published comes down until it is published again."
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
    _show_state(desk)
    with st.expander(PREVIEW):
        st.html(
            cards.report_card(desk.preview, heading(desk.preview, library()), "#publishing", "#publishing")
        )
    if not allows(actor, "publish", report.sector_code):
        return
    _show_publish(report, desk)
    marks, redaction, refusal = st.columns(3, gap="medium")
    with marks:
        _show_mark(report)
    with redaction:
        _show_redaction(actor, report)
    with refusal:
        _show_refusal(report, desk)


def _show_state(desk: Desk) -> None:
    decided = desk.publication
    said = STATUS_WORDS[decided.status if decided else ""]
    reason = f" {REASONS[decided.reason]}." if decided and decided.reason else ""
    st.write(f"**{said}.**{reason}")
    for obstacle in desk.obstacles:
        st.markdown(f"- {obstacle}")


def _show_publish(report: Report, desk: Desk) -> None:
    if desk.obstacles:
        return
    if desk.personal:
        st.warning(PERSONAL.format(kinds=", ".join(desk.personal)))
    may_stay = bool(desk.personal) and st.checkbox(MAY_STAY, key=f"{state.DESK_PUBLISH}_personal")
    again = desk.publication is not None and desk.publication.status == PUBLISHED
    st.caption(PUBLISH_NOTE)
    act_button(
        "publish", "Publish again with what is new" if again else "Publish", report.reference, report.revision,
        more={"read_personal": may_stay}, key=_key("publish"), type="primary",
        disabled=bool(desk.personal) and not may_stay,
    )  # fmt: skip


def _key(name: str) -> str:
    return f"{state.DESK_PUBLISH}_{name}"


def _show_mark(report: Report) -> None:
    with st.form(_key("mark_form"), clear_on_submit=True):
        st.radio(
            "A change", list(MARKS), format_func=lambda one: MARKS[one], horizontal=True, key=_key("mark")
        )
        st.text_input("What changes", max_chars=MARK_LENGTH, help=MARK_NOTE, key=_key("change"))
        given = (report.reference, report.revision, Typed(_key("mark")), Typed(_key("change")))
        act_button("mark_change", "Mark the change", *given, in_form=True)


def _show_redaction(actor: Actor, report: Report) -> None:
    parts = {"public": "The author's words"}
    parts |= {str(answer.revision): f"Answer {n}" for n, answer in enumerate(report.responses, 1)}
    with st.form(_key("redact_form")):
        st.selectbox("Take words out of", list(parts), format_func=lambda one: parts[one], key=_key("part"))
        st.text_area(
            "The words to take out, exactly as they stand, one piece a line",
            key=_key("taken"),
            help=REDACT_NOTE,
        )
        _reason("Why words are taken out", "taken_because")
        st.text_input("Note of the editor, shown apart (optional)", max_chars=NOTE_LENGTH, key=_key("note"))
        given = (report.reference, report.revision, Typed(_key("part")), Typed(_key("taken")))
        act_button(
            "redact", "Take words out", *given, Typed(_key("taken_because")), more={"note": Typed(_key("note"))}, in_form=True
        )  # fmt: skip
    originals = redacting.original_words(bootstrap.public_desk(), actor, report.reference)
    if originals:
        with st.expander("Earlier words of the author (editors only)"):
            for words in originals:
                st.text(words)


def _show_refusal(report: Report, desk: Desk) -> None:
    if desk.publication and desk.publication.status == PRIVATE:
        act_button(
            "lift_private", "Lift the private mark", report.reference, report.revision, key=_key("lift")
        )
        return
    with st.form(_key("refuse_form")):
        _reason("Why it is not published", "refused_because")
        given = (report.reference, report.revision, Typed(_key("refused_because")))
        act_button("unpublish", "Do not publish, or take down", *given, in_form=True)
        act_button("mark_private", "Mark private", *given, in_form=True)


def _reason(label: str, name: str) -> None:
    """None is chosen for the editor; without one the service refuses."""
    st.selectbox(label, list(REASONS), index=None, format_func=lambda one: REASONS[one], key=_key(name))
