"""Who acts is asked for again in the transaction of the act; words can only go; who typed it is public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from invented_desk import EMAIL, LOWER, PASSWORD, UPPER, Counter
from invented_reports import PERSON, Bureau, invented_form, key_of
from sqlalchemy import text

from portal.domain.desk.actor import Actor
from portal.errors import BadRequest, MoveNotAllowed, NotAllowed, SignInRefused
from portal.services.desk import casework as acts
from portal.services.desk.accounts import disable_account
from portal.services.desk.replies import save_draft
from portal.services.desk.sign_in import actor_by_token, sign_in, sign_out
from portal.services.publishing.publishing import publish, publishing_of
from portal.services.publishing.rates import rates, window_at
from portal.services.publishing.redacting import redact
from portal.services.publishing.right_of_reply import RightOfReply, withdraw_reply
from portal.services.publishing.takedowns import ask_takedown, decide_takedown
from portal.services.reports.follow import object_to_gaps
from portal.store.accounts import Standing
from portal.store.thread_replies import SqlThreadReplies


@pytest.fixture
def counter(bureau: Bureau) -> Counter:
    made = Counter(bureau)
    bureau.store.standing = Standing(bureau.store.tables)
    return made


def signed_in(counter: Counter, role: str = "editor") -> tuple[Actor, str]:
    counter.add(role, UPPER, password=PASSWORD)
    token = sign_in(counter.gate, EMAIL, PASSWORD, "here")
    return actor_by_token(counter.gate, token), token


def _sql(counter: Counter, statement: str) -> None:
    with counter.bureau.engine.begin() as connection:
        connection.execute(text(statement))


CHANGES: dict[str, Callable[[Counter, str], object]] = {
    "disabled": lambda counter, _: disable_account(counter.gate, EMAIL),
    "downgraded": lambda counter, _: counter.add("viewer", UPPER),
    "moved to another sector": lambda counter, _: counter.add("editor", LOWER),
    "role changed past the command line": lambda counter, _: _sql(counter, "UPDATE accounts SET role = 'viewer'"),
    "sector changed past the command line": lambda counter, _: _sql(counter, f"UPDATE accounts SET sectors = '{LOWER}'"),
    "disabled past the command line": lambda counter, _: _sql(counter, "UPDATE accounts SET disabled = true"),
    "signed out elsewhere": lambda counter, token: sign_out(counter.gate, token),
    "idle past the hour": lambda counter, _: counter.bureau.clock.pass_by(minutes=61),
    "past twelve hours": lambda counter, _: counter.bureau.clock.pass_by(hours=13),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_done_by_who_the_page_thought_was_signed_in(counter: Counter, change: str) -> None:
    bureau = counter.bureau
    asked = bureau.submit(invented_form(may_publish=True))
    bureau.answer(asked.reference)
    actor, token = signed_in(counter)
    public_id = publish(bureau.publisher, actor, asked.reference, 2).public_id
    takedown = ask_takedown(bureau.publisher, public_id, "An invented reason.", "", "somebody")
    replies = RightOfReply(SqlThreadReplies(bureau.store), None, bureau.clock, lambda: "0" * 32)  # type: ignore[arg-type]
    CHANGES[change](counter, token)
    lines = len(bureau.report(asked.reference).history)
    form, key = invented_form(), "0123456789abcdef0123456789abcdef"
    for press in (
        lambda: acts.close(counter.casework, actor, asked.reference, 3),
        lambda: acts.note(counter.casework, actor, asked.reference, 3, "an invented note"),
        lambda: redact(bureau.publisher, actor, asked.reference, 3, "public", "lion", "names"),
        lambda: save_draft(counter.casework, actor, asked.reference, "an invented draft"),
        lambda: acts.enter_for_someone(counter.casework, actor, form, key),
        lambda: decide_takedown(bureau.publisher, actor, takedown.takedown_id, "kept"),
        lambda: withdraw_reply(replies, actor, "R-1", "published"),
        lambda: acts.read_report(counter.casework, actor, asked.reference),
    ):
        with pytest.raises((SignInRefused, NotAllowed)):
            press()
    assert len(bureau.report(asked.reference).history) == lines
    assert len(bureau.store.all_kept()) == 1
    assert bureau.publisher.public.takedowns(open_only=True) == (takedown,)


@pytest.mark.parametrize("taken", ["a bear", "", "There is no lion.", "lion\nThe police were very kind."])
def test_editor_cannot_write_a_word_into_what_was_sent(counter: Counter, taken: str) -> None:
    actor, _ = signed_in(counter)
    receipt = counter.bureau.submit(invented_form(may_publish=True))
    with pytest.raises(BadRequest):
        redact(counter.bureau.publisher, actor, receipt.reference, 1, "public", taken, "names")
    assert counter.bureau.report(receipt.reference).words.public == PERSON["public"]


def test_author_is_told_of_a_gap_and_everybody_reads_that_they_object(counter: Counter) -> None:
    bureau, (actor, _) = counter.bureau, signed_in(counter)
    receipt = bureau.submit(invented_form(may_publish=True))
    bureau.answer(receipt.reference)
    redact(
        bureau.publisher, actor, receipt.reference, 2, "public", "invented lion", "names", note="An animal."
    )
    publish(bureau.publisher, actor, receipt.reference, 3)
    (report,) = bureau.publisher.public.published()
    assert (report.text, report.note, report.is_objected) == (
        "There is an [words taken out: a name] in the street.", "An animal.", False,
    )  # fmt: skip
    object_to_gaps(bureau.reports, key_of(receipt), 4)
    assert [one.is_objected for one in bureau.publisher.public.published()] == [True]
    with pytest.raises(MoveNotAllowed, match="nothing was taken out"):
        object_to_gaps(bureau.reports, key_of(receipt), 5)
    assert "places:1" in bureau.report(receipt.reference).history[2].details


def test_whoever_typed_a_report_in_cannot_publish_it_and_it_stands_in_no_rate(counter: Counter) -> None:
    bureau, (actor, _) = counter.bureau, signed_in(counter)
    token = "0123456789abcdef0123456789abcdef"
    entered = acts.enter_for_someone(counter.casework, actor, invented_form(may_publish=True), token)
    bureau.answer(entered.reference)
    with pytest.raises(MoveNotAllowed, match="You typed it in"):
        publish(bureau.publisher, actor, entered.reference, 2)
    assert publishing_of(bureau.publisher, actor, entered.reference).obstacles
    counter.add("editor", UPPER, email="bea@example.org", password=PASSWORD)
    bea = actor_by_token(counter.gate, sign_in(counter.gate, "bea@example.org", PASSWORD, "there"))
    publish(bureau.publisher, bea, entered.reference, 2)
    assert [report.is_typed for report in bureau.publisher.public.published()] == [True]
    bureau.clock.pass_by(days=30)
    window = window_at(bureau.clock())
    facts = bureau.publisher.public.facts(window.first)
    assert [fact.is_typed for fact in facts] == [True]
    assert [rate.denominator for rate in rates(facts, window)] == [0, 0, 0]


def test_actor_without_a_session_does_nothing(counter: Counter) -> None:
    actor, _ = signed_in(counter)
    receipt = counter.bureau.submit()
    with pytest.raises(SignInRefused):
        acts.take_up(counter.casework, replace(actor, session=""), receipt.reference, 1)
