"""Who is at the desk, and the way in and out. The actor is read anew at every run and never kept in the session."""

from __future__ import annotations

import time

import streamlit as st

from portal import bootstrap
from portal.domain.desk.actor import ROLE_WORDS, Actor
from portal.errors import SignInRefused
from portal.markup import render
from portal.services.desk import sign_in
from portal.services.desk.accounts import sector_names
from portal.services.reports.wiring import read_code
from portal.ui import state
from portal.ui.desk.who import actor_now, by_provider, local_token
from portal.ui.desk.words import ABOUT_DESK, SIGN_IN_NEEDED
from portal.ui.ending import end_page

# A reader the identity provider has just sent back is taken to the desk; the framework leaves them on the first page.
JUST_NOW_SECONDS = 60


def came_from_provider() -> bool:
    """True once, for a session that begins with a fresh sign-in."""
    if not by_provider() or not st.user.is_logged_in or state.ARRIVED in st.session_state:
        return False
    st.session_state[state.ARRIVED] = True
    return time.time() - float(str(st.user.get("iat", 0))) < JUST_NOW_SECONDS


def actor_or_sign_in() -> Actor:
    """The actor; or the way in, and the page ends there."""
    try:
        return actor_now()
    except SignInRefused as error:
        refused = str(error)
    _show_way_in(refused)
    end_page()


def show_who(actor: Actor) -> None:
    """Whose desk this is, and the way out."""
    where = sector_names(bootstrap.gate().reports, actor.sectors)
    words, way_out = st.columns([5, 1], vertical_alignment="center")
    with words:
        st.caption(f"{actor.name or actor.team} · {where} · {actor.role}: {ROLE_WORDS[actor.role]}")
    with way_out:
        st.button("Sign out", on_click=_sign_out, width="stretch")


def _show_way_in(refused: str) -> None:
    if refused and refused != sign_in.SIGN_IN:
        st.warning(f"{refused[:1].upper()}{refused[1:]}.")
    st.write(ABOUT_DESK)
    if not by_provider():
        report = read_code(st.query_params.get("report", ""))
        address = "/desk/sign-in" + (f"?report={report}" if report else "")
        # The framework's own link button opens a second tab.
        st.html(render("desk/way_in.html", address=address))
    elif st.user.is_logged_in:
        st.button("Sign in as somebody else", on_click=st.logout, type="primary")
    else:
        st.button("Sign in", on_click=st.login, args=(bootstrap.keys.PROVIDER,), type="primary")
    st.caption(SIGN_IN_NEEDED)


def _sign_out() -> None:
    """The session ends here and now, whatever the browser or the provider keeps."""
    gate = bootstrap.gate()
    if by_provider():
        sign_in.sign_out(gate, sign_in.claims_token(st.user.to_dict()))
        st.logout()
    else:
        sign_in.sign_out(gate, local_token())
