"""The frame around every page: menu, title, and the line that says what this is and is not."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from portal.domain.site import SITE, STRAPLINE
from portal.errors import TableBreaksContract
from portal.markup import render
from portal.ui.desk.sign_in import came_from_provider
from portal.ui.shared.releases import show_release_notice
from portal.ui.words import DAMAGED
from portal.watch.counters import page_seconds

PAGES = Path(__file__).parent / "pages"
log = logging.getLogger(__name__)


def run_page() -> None:
    """Chooses the page the address names and runs it, with its own browser title."""
    desk = st.Page(PAGES / "desk.py", title="Desk", url_path="desk")
    pages = {
        "": [
            st.Page(PAGES / "your_area.py", title="Your area", default=True),
            st.Page(PAGES / "recording.py", title="Recording", url_path="recording"),
            st.Page(PAGES / "both_sides.py", title="Both sides", url_path="both-sides"),
            st.Page(PAGES / "check_figure.py", title="Check a figure", url_path="check"),
        ],
        "Tell the police": [
            st.Page(PAGES / "tell.py", title="Tell the police", url_path="tell"),
            st.Page(PAGES / "follow.py", title="Follow a report", url_path="follow"),
            st.Page(PAGES / "said.py", title="You said, they did", url_path="you-said"),
        ],
        "About": [
            st.Page(PAGES / "about.py", title="About this site", url_path="about"),
            st.Page(PAGES / "corrections.py", title="Corrections", url_path="corrections"),
            desk,
        ],
    }
    page = st.navigation(pages, position="top")
    if came_from_provider() and page.url_path == "":
        st.switch_page(desk)
    st.set_page_config(page_title=f"{page.title} – {SITE}", page_icon="📖", layout="wide")
    st.html(render("frame.html", theme=st.context.theme.type))
    st.caption(f"**{SITE}.** {STRAPLINE}")
    try:
        show_release_notice()
        # The default page has no name in its address.
        with page_seconds.labels(page.url_path or "your-area").time():
            page.run()
    except TableBreaksContract as error:
        # The operator reads which file it is; a reader can do nothing with its name.
        log.error("a page cannot be shown: %s", error)
        st.error(DAMAGED)
