"""Where an answer is written: beginnings, what it claims and what looks personal in it, hints, preview, send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import DRAFT_WORDS, LONGEST_REPLY, RETURNED, TeamTemplate
from portal.domain.desk.reply_claims import MAY_GO, HeldFigure, ReplyClaim
from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.reports.report import KINDS, Report
from portal.domain.reports.report_states import INSPECTOR, may
from portal.markup import render
from portal.measures.change import latest_complete_year
from portal.services.desk import own_desk, replies, reply_help
from portal.services.desk.casework import OpenCase
from portal.services.desk.permissions import allows
from portal.services.desk.reply_help import Preview
from portal.ui import state
from portal.ui.cache import cached_figure, library
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button, clear_box, say
from portal.ui.desk.line import open_next
from portal.ui.desk.parts import said


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
    may_go = _checked(actor, report, text, signed)
    _send(actor, report, signed, may_go, opened.group)


def _then_next(report: Report, key: str) -> Callable[[Any], None]:
    """The box is emptied, what was said names the report, and the next one opens."""

    def follow(outcome: Any) -> None:
        st.session_state[key] = ""
        if isinstance(outcome, tuple) and outcome[1]:
            because = "".join(f" {code} was not: {why}." for code, why in outcome[1].items())
            say("error", f"{len(outcome[0])} answered.{because}")
            return
        kind, said = st.session_state[state.DESK_SAID]
        say(kind, f"{report.reference}: {said}")
        open_next(report.reference)

    return follow


def revisions(actor: Actor, references: Sequence[str]) -> dict[str, int]:
    """What is on the screen of the others that were put together with this one."""
    found = (bootstrap.casework().own_report(actor, reference) for reference in references)
    return {one.reference: one.revision for one in found if may("respond", INSPECTOR, one.state)}


def _send(actor: Actor, report: Report, signed: str, may_go: Typed | str, group: Sequence[str]) -> None:
    key = state.DESK_REPLY + report.reference
    waits = replies.is_checked_first(bootstrap.casework(), actor.account_id)
    more = {
        "may_go": may_go,
        "held": held_beside(report),
        "template": Typed(state.DESK_OWN_BEGINNING + report.reference),
    }
    given = (report.reference, report.revision, Typed(key), signed)
    label = "Hand it to an editor" if waits else "Send the answer"
    done = "It waits for an editor." if waits else ""
    if group:
        together = {report.reference: report.revision} | revisions(actor, group)
        act_button(
            "answer_several", f"{label} to all {len(together)}", together, Typed(key), signed, more=more,
            then=_then_next(report, key), type="primary", width="stretch", key="desk_send_group",
        )  # fmt: skip
    following = f"{label} and open the next"
    act_button(
        "respond", following, *given, then=_then_next(report, key), done=done, more=more, type="primary",
        width="stretch", key="desk_send",
    )  # fmt: skip
    send, keep = st.columns(2)
    act_button(
        "respond", label, *given, then=None if waits else clear_box(key), done=done, more=more, place=send,
        width="stretch", key="desk_send_and_stay",
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
    own = {one.template_id: one for one in own_desk.team_templates(bootstrap.casework(), actor)}
    called = {name: name for name in offered} | {code: _called(one) for code, one in own.items()}
    box = state.DESK_TEMPLATE + report.reference
    chosen = st.selectbox(
        "Begin with", ["", *called], format_func=lambda name: called.get(name, "An empty answer"), key=box
    )
    if chosen:
        text = own[chosen].text if chosen in own else offered[chosen]
        used = chosen if chosen in own else ""
        given = (key, text, state.DESK_OWN_BEGINNING + report.reference, used)
        st.button("Put it in the box", help="Replaces what is there.", on_click=_fill, args=given)
    _own_beginnings(report, key, own)


def _called(template: TeamTemplate) -> str:
    """The team's name for it, and what it was used for so far."""
    used = ", ".join(
        f"{KINDS.get(kind, kind).rstrip('?').lower()} {number}" for kind, number in template.used.items()
    )
    return f"{template.name} (your team's; {f'used for: {used}' if used else 'not used yet'})"


def _own_beginnings(report: Report, key: str, own: dict[str, TeamTemplate]) -> None:
    """What stands in the box as a beginning of the team's, and those there are."""
    with st.expander(f"Your team's beginnings: {len(own)}"):
        name = state.DESK_BEGINNING_NAME + report.reference
        st.text_input("Keep what is in the box under a name", key=name, max_chars=40)
        act_button("keep_template", "Keep it for the team", Typed(name), Typed(key))
        for code, one in own.items():
            act_button("drop_template", f"Take away “{one.name}”", code, key=f"drop_{code}")


def desk_figure(report: Report) -> Figure:
    """The recorded figure of the report's area for the latest full year, as the context shows it."""
    area = report.sector_code or library().force.code
    return cached_figure(library().release, area, latest_complete_year(library().record), ALL)


def held_beside(report: Report) -> HeldFigure:
    return reply_help.held_figure(desk_figure(report))


def _fill(key: str, text: str, used_key: str, used: str) -> None:
    st.session_state[key], st.session_state[used_key] = text, used


def _add(key: str, sentence: str) -> None:
    """A paragraph of its own, so that period and source stand beside the number."""
    st.session_state[key] = f"{st.session_state.get(key, '').rstrip()}\n\n{sentence}".lstrip()


def _checked(actor: Actor, report: Report, text: str, signed: str) -> Typed | str:
    """Everything that is said of the answer before it goes; the reason it may go, where it is asked for one."""
    if not text.strip():
        return ""
    held = held_beside(report)
    address = bootstrap.settings().public_url
    shown = reply_help.preview(bootstrap.casework(), actor, report.reference, text, signed, address, held)
    if shown.faults:
        st.error("Before it can go out:\n" + "\n".join(f"- {fault}." for fault in shown.faults))
    may_go = why_it_may_go(shown.claims, state.DESK_MAY_GO + report.reference)
    if shown.claims and held.value is not None:
        key = state.DESK_REPLY + report.reference
        st.button("Put in what is recorded", help=held.sentence, on_click=_add, args=(key, held.sentence))
    if any(piece.what for piece in shown.marked):
        with st.container(border=True):
            st.write(words.PERSONAL_IN_ANSWER)
            st.html(render("desk/marked.html", pieces=shown.marked))
    if shown.missing:
        st.info(words.PROMPTS + "\n" + "\n".join(f"- {missing}." for missing in shown.missing))
    _preview(shown)
    return may_go


def why_it_may_go(claims: Sequence[ReplyClaim], key: str) -> Typed | str:
    """Names each claim with what it lacks, and asks why it may go out all the same."""
    if not claims:
        return ""
    listed = "\n".join(f"- “{claim.piece}”: {claim.why}." for claim in claims)
    st.warning(f"{words.CLAIMS}\n{listed}")
    st.radio(
        "Why it may go out as it is", list(MAY_GO), index=None, format_func=lambda one: MAY_GO[one], key=key
    )  # fmt: skip
    return Typed(key)


def _preview(shown: Preview) -> None:
    with st.expander("What exactly they get"):
        said("reply", shown.signed, shown.text, "Shown on Follow a report, with their reference and code.")
        if shown.no_mail:
            st.write(shown.no_mail)
        else:
            said("reply", f"Mail: {shown.subject}", shown.body, reply_help.mail_words())
    if shown.is_checked_first:
        st.caption(words.FIRST_CHECK)
