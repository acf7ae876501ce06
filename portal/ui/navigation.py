"""The pages: which one an address opens, and how each stands between masthead and footer."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from portal import bootstrap
from portal.domain.site import SITE
from portal.errors import TableBreaksContract
from portal.markup import render
from portal.ui.desk.sign_in import came_from_provider
from portal.ui.frame import show_footer, show_masthead
from portal.ui.shared.releases import show_release_notice
from portal.ui.words import DAMAGED
from portal.watch.counters import page_seconds

MENU = ("area", "recording", "both_sides", "check", "tell")
FOOTER = (
    (("about", "About this site"), ("corrections", "Corrections"), ("check", "Data and downloads")),
    (("follow", "Follow a message"), ("said", "You said, they did"), ("desk", "Officers: sign in")),
)
PAGES = Path(__file__).parent / "pages"
log = logging.getLogger(__name__)


def _pages() -> dict[str, StreamlitPage]:
    """Every page by its file. Titles are the menu's words and the browser's."""
    return {
        "area": st.Page(PAGES / "your_area.py", title="Your area", default=True),
        "recording": st.Page(PAGES / "recording.py", title="Recording", url_path="recording"),
        "both_sides": st.Page(PAGES / "both_sides.py", title="Both sides", url_path="both-sides"),
        "check": st.Page(PAGES / "check_figure.py", title="Check a figure", url_path="check"),
        "tell": st.Page(PAGES / "tell.py", title="Write in", url_path="tell"),
        "follow": st.Page(PAGES / "follow.py", title="Follow a report", url_path="follow"),
        "said": st.Page(PAGES / "said.py", title="You said, they did", url_path="you-said"),
        "about": st.Page(PAGES / "about.py", title="About this site", url_path="about"),
        "corrections": st.Page(PAGES / "corrections.py", title="Corrections", url_path="corrections"),
        "desk": st.Page(PAGES / "desk.py", title="Desk", url_path="desk"),
    }


def _force_name() -> str:
    """Whose record this is; empty where the tables are damaged, which the page below says."""
    try:
        return bootstrap.library().force.name
    except TableBreaksContract:
        return ""


def run_page() -> None:
    """Chooses the page the address names and runs it between masthead and footer, with its own browser title."""
    pages = _pages()
    page = st.navigation(list(pages.values()), position="hidden")
    if came_from_provider() and page.url_path == "":
        st.switch_page(pages["desk"])
    st.set_page_config(page_title=f"{page.title} – {SITE}", page_icon="📖", layout="wide")
    st.html(render("frame.html", theme=st.context.theme.type))
    show_masthead(pages["area"], (pages[name] for name in MENU), _force_name())
    try:
        show_release_notice()
        # The default page has no name in its address.
        with page_seconds.labels(page.url_path or "your-area").time():
            page.run()
    except TableBreaksContract as error:
        # The operator reads which file it is; a reader can do nothing with its name.
        log.error("a page cannot be shown: %s", error)
        st.error(DAMAGED)
    finally:
        about, taking_part = ([(pages[name], label) for name, label in links] for links in FOOTER)
        show_footer(about, taking_part)
