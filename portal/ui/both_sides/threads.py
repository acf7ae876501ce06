"""Exchanges on the page: the newest as cards, the earlier ones as a line each, and what became of each concern."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portal.domain.record.statement import date_words
from portal.figures.exchange_cards import exchange
from portal.markup import render
from portal.services.both_sides.statements import Thread, concerns
from portal.ui.both_sides.replies import replies_block, replies_by_thread
from portal.ui.both_sides.words import CONCERNS_INTRO, NOTHING, SIDES
from portal.ui.cache import library
from portal.ui.shared.parts import show_table

# As many as fit ten screens of a phone; the others stand below as a line each.
CARDS = 11


def show_threads(found: Sequence[Thread], pointed: str = "") -> None:
    """Every exchange that fits, or what to do when none does. One that an address names is open."""
    if not found:
        st.info(NOTHING)
        return
    replies = replies_by_thread()
    is_one = len(found) == 1
    parts = [
        exchange(
            thread,
            pointed=pointed,
            is_open=is_one,
            is_earlier=at >= CARDS,
            replies=replies_block(replies.get(thread.thread_id, ())),
            sent=len(replies.get(thread.thread_id, ())),
        )
        for at, thread in enumerate(found)
    ]
    st.html(render("both_sides/exchanges.html", exchanges=parts))


def show_concerns() -> None:
    """Recommendations and causes of concern, each with its statuses by date."""
    st.write(CONCERNS_INTRO)
    columns = [{"label": label, "heading": label == "Matter"} for label in ("Matter", "Date", "Status", "By")]
    every = [
        (subject, row | {"day": date_words(row["as_of"])})
        for subject, rows in concerns(library()).items()
        for row in rows
    ]
    cells = [
        [subject, {"text": row["day"], "key": row["as_of"]}, row["status"], SIDES[row["by"]]]
        for subject, row in every
    ]
    show_table("Status of each matter, by date", columns, cells, "concerns_table")
    with st.expander("Where each status was read"):
        st.html(render("both_sides/concerns.html", concerns=every))
