"""The way from a figure to the page that checks it."""

from __future__ import annotations

import streamlit as st

from portal.services.counted.question import Question

CHECK_PAGE = "ui/pages/check_figure.py"


def show_check_link(question: Question, label: str = "Check this figure") -> None:
    """A link that carries the whole question, and the release the address is fixed to, if any."""
    release = st.query_params.get("release", "")
    st.page_link(
        CHECK_PAGE, label=label, icon=":material/fact_check:", query_params=question.address(release)
    )
