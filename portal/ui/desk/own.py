"""What somebody arranges for themselves at the desk: their work, their mail and absence; for administrators, who is told."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.told import HOW_WORDS
from portal.services.desk import own_desk, own_mail
from portal.services.desk.casework import names
from portal.services.desk.permissions import allows
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Typed, act_button
from portal.ui.desk.several import people_who_act


def show_own(actor: Actor) -> None:
    """Each part where the actor may use it."""
    _work(actor)
    if allows(actor, "choose_mail"):
        _mail(actor)
    if allows(actor, "see_mail_state"):
        _state(actor)


def _work(actor: Actor) -> None:
    found = own_desk.own_work(bootstrap.casework(), actor)
    with st.expander(f"Your work: {found.in_hand} in hand"):
        days = (
            f"Half of them within {found.median_days:.1f} days."
            if found.median_days is not None
            else "Too few for a usual time."
        )
        st.write(
            f"In hand {found.in_hand}, of them late {found.late}. First answers in the last 30 days: {found.answered}. {days}"
        )


def _mail(actor: Actor) -> None:
    choice = own_mail.own_choice(bootstrap.casework(), actor)
    with st.expander("Your mail and absence"):
        st.caption(words.MAIL_NOTE)
        hows = list(HOW_WORDS)
        st.radio(
            "When you are told", hows, index=hows.index(choice.how), format_func=lambda how: HOW_WORDS[how],
            key=state.DESK_HOW,
        )  # fmt: skip
        act_button("choose_mail", "Keep this choice", Typed(state.DESK_HOW))
        _absence(actor)
        _hand_over(actor)


def _absence(actor: Actor) -> None:
    casework = bootstrap.casework()
    choice, known = own_mail.own_choice(casework, actor), names(casework)
    if choice.away_from:
        cover = known.get(choice.cover, "nobody")
        st.write(f"Away from {choice.away_from} to {choice.away_until}; {cover} is told instead.")
        act_button("end_absence", "I am back", None, None, "")
        return
    covers = {one.account_id: one.name or one.team for one in own_mail.covering(casework, actor)}
    first, last, who = st.columns(3)
    first.date_input("Away from", None, format="DD/MM/YYYY", key=state.DESK_AWAY)
    last.date_input("to", None, format="DD/MM/YYYY", key=state.DESK_AWAY_TO)
    who.selectbox(
        "Told instead of you", ["", *covers], format_func=lambda code: covers.get(code, "Nobody"),
        key=state.DESK_COVER,
    )  # fmt: skip
    given = (Typed(state.DESK_AWAY), Typed(state.DESK_AWAY_TO), Typed(state.DESK_COVER))
    act_button("say_away", "Say that you are away", *given)


def _hand_over(actor: Actor) -> None:
    sectors = bootstrap.casework().reports.sectors
    own = sorted(
        sectors if EVERY_SECTOR in actor.sectors else actor.sectors, key=lambda code: sectors.get(code, code)
    )
    people = people_who_act(actor)
    people.pop(actor.account_id, None)
    if not people:
        return
    where, to = st.columns(2)
    where.selectbox(
        "Hand over what you have in",
        own,
        format_func=lambda code: sectors.get(code, code),
        key=state.DESK_GIVE,
    )
    to.selectbox("to", list(people), format_func=lambda code: people[code], key=state.DESK_GIVE_TO)
    act_button("hand_over", "Hand it all over", Typed(state.DESK_GIVE), Typed(state.DESK_GIVE_TO))


def _state(actor: Actor) -> None:
    found = own_mail.mail_state(bootstrap.casework(), actor)
    known = names(bootstrap.casework())
    troubled = len(found.unread_sectors) + len(found.untold_sectors) + len(found.undelivered)
    with st.expander(f"Readers and mail: {troubled} to look at", expanded=bool(troubled)):
        if not bootstrap.casework().reports.mail_on:
            st.write("This portal sends no mail: no mail server is set.")
        if found.unread_sectors:
            st.write(f"Nobody reads for: {', '.join(found.unread_sectors)}.")
        if found.untold_sectors:
            st.write(
                f"Nobody is told at once or by digest, or all are away: {', '.join(found.untold_sectors)}."
            )
        for one in found.undelivered:
            who = known.get(one.account_id, "An account that is gone")
            st.write(
                f"{who}: {one.number} not delivered, the last {words.moment(one.last_at)} ({one.reason})."
            )
        since = f", the oldest due {words.moment(found.oldest)}" if found.oldest else ""
        st.write(f"Mail waiting to be sent: {found.waiting}{since}.")
