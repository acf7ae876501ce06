"""The two forms of "You said, they did": alerts by mail, and asking for a report to be taken down."""

from __future__ import annotations

import streamlit as st

from portal import bootstrap
from portal.domain.at_hand import rooted
from portal.domain.record.area import Area
from portal.domain.reports.report_checks import LIMITS
from portal.errors import PortalError
from portal.services.publishing.followers import CONFIRM_WITHIN, ask_to_follow
from portal.services.publishing.said import heading
from portal.services.publishing.takedowns import CONTACT_LIMIT, TEXT_LIMIT, ask_takedown
from portal.ui import state
from portal.ui.cache import library
from portal.ui.visitors import visitor
from portal.ui.words import fault_words

FOLLOW_INTRO = (
    "Each time something is published about {name}: a feed for a feed reader, which needs no address of yours{mail}. "
    "[Feed (Atom)]({feed}) · [this page without scripts]({plain})"
)
MAIL_INTRO = ", or a short message by mail"
ASKED = (
    "If that address can be written to and has not asked before, a message is on its way. Open the link in it within "
    f"{CONFIRM_WITHIN.days} days; until then nothing else is sent."
)
OFTEN = {False: "Each time something is published", True: "Once a month, if something was"}
ADDRESS_NOTE = "Kept encrypted, used for this alone, and erased when you end the alerts with one press."
ASK_WHY = "What should come down, and why"
ASK_CONTACT = "How to reach you, if you want an answer (optional)"
TAKEN = "Your request is with an editor, who decides within 48 hours. The report stays until then."
GONE = "The report named in the address is not published, or not any more."


def show_follow(area: Area) -> None:
    """The feed for everybody; the form for mail only where mail is sent."""
    is_force, mail_on = area.level == "force", bootstrap.public_desk().reports.mail_on
    feed = rooted(f"/feeds/{'all' if is_force else area.code}.atom")
    plain = rooted("/said" if is_force else f"/said/{area.code}")
    name = "any sector" if is_force else area.name
    st.markdown(FOLLOW_INTRO.format(name=name, mail=MAIL_INTRO if mail_on else "", feed=feed, plain=plain))
    if not mail_on:
        return
    with st.form(state.SAID_FOLLOW, clear_on_submit=True):
        email = st.text_input(
            f"E-mail address for alerts about {name}", max_chars=LIMITS["email"], help=ADDRESS_NOTE
        )
        monthly = st.radio("How often", list(OFTEN), format_func=lambda each: OFTEN[each], horizontal=True)
        sent = st.form_submit_button("Ask for alerts")
    if sent:
        try:
            ask_to_follow(
                bootstrap.public_desk(), "" if is_force else area.code, email, visitor(), monthly=monthly
            )
            st.success(ASKED)
        except PortalError as error:
            st.error(fault_words(error))


def show_take_down() -> None:
    """The form for one report, when the address names one."""
    public_id = st.query_params.get("report", "")
    if not public_id:
        return
    try:
        report = bootstrap.public_desk().public.find_published(public_id[:20])
    except PortalError as error:
        st.error(fault_words(error))
        return
    if report is None:
        st.warning(GONE)
        return
    st.header("Ask for a report to be taken down", anchor="ask")
    st.write(f"About: **{heading(report, library())}**. The request is read by editors alone.")
    with st.form(state.SAID_TAKE_DOWN, clear_on_submit=True):
        text = st.text_area(ASK_WHY, max_chars=TEXT_LIMIT)
        contact = st.text_input(ASK_CONTACT, max_chars=CONTACT_LIMIT)
        sent = st.form_submit_button("Send the request")
    if sent:
        try:
            ask_takedown(bootstrap.public_desk(), public_id, text, contact, visitor())
            st.success(TAKEN)
        except PortalError as error:
            st.error(fault_words(error))
