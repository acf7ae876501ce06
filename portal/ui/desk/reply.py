"""Answers that went out, answers that wait, and the place where one is written: beginnings, hints, preview, send."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import DRAFT_WORDS, EDIT_WINDOW, LONGEST_REPLY, RETURNED, WAITING, ReplyDraft
from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.reports.report import Report, Response
from portal.domain.reports.report_states import INSPECTOR, may
from portal.measures.change import latest_complete_year
from portal.services.desk import replies, reply_help
from portal.services.desk.casework import OpenCase
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.cache import cached_figure, library
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button, clear_box
from portal.ui.desk.parts import said


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
        st.text_area("Your answer", response.text, key=key, max_chars=LONGEST_REPLY, height=200)
        given = (report.reference, report.revision, response.revision, Typed(key))
        act_button("edit_response", "Save the change", *given, key=f"save_{key}")


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


def show_reply_form(actor: Actor, opened: OpenCase) -> None:
    """Where an answer is written. What was typed stays in the box whatever happens to the report meanwhile."""
    report = opened.report
    if not (allows(actor, "respond", report.sector_code) and may("respond", INSPECTOR, report.state)):
        _left_over(actor, opened)
        return
    st.subheader("Answer again" if report.responses else "Answer")
    key = state.DESK_REPLY + report.reference
    own = next((draft for draft in opened.drafts if draft.account_id == actor.account_id), None)
    if own:
        st.caption(f"{DRAFT_WORDS[own.status]}: kept {words.moment(own.at)}.")
        if own.status == RETURNED:
            said("note", "An editor asks for a change", own.advice)
        st.session_state.setdefault(key, own.text)
    _beginning(actor, report, key)
    text = st.text_area("Your answer", key=key, max_chars=LONGEST_REPLY, height=260)
    choices = actor.signatures
    signed = choices[0]
    if len(choices) > 1:
        signed = st.radio("Signed", choices, key=state.DESK_SIGNED + report.reference)
    _preview(actor, report, text, signed)
    send, keep = st.columns(2)
    waits = replies.is_checked_first(bootstrap.casework(), actor.account_id)
    act_button(
        "respond", "Hand it to an editor" if waits else "Send the answer",
        report.reference, report.revision, Typed(key), signed,
        then=None if waits else clear_box(key), done="It waits for an editor." if waits else "",
        place=send, type="primary", width="stretch",
    )  # fmt: skip
    act_button("save_draft", "Keep as a draft", report.reference, Typed(key), place=keep, width="stretch")


def _left_over(actor: Actor, opened: OpenCase) -> None:
    """Words that came too late for a report nobody can answer any more."""
    for draft in opened.drafts:
        if draft.account_id == actor.account_id:
            said("note", "Your words, not sent", draft.text, words.moment(draft.at))


def _beginning(actor: Actor, report: Report, key: str) -> None:
    if not allows(actor, "use_template", report.sector_code):
        return
    shown = desk_figure(report)
    offered = {
        one.name: one.text
        for one in reply_help.templates(bootstrap.casework(), actor, report.reference, shown)
    }
    box = state.DESK_TEMPLATE + report.reference
    chosen = st.selectbox(
        "Begin with", ["", *offered], format_func=lambda name: name or "An empty answer", key=box
    )
    if chosen:
        st.button(
            "Put it in the box", help="Replaces what is there.", on_click=_fill, args=(key, offered[chosen])
        )


def desk_figure(report: Report) -> Figure:
    """The recorded figure of the report's area for the latest full year, as the context shows it."""
    area = report.sector_code or library().force.code
    return cached_figure(library().release, area, latest_complete_year(library().record), ALL)


def _fill(key: str, text: str) -> None:
    st.session_state[key] = text


def _preview(actor: Actor, report: Report, text: str, signed: str) -> None:
    if not text.strip():
        return
    shown = reply_help.preview(
        bootstrap.casework(), actor, report.reference, text, signed, bootstrap.settings().public_url
    )
    if shown.faults:
        st.error("Before it can go out:\n" + "\n".join(f"- {fault}." for fault in shown.faults))
    if shown.missing:
        st.info(words.PROMPTS + "\n" + "\n".join(f"- {missing}." for missing in shown.missing))
    with st.expander("What exactly they get"):
        said("reply", shown.signed, shown.text, "Shown on Follow a report, with their reference and code.")
        if shown.no_mail:
            st.write(shown.no_mail)
        else:
            said("reply", f"Mail: {shown.subject}", shown.body, reply_help.mail_words())
    if shown.is_checked_first:
        st.caption(words.FIRST_CHECK)
