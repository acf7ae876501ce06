"""Entering a message that came on paper, by telephone or in person, and handing its author the receipt."""

from __future__ import annotations

import secrets

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.reports.report import KINDS, Contact, ReportForm, Words
from portal.errors import BadReport, PortalError
from portal.services.desk.casework import enter_for_someone
from portal.ui import state
from portal.ui.desk import words


def show_enter(actor: Actor) -> None:
    """The form; after it the receipt, shown until the next one is begun."""
    token = st.session_state.setdefault(state.DESK_TOKEN, secrets.token_urlsafe(32))
    with st.expander("Enter a message for somebody", expanded=state.DESK_RECEIPT in st.session_state):
        st.write(words.PAPER_HELP)
        if state.DESK_RECEIPT in st.session_state:
            _receipt()
            return
        with st.form("enter_for_someone", border=False, clear_on_submit=False):
            form = _fields(actor)
            sent = st.form_submit_button("Enter the message", type="primary")
        if sent:
            _send(actor, form, token)


def _fields(actor: Actor) -> ReportForm:
    sectors = bootstrap.casework().reports.sectors
    own = sorted(
        sectors if EVERY_SECTOR in actor.sectors else actor.sectors, key=lambda code: sectors.get(code, code)
    )
    first, second = st.columns(2)
    kind = first.selectbox(
        "About", list(KINDS), index=1, format_func=lambda kind: KINDS[kind], key=state.DESK_ENTER + "kind"
    )
    sector = second.selectbox(
        "Sector", own, format_func=lambda code: sectors.get(code, code), key=state.DESK_ENTER + "sector"
    )
    public = st.text_area(
        "What may be published, if they agree", key=state.DESK_ENTER + "public", max_chars=2000
    )
    private = st.text_area("What only the police see", key=state.DESK_ENTER + "private", max_chars=5000)
    wanted = st.text_input("What they would like to happen", key=state.DESK_ENTER + "wanted", max_chars=1000)
    name, email, phone = st.columns(3)
    contact = Contact(
        name.text_input("Their name", key=state.DESK_ENTER + "name", max_chars=100),
        email.text_input("Their e-mail address", key=state.DESK_ENTER + "email", max_chars=254),
        phone.text_input("Their phone number", key=state.DESK_ENTER + "phone", max_chars=40),
    )
    agrees = st.checkbox("They agree that the first box may be published", key=state.DESK_ENTER + "agrees")
    return ReportForm(kind, sector, Words(public, private, wanted), contact, may_publish=agrees)


def _send(actor: Actor, form: ReportForm, token: str) -> None:
    try:
        st.session_state[state.DESK_RECEIPT] = enter_for_someone(bootstrap.casework(), actor, form, token)
    except BadReport as error:
        st.error("\n".join(f"- {fault.sentence}." for fault in error.faults))
        return
    except PortalError as error:
        st.error(f"{str(error).capitalize()}.")
        return
    st.rerun()


def _receipt() -> None:
    receipt = st.session_state[state.DESK_RECEIPT]
    st.success("The message is entered. Give its author both of these; the code is shown only now.")
    st.markdown(f"Reference **{receipt.reference}**  \nCode **{receipt.secret}**")
    st.write(f"Answer promised by {words.day(receipt.answer_by)}.")
    st.button("Enter another", on_click=_again)


def _again() -> None:
    for key in (state.DESK_RECEIPT, state.DESK_TOKEN):
        st.session_state.pop(key, None)
    for name in ("public", "private", "wanted", "name", "email", "phone", "agrees"):
        st.session_state.pop(state.DESK_ENTER + name, None)
