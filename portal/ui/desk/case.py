"""One report at the desk: where it stands, both copies, answers, notes apart from them, history, and the acts."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.reports.report import KINDS, Report
from portal.domain.reports.report_states import INSPECTOR, STATE_WORDS, may
from portal.errors import ReportNotFound
from portal.markup import render
from portal.services.desk import casework as acts
from portal.services.desk.casework import OpenCase
from portal.services.desk.history import history
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button, clear_box, close_report
from portal.ui.desk.context_view import show_context
from portal.ui.desk.line import open_next, show_case_keys
from portal.ui.desk.parts import said
from portal.ui.desk.reach import show_reach
from portal.ui.desk.reply import show_replies
from portal.ui.desk.reply_form import show_reply_form


def show_case(actor: Actor, reference: str) -> Report | None:
    """The report; or one sentence and None when there is none of that reference in the actor's sectors."""
    with st.container(horizontal=True, gap="small"):
        st.button("Back to the inbox", on_click=close_report, key="desk_back")
        st.button("Next", on_click=open_next, args=(reference,), key="desk_next")
    try:
        opened = acts.read_report(bootstrap.casework(), actor, reference)
    except ReportNotFound:
        st.error("No report of your sectors has this reference.")
        return None
    report = opened.report
    place = bootstrap.casework().reports.sectors.get(report.sector_code, "This site")
    st.header(f"{KINDS.get(report.kind, report.kind).rstrip('?')}: {place}")
    clock = words.clock_words(report.state, report.due_at, bootstrap.now())
    parts = [
        f"Reference {report.reference}",
        f"sent {words.moment(report.submitted_at)}",
        STATE_WORDS[report.state],
    ]
    st.write(
        " · ".join([*parts, f"answer due {words.day(report.due_at)}: {clock.lower()}"] if clock else parts)
    )
    main, beside = st.columns([3, 2], gap="large")
    with main:
        _written(opened)
        show_replies(actor, opened)
        show_reply_form(actor, opened)
        _notes(actor, opened)
        _history(actor, report)
    with beside:
        _acts(actor, opened)
        show_context(actor, report)
    return report


def _written(opened: OpenCase) -> None:
    report = opened.report
    st.subheader("What they wrote")
    if report.entered_by:
        st.caption(f"Entered at the desk by {opened.names.get(report.entered_by, 'a colleague')}.")
    if report.words.public:
        agreed = words.PUBLIC_COPY if report.may_publish else "Not to be published: the author did not agree"
        said("public", agreed, report.words.public)
    if report.words.police_only:
        said("police", words.POLICE_COPY, report.words.police_only)
    if report.words.wanted:
        said("police", words.WANTED, report.words.wanted)
    st.caption(_consent(report))
    if report.joins:
        st.html(render("desk/joins.html", report=report))
    if len(opened.versions) > 1:
        with st.expander(f"Earlier versions: {len(opened.versions) - 1}"):
            for earlier in opened.versions[:-1]:
                for look, label, text in (
                    ("public", words.PUBLIC_COPY, earlier.public), ("police", words.POLICE_COPY, earlier.police_only)
                ):  # fmt: skip
                    if text:
                        said(look, f"Before: {label[0].lower()}{label[1:]}", text)
    contact = report.contact
    given = [part for part in (contact.name, contact.email, contact.phone) if part]
    with st.expander("How to reach the author"):
        st.html(render("desk/reach.html", given=given))


def _consent(report: Report) -> str:
    """What the author agreed to, and when they last said so."""
    said = [line.at for line in report.history if line.act == "submit" or "may_publish" in line.details]
    name = "with their name" if report.show_name else "without their name"
    agreed = (
        f"agrees that the first box may be published, {name}"
        if report.may_publish
        else "does not agree to publication"
    )
    return f"The author {agreed}" + (f", as said on {words.day(said[-1])}." if said else ".")


def _notes(actor: Actor, opened: OpenCase) -> None:
    report = opened.report
    st.subheader("Notes for the desk")
    st.caption(words.NOTES_HELP)
    for note in opened.notes:
        said(
            "note",
            f"Note by {opened.names.get(note.account_id, 'a colleague')}",
            note.text,
            words.moment(note.at),
        )
    if allows(actor, "note", opened.through) and may("note", INSPECTOR, report.state):
        key = state.DESK_NOTE + report.reference
        st.text_area("A note", key=key, max_chars=2000, height=90)
        given = (report.reference, report.revision, Typed(key))
        act_button("note", "Add the note", *given, then=clear_box(key))


def _history(actor: Actor, report: Report) -> None:
    lines = history(bootstrap.casework(), actor, report.reference)
    with st.expander(f"History: {len(lines)}"):
        st.html(render("desk/history.html", lines=[(words.moment(line.at), line) for line in lines]))


def _acts(actor: Actor, opened: OpenCase) -> None:
    report, sector = opened.report, opened.report.sector_code
    given = (report.reference, report.revision)
    st.subheader("What to do")
    st.write(
        f"With {'you' if report.assigned_to == actor.account_id else opened.names.get(report.assigned_to, 'nobody')}."
    )
    if allows(actor, "take_up", sector) and may("take_up", INSPECTOR, report.state):
        act_button("take_up", "Take it up", *given, type="primary", key="desk_take_up")
    if allows(actor, "assign", sector) and may("assign", INSPECTOR, report.state):
        _assign(opened, given)
    if allows(actor, "snooze", sector) and may("snooze", INSPECTOR, report.state):
        _snooze(report, given)
    if allows(actor, "close", sector) and may("close", INSPECTOR, report.state):
        act_button("close", "Close it", *given, help=words.CLOSE_HELP)
    show_reach(actor, opened)
    show_case_keys(report.reference)


def _assign(opened: OpenCase, given: tuple[Any, ...]) -> None:
    report = opened.report
    people = {"": "Nobody"} | {
        one.account_id: one.name or one.team
        for one in acts.colleagues(bootstrap.casework(), report.sector_code)
    }
    to = st.selectbox(
        "Hand it to", list(people), format_func=lambda code: people[code],
        index=list(people).index(report.assigned_to) if report.assigned_to in people else 0,
        key=f"{state.DESK_TO}_{report.reference}_{report.revision}",
    )  # fmt: skip
    if to != report.assigned_to:
        act_button("assign", "Hand over", *given, to, done=f"It is with {people[to]}.")


def _snooze(report: Report, given: tuple[Any, ...]) -> None:
    today = bootstrap.now().astimezone(words.LONDON).date()
    if report.snoozed_until and report.snoozed_until > bootstrap.now():
        st.write(f"Put off until {words.day(report.snoozed_until)}.")
        act_button("wake", "Bring it back", *given, None)
        return
    until = st.date_input(
        "Put it off until", None, min_value=today + timedelta(days=1), max_value=today + timedelta(days=59),
        format="DD/MM/YYYY", help=words.REST_HELP, key=state.DESK_REST + report.reference,
    )  # fmt: skip
    if until:
        at = datetime.combine(until, time(6), words.LONDON)
        act_button("snooze", "Put it off", *given, at)
