"""Answers that went out, with what an edited one said before, and answers that wait for an editor."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import EDIT_WINDOW, LONGEST_REPLY, WAITING, ReplyDraft
from portal.domain.desk.reply_claims import find_claims
from portal.domain.reports.report import Response
from portal.services.desk.casework import OpenCase
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button
from portal.ui.desk.parts import said
from portal.ui.desk.reply_form import held_beside, why_it_may_go


def show_replies(actor: Actor, opened: OpenCase) -> None:
    """What the author can read, then what waits for an editor."""
    if opened.report.responses:
        st.subheader("Answers the author can read")
    for response in opened.report.responses:
        _sent(actor, opened, response)
    for draft in opened.drafts:
        if draft.status == WAITING and draft.account_id != actor.account_id:
            _waiting(actor, opened, draft)


def _sent(actor: Actor, opened: OpenCase, response: Response) -> None:
    report, now = opened.report, bootstrap.now()
    foot = words.moment(response.at)
    if response.edited_at:
        foot += f"; changed {words.moment(response.edited_at)}, and the author reads that it was"
    if response.checked_by:
        foot += f"; let out by {opened.names.get(response.checked_by, 'an editor')}"
    said("reply", response.signed, response.text, foot)
    _before(opened.earlier.get(response.revision, ()))
    ends = response.at + EDIT_WINDOW
    if response.account_id != actor.account_id or now >= ends:
        return
    with st.expander(f"Change it, until {ends.astimezone(words.LONDON):%H:%M}"):
        key = f"{state.DESK_EDIT}{report.reference}_{response.revision}"
        text = st.text_area("Your answer", response.text, key=key, max_chars=LONGEST_REPLY, height=200)
        held = held_beside(report)
        reason = why_it_may_go(find_claims(text, held), f"{state.DESK_MAY_GO}{key}")
        given = (report.reference, report.revision, response.revision, Typed(key))
        more = {"may_go": reason, "held": held}
        act_button("edit_response", "Save the change", *given, more=more, key=f"save_{key}")


def _before(earlier: tuple[str, ...]) -> None:
    """What an edited answer said; its author may have read any of it."""
    if earlier:
        with st.expander(f"What it said before: {len(earlier)}"):
            for text in earlier:
                said("reply", words.SAID_BEFORE, text)


def _waiting(actor: Actor, opened: OpenCase, draft: ReplyDraft) -> None:
    """A first answer of a new colleague, for an editor to let out or send back."""
    report = opened.report
    who = opened.names.get(draft.account_id, "a colleague")
    st.subheader("An answer to check")
    said(
        "note",
        f"By {who}, not sent yet. It would be signed: {draft.signed}",
        draft.text,
        words.moment(draft.at),
    )
    given = (report.reference, report.revision, draft.account_id)
    act_button("let_out", "Let it out", *given, type="primary")
    key = state.DESK_ADVICE + report.reference
    advice = st.text_input("What should be different", key=key, max_chars=1000)
    if advice:
        act_button("send_back", "Send it back", *given, more={"advice": Typed(key)})
