"""Where a page's tables come from, folded at its foot, with the release that is shown."""

from __future__ import annotations

import streamlit as st

from portal.ui.cache import library


def show_sources(*tables: str) -> None:
    """One line for each source of these tables, then the release that is shown."""
    with st.expander("Where this comes from"):
        st.markdown(
            "\n".join(
                f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in library().sources(*tables)
            )
        )
        st.caption(f"Release {library().release}.")
