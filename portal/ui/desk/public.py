"""What the desk has beside its reports: requests to take something down, right of reply, the caseload as a file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.publishing.right_of_reply import (
    LIMITS,
    SHOWN,
    STATUS_WORDS,
    SUBMITTED,
    ReplyForm,
    ThreadReply,
    read_reply_file,
)
from portal.errors import PortalError
from portal.services.both_sides.statements import threads
from portal.services.desk.permissions import allows
from portal.services.publishing import right_of_reply, takedowns
from portal.services.publishing.caseload import export_caseload
from portal.ui import state
from portal.ui.both_sides.words import SIDES
from portal.ui.cache import library
from portal.ui.words import fault_words

DECIDE_NOTE = (
    "Deciding is written down and erases the request. To take the report down, open it and do so there first."
)
REPLY_NOTE = (
    "A body's own words on an exchange of Both sides. They are shown as received, in full, with their date; an editor "
    "publishes them. Check with the office, by another way than the one they came by, that the words are theirs."
)
FILE_NOTE = "Or give the file described in docs/statements.md; its words are read and shown below before anything is kept."
CASELOAD_NOTE = "Dates, states and decisions about your sectors. No names, no words of anybody. The export is written down."


def show_public_tools(actor: Actor) -> None:
    """The three tools, each where the actor may use it."""
    failed = st.session_state.pop(state.DESK_PUBLIC_FAILED, "")
    if failed:
        st.error(failed)
    if allows(actor, "see_moderation"):
        _show_takedowns(actor)
    if allows(actor, "submit_right_of_reply"):
        _show_replies(actor)
    if allows(actor, "export_caseload"):
        _show_caseload(actor)


def _show_takedowns(actor: Actor) -> None:
    waiting = takedowns.open_takedowns(bootstrap.public_desk(), actor)
    with st.expander(f"Requests to take something down: {len(waiting)} waiting", expanded=bool(waiting)):
        st.caption(DECIDE_NOTE)
        for asked, reference in waiting:
            left = asked.due_at - bootstrap.now()
            hours = int(left.total_seconds() // 3600)
            clock = f"{hours} hours left" if hours >= 0 else "**the 48 hours are over**"
            st.markdown(f"Report [{reference}](?report={reference}), {clock}")
            st.text(asked.text)
            if asked.contact:
                st.text(f"To reach them: {asked.contact}")
            for column, (decision, words) in zip(
                st.columns(len(takedowns.DECISIONS)), takedowns.DECISIONS.items(), strict=True
            ):
                key = f"{state.DESK_PUBLIC}_{asked.takedown_id}_{decision}"
                column.button(words, key=key, on_click=_decide, args=(actor, asked.takedown_id, decision))


def _decide(actor: Actor, takedown_id: str, decision: str) -> None:
    _keep(lambda: takedowns.decide_takedown(bootstrap.public_desk(), actor, takedown_id, decision))


def _show_replies(actor: Actor) -> None:
    desk = bootstrap.right_of_reply()
    every = right_of_reply.replies_at_desk(desk, actor)
    waiting = sum(reply.status == SUBMITTED for reply in every)
    with st.expander(f"Right of reply on Both sides: {waiting} waiting"):
        st.caption(REPLY_NOTE)
        for reply in every:
            _show_reply(actor, reply)
        _show_reply_form(actor)


def _show_reply(actor: Actor, reply: ThreadReply) -> None:
    st.markdown(
        f"**{STATUS_WORDS[reply.status]}.** Exchange {reply.thread_id}, received {reply.received_words}"
    )
    st.text(f"{reply.speaker}, {reply.organisation}")
    st.text(reply.text)
    if not allows(actor, "publish_right_of_reply"):
        return
    desk, key = bootstrap.right_of_reply(), f"{state.DESK_PUBLIC}_{reply.reply_id}"
    if reply.status == SUBMITTED:
        publish = lambda: right_of_reply.publish_reply(desk, actor, reply.reply_id)  # noqa: E731
        st.button("Publish as received", key=f"{key}_yes", on_click=_keep, args=(publish,))
    if reply.status in (SUBMITTED, SHOWN):
        withdraw = lambda: right_of_reply.withdraw_reply(desk, actor, reply.reply_id, reply.status)  # noqa: E731
        words = "Do not publish" if reply.status == SUBMITTED else "Take down"
        st.button(words, key=f"{key}_no", on_click=_keep, args=(withdraw,))


def _show_reply_form(actor: Actor) -> None:
    exchanges = {thread.thread_id: thread.title for thread in threads(library())}
    file = st.text_area("The file as text (optional)", help=FILE_NOTE, key=f"{state.DESK_PUBLIC}_file")
    given = ReplyForm("", "", "force", "", "", "", "", "")
    if file.strip():
        try:
            given = read_reply_file(file)
        except PortalError as error:
            st.error(fault_words(error))
    with st.form(f"{state.DESK_PUBLIC}_reply_form"):
        keys, sides = list(exchanges), list(SIDES)
        at = keys.index(given.thread) if given.thread in exchanges else 0
        thread = st.selectbox("Exchange", keys, index=at, format_func=lambda one: exchanges[one])
        answers = st.text_input("Statement it answers, such as S11 (optional)", given.answers, max_chars=20)
        whose = sides.index(given.side) if given.side in sides else 0
        side = st.selectbox("Whose words", sides, index=whose, format_func=lambda one: SIDES[one])
        speaker = st.text_input("Who speaks, or the office", given.speaker, max_chars=LIMITS["speaker"])
        role = st.text_input("Role, as it should be printed", given.role, max_chars=LIMITS["role"])
        body = st.text_input("Organisation", given.organisation, max_chars=LIMITS["organisation"])
        received = st.text_input("Received on, as 2026-01-31", given.received_on, max_chars=10)
        text = st.text_area("The reply, in full and unchanged", given.text, max_chars=LIMITS["text"])
        if st.form_submit_button("Submit to an editor"):
            form = ReplyForm(thread, answers, side, speaker, role, body, received, text)
            _keep(lambda: right_of_reply.submit_reply(bootstrap.right_of_reply(), actor, form))
            st.rerun()


def _show_caseload(actor: Actor) -> None:
    with st.expander("Caseload as a file"):
        st.caption(CASELOAD_NOTE)
        if st.button("Make the file", key=f"{state.DESK_PUBLIC}_make"):
            content = export_caseload(bootstrap.public_desk(), actor)
            st.download_button("Save caseload.csv", content, "caseload.csv", "text/csv", on_click="ignore")


def _keep(act: Callable[[], object]) -> None:
    try:
        act()
    except PortalError as error:
        st.session_state[state.DESK_PUBLIC_FAILED] = fault_words(error)
