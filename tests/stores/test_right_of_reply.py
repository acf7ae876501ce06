"""A body's own words: submitted by a responder, published by an editor, shown as received, never replaced."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from invented_reports import Bureau
from test_publishing import EDITOR

from portal.domain.publishing.right_of_reply import SHOWN, SUBMITTED, ReplyForm, clean_reply, read_reply_file
from portal.errors import BadRequest, NotAllowed, StaleReport
from portal.services.library.library import Library, open_library
from portal.services.publishing.right_of_reply import (
    RightOfReply,
    publish_reply,
    replies_at_desk,
    shown_replies,
    submit_reply,
    withdraw_reply,
)
from portal.settings import Settings
from portal.store.engine import reading
from portal.store.history import check_chain
from portal.store.thread_replies import SqlThreadReplies
from portal.ui.both_sides.replies import reply_card

RESPONDER = replace(EDITOR, account_id="r1", role="responder")
FORM = ReplyForm(
    "mid-devon-2014", "S11", "force", "Ada Example", "Chief Inspector", "Devon and Cornwall Police", "2026-01-31",
    "Line one.\n\n<b>Line two</b> is *as we wrote it*.",
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    settings = Settings.from_environment()
    return open_library(settings.data_dir, settings.geodata_dir)


@pytest.fixture
def replies(bureau: Bureau, library: Library) -> RightOfReply:
    return RightOfReply(SqlThreadReplies(bureau.store), library, bureau.clock, lambda: uuid.uuid4().hex)


def on_thread(replies: RightOfReply):
    return shown_replies(replies).get(FORM.thread, ())


def test_reply_is_public_only_once_an_editor_published_it_and_then_verbatim(
    bureau: Bureau, replies: RightOfReply
) -> None:
    reply = submit_reply(replies, RESPONDER, FORM)
    # Two groups of four, as a person reads it out; the letters are those of every code here.
    assert re.fullmatch(r"R(-[0-9A-Z]{4}){2}", reply.reply_id)
    assert on_thread(replies) == ()
    with pytest.raises(NotAllowed):
        publish_reply(replies, RESPONDER, reply.reply_id)
    publish_reply(replies, EDITOR, reply.reply_id)
    with pytest.raises(StaleReport):
        publish_reply(replies, EDITOR, reply.reply_id)
    (shown,) = on_thread(replies)
    assert (shown.text, shown.received_words) == (FORM.text, "31 January 2026")
    later = submit_reply(replies, RESPONDER, replace(FORM, text="A later version.", received_on="2026-02-02"))
    publish_reply(replies, EDITOR, later.reply_id)
    assert [reply.text for reply in on_thread(replies)] == [FORM.text, "A later version."]
    withdraw_reply(replies, EDITOR, reply.reply_id, SHOWN)
    assert [reply.text for reply in on_thread(replies)] == ["A later version."]
    with reading(bureau.engine) as connection:
        assert check_chain(connection, bureau.store.tables)[0] == 5


def test_viewer_sees_and_submits_nothing(replies: RightOfReply) -> None:
    for act in (lambda who: submit_reply(replies, who, FORM), lambda who: replies_at_desk(replies, who)):
        with pytest.raises(NotAllowed):
            act(replace(EDITOR, role="viewer"))
    assert replies_at_desk(replies, RESPONDER) == ()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"thread": "no-such"}, "choose an exchange"),
        ({"answers": "S01"}, "not part of that exchange"),
        ({"side": "police"}, "whose words"),
        ({"speaker": " "}, "who speaks"),
        ({"text": "\u202e\n"}, "in full and unchanged"),
        ({"received_on": "2026-03-02"}, "not a day to come"),
        ({"received_on": "31 January"}, "the day it was received"),
        ({"text": "x" * 20_001}, "20,000 characters or fewer"),
    ],
)
def test_bad_reply_keeps_nothing(replies: RightOfReply, other: dict, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        submit_reply(replies, RESPONDER, replace(FORM, **other))
    assert replies_at_desk(replies, RESPONDER) == ()


def test_words_are_shown_as_text(replies: RightOfReply) -> None:
    card = reply_card(submit_reply(replies, RESPONDER, FORM))
    assert "&lt;b&gt;Line two&lt;/b&gt; is *as we wrote it*." in card
    assert "Their own words, as received on 31 January 2026" in card
    assert SUBMITTED not in card


def test_file_in_the_documentation_is_read(repo: Path) -> None:
    documented = (repo / "docs" / "statements.md").read_text(encoding="utf-8")
    example = documented.split("```\n")[1]
    form = clean_reply(read_reply_file(example.split("```")[0]), date(2026, 3, 1))
    assert (form.thread, form.answers, form.side, form.received_on) == (
        "mid-devon-2014",
        "S11",
        "force",
        "2026-01-31",
    )
    assert form.text == "The reply, in full and unchanged."
    with pytest.raises(BadRequest, match="line 2 is not one of these"):
        read_reply_file("thread: x\nsecret: y\n---\nText")
    with pytest.raises(BadRequest, match="lacks: answers|lacks: side"):
        read_reply_file("thread: x\n---\nText")
    with pytest.raises(BadRequest, match="three hyphens"):
        read_reply_file("thread: x\nText")
