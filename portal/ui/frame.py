"""What stands around every page: the masthead with the menu, the line that says what this is not, and the footer."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from portal.domain.site import SITE
from portal.markup import render
from portal.ui.shared.parts import show_where_we_are

# Three columns: what the site stands for, about it, and for those who take part.
_WIDTHS = (2, 1, 1)


def show_masthead(home: StreamlitPage, menu: Iterable[StreamlitPage], force: str) -> None:
    """The name of the site, the menu (behind a button on a phone), and whom to ring."""
    pages = tuple(menu)
    with st.container(key="masthead", horizontal=True, vertical_alignment="bottom", gap=None):
        with st.container(key="wordmark", width="content"):
            st.page_link(home, label=SITE)
        with st.container(key="menu", horizontal=True, width="stretch", horizontal_alignment="right"):
            for page in pages:
                st.page_link(page, width="content")
        with (
            st.container(key="menu-folded", width="stretch", horizontal_alignment="right"),
            st.popover("Menu"),
        ):
            for page in pages:
                st.page_link(page)
    st.html(render("strap.html", force=force))


def show_footer(
    about: Iterable[tuple[StreamlitPage, str]], taking_part: Iterable[tuple[StreamlitPage, str]]
) -> None:
    """What solid and hatched mean, and the pages that a reader looks for last."""
    show_where_we_are()
    with st.container(key="footer"):
        key, first, second = st.columns(_WIDTHS, gap="medium")
        with key:
            st.html(render("footer.html"))
        for column, links in ((first, about), (second, taking_part)):
            with column:
                for page, label in links:
                    st.page_link(page, label=label)
