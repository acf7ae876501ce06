"""Who is asking, as far as limits need to know, and of which force. Only a keyed hash of the first is ever kept."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def force_of_session() -> str | None:
    """The force whose pages this reader has open, as the door wrote it into the request; None outside a page's script."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return st.context.headers.get("x-portal-force", "")


def visitor() -> str:
    """The address of the visitor; on this machine itself, where there is none, the session."""
    context = get_script_run_ctx()
    return st.context.ip_address or (context.session_id if context else "")
