"""Right of reply on the exchanges of Both sides: a responder submits a body's own words, an editor publishes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.domain.desk.actor import Actor
from portal.domain.publishing.public_stores import ThreadReplyStore
from portal.domain.publishing.right_of_reply import (
    SHOWN,
    SUBMITTED,
    WITHDRAWN,
    ReplyForm,
    ThreadReply,
    clean_reply,
)
from portal.errors import BadRequest
from portal.services.both_sides.statements import threads
from portal.services.desk.permissions import require
from portal.services.library.library import Library
from portal.services.reports.wiring import code


@dataclass(frozen=True)
class RightOfReply:
    """The wiring, made by bootstrap."""

    store: ThreadReplyStore
    library: Library
    now: Callable[[], datetime]
    new_id: Callable[[], str]


def submit_reply(replies: RightOfReply, actor: Actor, form: ReplyForm) -> ThreadReply:
    """Keeps the words as received; nobody but the desk sees them until an editor publishes. Raises BadRequest."""
    require(actor, "submit_right_of_reply")
    now = replies.now()
    form = clean_reply(form, now.date())
    thread = next((t for t in threads(replies.library) if t.thread_id == form.thread), None)
    if thread is None:
        raise BadRequest("choose an exchange of the page Both sides")
    if form.answers and form.answers not in {said.statement_id for said in thread.statements}:
        raise BadRequest("the statement it answers is not part of that exchange")
    reply = ThreadReply(
        reply_id=f"R-{code(replies.new_id(), 8)}",
        thread_id=form.thread,
        answers_id=form.answers,
        side=form.side,
        speaker=form.speaker,
        role=form.role,
        organisation=form.organisation,
        received_on=form.received_on,
        text=form.text,
        status=SUBMITTED,
        submitted_by=actor.account_id,
        submitted_at=now,
    )
    replies.store.add(reply, actor)
    return reply


def publish_reply(replies: RightOfReply, actor: Actor, reply_id: str) -> ThreadReply:
    """Shows it on its exchange, verbatim. A later version stands beside it and does not replace it."""
    require(actor, "publish_right_of_reply")
    return replies.store.decide(reply_id, SUBMITTED, SHOWN, actor, replies.now())


def withdraw_reply(replies: RightOfReply, actor: Actor, reply_id: str, status: str) -> ThreadReply:
    """Declines one that waits, or takes down one that is shown; `status` is the one the editor saw."""
    require(actor, "publish_right_of_reply")
    if status not in (SUBMITTED, SHOWN):
        raise BadRequest("it is not published, and does not wait for it")
    return replies.store.decide(reply_id, status, WITHDRAWN, actor, replies.now())


def replies_at_desk(replies: RightOfReply, actor: Actor) -> tuple[ThreadReply, ...]:
    """Every reply, for those who may submit one."""
    require(actor, "submit_right_of_reply")
    return replies.store.every()


def shown_replies(replies: RightOfReply) -> dict[str, tuple[ThreadReply, ...]]:
    """What the public reads, by exchange, the one received first at the top."""
    by_thread: dict[str, tuple[ThreadReply, ...]] = {}
    for reply in replies.store.shown():
        by_thread[reply.thread_id] = (*by_thread.get(reply.thread_id, ()), reply)
    return by_thread
