"""Verify a sentence: paste what was printed, and read whether it is ours, unchanged, or something else."""

from __future__ import annotations

import streamlit as st

from portal.bootstrap.archive import archive
from portal.errors import BadRequest
from portal.services.checking.pasted import MOST_PASTED
from portal.services.checking.verifying import CHANGED, NOT_OURS, SAME, Verdict, verify
from portal.ui import state
from portal.ui.check.words import VERIFY_HELP, VERIFY_LABEL
from portal.ui.shared.parts import Copy, show_copies
from portal.ui.words import fault_words

_BOXES = {SAME: st.success, CHANGED: st.warning, NOT_OURS: st.error}


def show_verify() -> None:
    """The box and, once something was pasted, the verdict with what we say today. Nothing pasted is kept."""
    with st.form(state.VERIFY, border=False):
        text = st.text_area(
            VERIFY_LABEL, key=state.VERIFY_TEXT, max_chars=MOST_PASTED, help=VERIFY_HELP, height=110
        )
        pressed = st.form_submit_button("Verify")
    if not pressed:
        return
    try:
        _show(verify(archive(), text))
    except BadRequest as error:
        st.warning(fault_words(error))


def _show(found: Verdict) -> None:
    _BOXES[found.state](found.sentence)
    if found.since and found.since.why:
        st.caption(f"Why that release was published: {found.since.why}")
    if found.now:
        show_copies([Copy("What we say today", found.now.quote, "Copy what we say today")], "copy_verified")
