"""What is done with the ticked reports of the inbox: one answer to all, putting them together, handing them to somebody."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.account import Account
from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import LONGEST_REPLY
from portal.domain.desk.reply_claims import find_claims
from portal.services.desk import replies
from portal.services.desk.casework import colleagues
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button, say
from portal.ui.desk.reply_form import why_it_may_go


def show_several(actor: Actor, shown: dict[str, int]) -> None:
    """`shown`: the ticked references with the revisions on the screen."""
    if not shown:
        return
    number = len(shown)
    with st.container(border=True):
        st.markdown(f"**{number} message{'s' if number != 1 else ''} chosen**: {', '.join(shown)}")
        if allows(actor, "respond", next(iter(actor.sectors))):
            _answer(actor, shown)
            if number > 1:
                act_button("merge", "Put them together", shown, then=_untick, help=words.MERGE_HELP)
        if allows(actor, "bulk_assign", next(iter(actor.sectors))):
            _assign(actor, shown)


def _answer(actor: Actor, shown: dict[str, int]) -> None:
    key = state.DESK_SEVERAL_BOX
    text = st.text_area("One answer to each of them", key=key, max_chars=LONGEST_REPLY, height=160)
    signed = actor.signatures[0]
    if len(actor.signatures) > 1:
        signed = st.radio("Signed", actor.signatures, key=state.DESK_SIGNED + "several")
    may_go = why_it_may_go(find_claims(text), state.DESK_MAY_GO + "several")
    waits = replies.is_checked_first(bootstrap.casework(), actor.account_id)
    act_button(
        "answer_several", f"Hand {len(shown)} to an editor" if waits else f"Send to all {len(shown)}",
        shown, Typed(key), signed, more={"may_go": may_go}, then=_say_answered, type="primary",
        key="desk_answer_several",
    )  # fmt: skip


def _assign(actor: Actor, shown: dict[str, int]) -> None:
    people = {one.account_id: one.name or one.team for one in _who(actor)}
    st.selectbox("To", ["", *people], format_func=lambda code: people.get(code, "Nobody"), key=state.DESK_TO)
    act_button("bulk_assign", "Assign", shown, Typed(state.DESK_TO), then=_say_assigned)


def _who(actor: Actor) -> list[Account]:
    """Only who may answer in one of the actor's sectors."""
    known = bootstrap.casework().reports.sectors
    own = known if "*" in actor.sectors else actor.sectors
    found = {one.account_id: one for code in own for one in colleagues(bootstrap.casework(), code)}
    return sorted(found.values(), key=lambda one: one.name or one.team)


def people_who_act(actor: Actor) -> dict[str, str]:
    return {one.account_id: one.name or one.team for one in _who(actor)}


def _untick(_: object) -> None:
    st.session_state[state.DESK_UNTICK] = True


def _say(outcome: tuple[list[str], dict[str, str]], what: str) -> None:
    done, left = outcome
    because = "".join(f" {code} was not: {why}." for code, why in left.items())
    say("error" if left else "success", f"{len(done)} {what}.{because}")
    _untick(None)


def _say_assigned(outcome: tuple[list[str], dict[str, str]]) -> None:
    _say(outcome, "assigned")


def _say_answered(outcome: tuple[list[str], dict[str, str]]) -> None:
    _say(outcome, "answered")
    st.session_state[state.DESK_SEVERAL_BOX] = ""
