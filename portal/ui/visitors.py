"""Who is asking, as far as limits need to know. Only a keyed hash of it is ever kept."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def visitor() -> str:
    """The address of the visitor; on this machine itself, where there is none, the session."""
    context = get_script_run_ctx()
    return st.context.ip_address or (context.session_id if context else "")
