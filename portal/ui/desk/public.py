"""What the desk has beside its reports: requests to take something down, right of reply, the caseload, who read what."""

from __future__ import annotations

from dataclasses import fields

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
from portal.services.desk.history import MOST_SEEN, access_log
from portal.services.desk.permissions import allows
from portal.services.publishing import right_of_reply, takedowns
from portal.ui import state
from portal.ui.both_sides.words import SIDES
from portal.ui.cache import library
from portal.ui.desk import words
from portal.ui.desk.acts import Form, act_button
from portal.ui.shared.parts import show_table
from portal.ui.words import fault_words

DECIDE_NOTE = (
    "Deciding is written down and erases the request. To take the report down, open it and do so there first."
)
REPLY_NOTE = (
    "A body's own words on an exchange of Both sides. They are shown as received, in full, with their date; an editor "
    "publishes them. Check with the office, by another way than the one they came by, that the words are theirs."
)
FILE_NOTE = "Or give the file described in docs/statements.md; its words are read and shown below before anything is kept."
WRITTEN = {
    "speaker": "Who speaks, or the office",
    "role": "Role, as it should be printed",
    "organisation": "Organisation",
    "received_on": "Received on, as 2026-01-31",
}
LOG_NOTE = (
    "Every time somebody at the desk read, searched or took the caseload away: who, what and when. It holds no word of a "
    "report and not what was looked for; the same within a quarter of an hour is one line. Looking here leaves a line as well."
)
LOG_COLUMNS = ("When", "Who", "What", "Report")
CASELOAD_NOTE = "Dates, states and decisions about your sectors. No names, no words of anybody. The export is written down."


def show_public_tools(actor: Actor) -> None:
    """The tools, each where the actor may use it."""
    if allows(actor, "see_moderation"):
        _show_takedowns(actor)
    if allows(actor, "submit_right_of_reply"):
        _show_replies(actor)
    if allows(actor, "export_caseload"):
        _show_caseload()
    if allows(actor, "see_access_log"):
        _show_access_log(actor)


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
                act_button("decide_takedown", words, asked.takedown_id, decision, place=column, key=key)


def _show_replies(actor: Actor) -> None:
    desk = bootstrap.right_of_reply()
    every = right_of_reply.replies_at_desk(desk, actor)
    waiting = sum(reply.status == SUBMITTED for reply in every)
    with st.expander(f"Right of reply on Both sides: {waiting} waiting"):
        st.caption(REPLY_NOTE)
        for reply in every:
            _show_reply(actor, reply)
        _show_reply_form()


def _show_reply(actor: Actor, reply: ThreadReply) -> None:
    st.markdown(
        f"**{STATUS_WORDS[reply.status]}.** Exchange {reply.thread_id}, received {reply.received_words}"
    )
    st.text(f"{reply.speaker}, {reply.organisation}")
    st.text(reply.text)
    if not allows(actor, "publish_right_of_reply"):
        return
    key = f"{state.DESK_PUBLIC}_{reply.reply_id}"
    if reply.status == SUBMITTED:
        act_button("publish_reply", "Publish as received", reply.reply_id, key=f"{key}_yes")
    if reply.status in (SUBMITTED, SHOWN):
        words = "Do not publish" if reply.status == SUBMITTED else "Take down"
        act_button("withdraw_reply", words, reply.reply_id, reply.status, key=f"{key}_no")


def _show_reply_form() -> None:
    exchanges = {thread.thread_id: thread.title for thread in threads(library())}
    file = st.text_area("The file as text (optional)", help=FILE_NOTE, key=f"{state.DESK_PUBLIC}_file")
    if file.strip():
        try:
            given = read_reply_file(file)
            # Once for each file: what is changed below afterwards stays.
            if st.session_state.get(_key("file")) != file:
                st.session_state[_key("file")] = file
                fitting = {"thread": exchanges, "side": SIDES}
                for name, value in vars(given).items():
                    if value in fitting.get(name, (value,)):
                        st.session_state[_key(name)] = value
        except PortalError as error:
            st.error(fault_words(error))
    with st.form(f"{state.DESK_PUBLIC}_reply_form"):
        keys, sides = list(exchanges), list(SIDES)
        st.selectbox("Exchange", keys, format_func=lambda one: exchanges[one], key=_key("thread"))
        answers = "Statement it answers, as its link ends, such as S11 (optional)"
        st.text_input(answers, max_chars=20, key=_key("answers"))
        st.selectbox("Whose words", sides, format_func=lambda one: SIDES[one], key=_key("side"))
        for name, label in WRITTEN.items():
            st.text_input(label, max_chars=LIMITS.get(name, 10), key=_key(name))
        st.text_area("The reply, in full and unchanged", max_chars=LIMITS["text"], key=_key("text"))
        act_button("submit_reply", "Submit to an editor", Form(_form), in_form=True)


def _key(name: str) -> str:
    return f"{state.DESK_PUBLIC}_reply_{name}"


def _form() -> ReplyForm:
    """What stands in the fields when the button is pressed."""
    return ReplyForm(**{one.name: st.session_state.get(_key(one.name), "") for one in fields(ReplyForm)})


def _show_caseload() -> None:
    with st.expander("Caseload as a file"):
        st.caption(CASELOAD_NOTE)
        act_button("export_caseload", "Make the file", then=_keep_file, key=f"{state.DESK_PUBLIC}_make")
        content = st.session_state.pop(state.DESK_CASELOAD, b"")
        if content:
            st.download_button("Save caseload.csv", content, "caseload.csv", "text/csv", on_click="ignore")


def _show_access_log(actor: Actor) -> None:
    """Read only when asked for: looking at it leaves a line too."""
    with st.expander("Who read what"):
        st.caption(LOG_NOTE)
        if not st.checkbox("Show the log", key=state.DESK_LOG):
            return
        reference = st.text_input(
            "Of one report, by its reference (optional)", max_chars=20, key=f"{state.DESK_LOG}_of"
        )
        seen = access_log(bootstrap.casework(), actor, reference)
        columns = [
            {"label": label, "heading": label == "When", "whole": label == "When"} for label in LOG_COLUMNS
        ]
        rows = [
            [
                {"text": words.moment(line.at), "key": line.at.isoformat()},
                line.who,
                line.what,
                line.reference or "none",
            ]
            for line in seen
        ]
        newest = f", the newest {MOST_SEEN}" if len(seen) == MOST_SEEN else ""
        show_table(
            f"{len(seen):,} line{'s' if len(seen) != 1 else ''}{newest}.",
            columns,
            rows,
            f"{state.DESK_LOG}_table",
        )


def _keep_file(content: bytes) -> None:
    st.session_state[state.DESK_CASELOAD] = content
