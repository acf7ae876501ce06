"""Where a page's tables come from, folded at its foot, with the release that is shown."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from portal.domain.record.figure import Source
from portal.ui.cache import library


def source_list(sources: Iterable[Source]) -> str:
    """Each source with its link, publisher and licence, as a list in Markdown."""
    return "\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in sources)


def show_sources(*tables: str) -> None:
    """One line for each source of these tables, then the release that is shown."""
    with st.expander("Where this comes from"):
        st.markdown(source_list(library().sources(*tables)))
        st.caption(f"Release {library().release}.")
