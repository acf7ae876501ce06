"""Entering a message that came on paper, by telephone or in person, and what its author is sent of it."""

from __future__ import annotations

import secrets

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.reports.report import KINDS, Contact, ReportForm, Words
from portal.services.desk.casework import Entered
from portal.ui import state
from portal.ui.desk import words
from portal.ui.desk.acts import Form, act_button

FIELDS = ("kind", "sector", "public", "private", "wanted", "name", "email", "phone", "agrees")


def show_enter(actor: Actor) -> None:
    """The form; after it the receipt, shown until the next one is begun."""
    token = st.session_state.setdefault(state.DESK_TOKEN, secrets.token_urlsafe(32))
    with st.expander("Enter a message for somebody", expanded=state.DESK_RECEIPT in st.session_state):
        st.write(words.PAPER_HELP)
        if state.DESK_RECEIPT in st.session_state:
            _receipt()
            return
        with st.form("enter_for_someone", border=False, clear_on_submit=False):
            _fields(actor)
            act_button(
                "enter_for_someone", "Enter the message", Form(_form), token,
                then=_keep_receipt, in_form=True, type="primary",
            )  # fmt: skip


def _fields(actor: Actor) -> None:
    sectors = bootstrap.casework().reports.sectors
    own = sorted(
        sectors if EVERY_SECTOR in actor.sectors else actor.sectors, key=lambda code: sectors.get(code, code)
    )
    first, second = st.columns(2)
    first.selectbox("About", list(KINDS), index=1, format_func=lambda kind: KINDS[kind], key=_key("kind"))
    second.selectbox("Sector", own, format_func=lambda code: sectors.get(code, code), key=_key("sector"))
    st.text_area("What may be published, if they agree", key=_key("public"), max_chars=2000)
    st.text_area("What only the police see", key=_key("private"), max_chars=5000)
    st.text_input("What they would like to happen", key=_key("wanted"), max_chars=1000)
    name, email, phone = st.columns(3)
    name.text_input("Their name", key=_key("name"), max_chars=100)
    email.text_input("Their e-mail address", key=_key("email"), max_chars=254)
    phone.text_input("Their phone number", key=_key("phone"), max_chars=80)
    st.checkbox("They agree that the first box may be published", key=_key("agrees"))


def _key(name: str) -> str:
    return state.DESK_ENTER + name


def _form() -> ReportForm:
    """What stands in the fields when the button is pressed."""
    given = {name: st.session_state.get(_key(name), "") for name in FIELDS}
    return ReportForm(
        given["kind"], given["sector"], Words(given["public"], given["private"], given["wanted"]),
        Contact(given["name"], given["email"], given["phone"]), may_publish=bool(given["agrees"]),
    )  # fmt: skip


def _keep_receipt(entered: Entered) -> None:
    st.session_state[state.DESK_RECEIPT] = entered


def _receipt() -> None:
    receipt = st.session_state[state.DESK_RECEIPT]
    st.markdown(f"Reference **{receipt.reference}**")
    st.write(words.CODE_BY_MAIL if receipt.by_mail else words.CODE_BY_LETTER)
    st.write(f"Answer promised by {words.day(receipt.answer_by)}.")
    st.button("Enter another", on_click=_again)


def _again() -> None:
    for key in (state.DESK_RECEIPT, state.DESK_TOKEN):
        st.session_state.pop(key, None)
    for name in FIELDS[2:]:
        st.session_state.pop(_key(name), None)
