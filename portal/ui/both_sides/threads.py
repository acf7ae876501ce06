"""Exchanges on the page: two equal columns, three lists, and how each text was seen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portal.domain.publishing.right_of_reply import ThreadReply
from portal.services.both_sides.statements import Thread, concerns
from portal.ui.both_sides.cards import STYLE, column, evidence, evidence_line, link, lists
from portal.ui.both_sides.replies import replies_by_thread, show_replies
from portal.ui.both_sides.words import CONCERNS_INTRO, JUMP, NOTHING, SEEN_HELP, SIDES
from portal.ui.cache import library
from portal.ui.shared.parts import show_table


def show_threads(found: Sequence[Thread], pointed: str = "") -> None:
    """Every exchange that fits, each with its heading, or what to do when none does."""
    st.html(STYLE)
    if not found:
        st.info(NOTHING)
        return
    if len(found) > 1:
        items = "".join(f'<li><a href="?thread={t.thread_id}">{t.title}</a></li>' for t in found)
        below = "".join(f'<li><a href="#{anchor}">{name}</a></li>' for anchor, name in JUMP)
        st.html(
            f'<nav aria-label="On this page"><p style="margin:0"><strong>Exchanges</strong></p><ul class="otr-list">{items}</ul>'
            f'<p style="margin:.6rem 0 0"><strong>Further down</strong></p><ul class="otr-list">{below}</ul></nav>'
        )
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
        st.html(f"<p>{SEEN_HELP}</p>{evidence(thread)}")


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
        items = "".join(
            f"<li>{subject}, {row['as_of']}: {link(row['source_url'], row['source_title'])}. {row['note']}</li>"
            for subject, row in every
        )
        st.html(f'<ul class="otr-list" style="columns:1">{items}</ul>')
