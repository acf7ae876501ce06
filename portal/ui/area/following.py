"""Being told when new months of a place are in: a feed for everybody, and a form for mail where mail is sent."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from portal import bootstrap
from portal.domain.at_hand import folder
from portal.domain.record.area import Area
from portal.domain.reports.report_checks import LIMITS
from portal.errors import PortalError
from portal.services.publishing.followers import CONFIRM_WITHIN, ask_for_months
from portal.ui import state
from portal.ui.cache import library
from portal.ui.visitors import visitor
from portal.ui.words import fault_words

FEED = "[A feed for a feed reader]({root}/feeds/months/{code}.atom) needs no address of yours{mail}."
ASKED = (
    "If that address can be written to and has not asked before, a message is on its way. Open the link in it within "
    f"{CONFIRM_WITHIN.days} days; until then nothing else is sent."
)
ADDRESS_NOTE = "Kept encrypted, used for this alone, and erased when you end the alerts with one press."


def show_following(area: Area) -> None:
    """At the end of the months. Nothing is sent before the form is, and nobody learns who follows already."""
    mail_on = bootstrap.public_desk().reports.mail_on
    st.subheader("Tell me when a new month is in", anchor=False)
    code = quote(area.code, safe=":+")
    st.markdown(
        FEED.format(root=folder(), code=code, mail="; or ask for a short message by mail" if mail_on else "")
    )
    if mail_on:
        _show_form(area)


def _show_form(area: Area) -> None:
    with st.form(state.MONTHS_FOLLOW, clear_on_submit=True):
        email = st.text_input("E-mail address for new months", max_chars=LIMITS["email"], help=ADDRESS_NOTE)
        sent = st.form_submit_button("Tell me of new months")
    if sent:
        try:
            ask_for_months(bootstrap.public_desk(), library(), area.code, email, visitor())
            st.success(ASKED)
        except PortalError as error:
            st.error(fault_words(error))
