"""The pages: which one an address opens, and how each stands between masthead and footer."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from portal import bootstrap
from portal.domain.site import ABOUT, SITE, SITE_PAGES, TAKING_PART, SitePage
from portal.errors import ReleaseNotFound, TableBreaksContract
from portal.markup import render
from portal.services.search.titles import page_title
from portal.ui.cache import library
from portal.ui.desk.sign_in import came_from_provider
from portal.ui.ending import PageEnds
from portal.ui.frame import show_footer, show_masthead
from portal.ui.shared.releases import show_release_notice
from portal.ui.words import DAMAGED
from portal.watch.counters import page_seconds

PAGES = Path(__file__).parent / "pages"
log = logging.getLogger(__name__)


def _pages() -> dict[SitePage, StreamlitPage]:
    """Every page of the site, as the framework opens it. Titles are the menu's words and the browser's."""
    return {
        page: st.Page(
            PAGES / f"{page.script}.py",
            title=page.title,
            url_path=page.address or None,
            default=not page.address,
        )
        for page in SITE_PAGES
    }


def _force_name() -> str:
    """Whose record this is; empty where the tables are damaged, which the page below says."""
    try:
        return bootstrap.library().force.name
    except TableBreaksContract:
        return ""


def _title(page: SitePage) -> str:
    """The page's own, with the place, the claim or the exchange that it is about; the menu's word where the tables are
    damaged or the release is not kept, which the page below says."""
    try:
        return page_title(library(), page, st.query_params)
    except (TableBreaksContract, ReleaseNotFound):
        return page.title


def run_page() -> None:
    """Chooses the page the address names and runs it between masthead and footer, with its own browser title."""
    pages = _pages()
    page = st.navigation(list(pages.values()), position="hidden")
    if came_from_provider() and page.url_path == "":
        st.switch_page(next(opened for of, opened in pages.items() if of.script == "desk"))
    shown = next(of for of, opened in pages.items() if opened == page)
    st.set_page_config(page_title=f"{_title(shown)} – {SITE}", page_icon="📖", layout="wide")
    st.html(render("frame.html", theme=st.context.theme.type))
    menu = [opened for of, opened in pages.items() if of.in_menu]
    show_masthead(menu[0], menu, _force_name())
    try:
        show_release_notice()
        # The default page has no name in its address.
        with page_seconds.labels(page.url_path or "your-area").time():
            page.run()
    except PageEnds:
        pass
    except TableBreaksContract as error:
        # The operator reads which file it is; a reader can do nothing with its name.
        log.error("a page cannot be shown: %s", error)
        st.error(DAMAGED)
    finally:
        show_footer(*(_column(pages, name) for name in (ABOUT, TAKING_PART)))


def _column(pages: dict[SitePage, StreamlitPage], name: str) -> list[tuple[StreamlitPage, str]]:
    """Pages of one column of the footer with their words there."""
    return [(opened, of.label or of.title) for of, opened in pages.items() if of.footer == name]
