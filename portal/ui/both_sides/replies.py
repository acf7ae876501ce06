"""Right of reply on an exchange: a body's own words, as received and in full, apart from our summaries."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from portal import bootstrap
from portal.domain.publishing.right_of_reply import ThreadReply
from portal.errors import StoreUnavailable
from portal.markup import Markup, render
from portal.services.publishing.right_of_reply import shown_replies
from portal.ui.both_sides.words import SIDES

HEADING = "Right of reply, in their own words"
OWN_WORDS = "Their own words, as received on {day}, in full and unchanged by this site"


def replies_by_thread() -> dict[str, tuple[ThreadReply, ...]]:
    """Read once for the page. A database that is away hides replies, and says so, never the exchanges."""
    try:
        return shown_replies(bootstrap.right_of_reply())
    except StoreUnavailable:
        st.caption("Replies sent to this site cannot be read just now.")
        return {}


def replies_block(replies: Sequence[ThreadReply]) -> Markup | str:
    """Under a heading of their own, below what we summarised of everybody; empty where none was sent."""
    if not replies:
        return ""
    cards = [reply_card(reply) for reply in replies]
    return render("both_sides/column.html", name="", heading=HEADING, cards=cards, quiet="")


def reply_card(reply: ThreadReply) -> Markup:
    role = ", ".join(part for part in (reply.role, reply.organisation) if part and part != reply.speaker)
    own_words = OWN_WORDS.format(day=reply.received_words)
    return render(
        "both_sides/reply.html", reply=reply, side=SIDES[reply.side], role=role, own_words=own_words
    )
