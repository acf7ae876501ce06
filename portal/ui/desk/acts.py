"""How every act of the desk runs: after a click, with the revision that was on the screen, and its outcome said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from portal.errors import PortalError, StaleReport
from portal.ui import state

STALE = "Somebody changed this report while you had it open. Nothing of yours was done; what is there now is shown below."


def act(done: str, service: Callable[..., Any], *given: Any, **more: Any) -> None:
    """What a button does."""
    tried(done, service, *given, **more)


def tried(done: str, service: Callable[..., Any], *given: Any, **more: Any) -> bool:
    """Runs a service and remembers what to say; False when it was refused."""
    try:
        service(*given, **more)
    except StaleReport as error:
        kept = "draft" in str(error)
        st.session_state[state.DESK_SAID] = ("error", _sentence(str(error)) if kept else STALE)
        return False
    except PortalError as error:
        st.session_state[state.DESK_SAID] = ("error", _sentence(str(error)))
        return False
    st.session_state[state.DESK_SAID] = ("success", done)
    return True


def show_said() -> None:
    """The outcome of the last act, once."""
    kind, words = st.session_state.pop(state.DESK_SAID, ("", ""))
    if words:
        (st.error if kind == "error" else st.success)(words)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def open_report(reference: str) -> None:
    st.query_params["report"] = reference


def close_report() -> None:
    st.query_params.pop("report", None)
