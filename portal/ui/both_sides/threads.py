"""Exchanges on the page: two equal columns, three lists, and how each text was seen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portal.domain.publishing.right_of_reply import ThreadReply
from portal.markup import render
from portal.services.both_sides.statements import Thread, concerns
from portal.ui.both_sides.cards import column, evidence, evidence_line, lists
from portal.ui.both_sides.replies import replies_by_thread, show_replies
from portal.ui.both_sides.words import CONCERNS_INTRO, JUMP, NOTHING, SIDES
from portal.ui.cache import library
from portal.ui.shared.parts import show_table


def show_threads(found: Sequence[Thread], pointed: str = "") -> None:
    """Every exchange that fits, each with its heading, or what to do when none does."""
    if not found:
        st.info(NOTHING)
        return
    if len(found) > 1:
        st.html(render("both_sides/contents.html", threads=found, below=JUMP))
    replies = replies_by_thread()
    for thread in found:
        show_thread(thread, pointed, replies.get(thread.thread_id, ()))


def show_thread(thread: Thread, pointed: str, replies: Sequence[ThreadReply] = ()) -> None:
    st.header(thread.title, anchor=thread.thread_id)
    st.write(f"{thread.summary} [Link to this exchange](?thread={thread.thread_id})")
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(column(thread, "found", pointed))
    with right:
        st.html(column(thread, "answered", pointed))
    if thread.column("other"):
        st.html(column(thread, "other", pointed))
    show_replies(replies)
    st.html(lists(thread))
    with st.expander(evidence_line(thread)):
        st.html(evidence(thread))


def show_concerns() -> None:
    """Recommendations and causes of concern, each with its statuses by date."""
    st.header("Recommendations and causes of concern over time", anchor="concerns")
    st.write(CONCERNS_INTRO)
    columns = [{"label": label, "heading": label == "Matter"} for label in ("Matter", "Date", "Status", "By")]
    every = [(subject, row) for subject, rows in concerns(library()).items() for row in rows]
    cells = [
        [subject, row["as_of"].replace("-", "\u2011"), row["status"], SIDES[row["by"]]]
        for subject, row in every
    ]
    show_table("Status of each matter, by date", columns, cells, "concerns_table")
    with st.expander("Where each status was read"):
        st.html(render("both_sides/concerns.html", concerns=every))
