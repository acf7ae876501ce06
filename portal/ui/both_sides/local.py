"""A short block for an area's profile: the exchanges that are about it, with links."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal.domain.record.area import Area
from portal.domain.record.statement import Statement
from portal.services.both_sides.statements import Thread, local_threads, threads
from portal.ui.both_sides.words import SIDES
from portal.ui.cache import library


def show_local_statements(area: Area) -> None:
    """What was found and said about here, or a plain sentence that nothing names the place, with the way to the rest."""
    every = threads(library())
    if not every:
        return
    st.header("What was found and said about here")
    own = local_threads(library(), area)
    if not own:
        st.write(
            f"No finding or statement we hold is about {area.name} alone; all are about the whole force or the nation."
        )
    for thread in own:
        st.html(_block(thread, area))
    st.html(
        f'<p style="margin:0"><a href="both-sides?area={escape(area.code)}">Both sides: all {len(every)} exchanges</a></p>'
    )


def _quoted(said: Statement) -> str:
    """The exact words, for every side alike."""
    return f"<em>“{escape(said.quote)}”</em> " if said.quote else ""


def _block(thread: Thread, area: Area) -> str:
    items = "".join(
        f"<li>{SIDES[said.side]}, {escape(said.speaker)}, {escape(said.said_words)}: {escape(said.summary)} {_quoted(said)}"
        f'<a href="both-sides?area={escape(area.code)}&amp;thread={said.statement_id}">{said.statement_id}</a></li>'
        for said in thread.statements
        if said.column != "other"
    )
    return (
        f'<p style="margin:0"><strong><a href="both-sides?area={escape(area.code)}&amp;thread={thread.thread_id}">'
        f"{escape(thread.title)}</a>.</strong> {escape(thread.summary)}</p><ul>{items}</ul>"
    )
