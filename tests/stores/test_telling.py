"""The desk is told by mail on both databases and through a real mail server: each kind once, no word of anybody, never lost."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from invented_desk import LOWER, UPPER, Counter
from invented_reports import PERSON, invented_form, key_of
from letterbox import Letterbox, send
from sqlalchemy import text
from test_casework import REPLY, now_kept

from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.told import DIGEST, NONE
from portal.domain.publishing.publication import PUBLISHED
from portal.errors import BadRequest, NotAllowed, ReportNotFound, SignInRefused
from portal.services.desk import casework as acts
from portal.services.desk.own_mail import choose_mail, hand_over, mail_state, own_choice, say_away
from portal.services.desk.replies import respond
from portal.services.desk.telling import stop_digest, tell_desk
from portal.services.mail.desk_notices import STOP_PATH
from portal.services.publishing.publishing import publish
from portal.services.publishing.takedowns import ask_takedown
from portal.services.reports.follow import disagree

ADA, BEA, CY = (f"{name}@example.org" for name in ("ada", "bea", "cy"))


@pytest.fixture
def ada(counter: Counter) -> Actor:
    return counter.add("responder", UPPER, email=ADA, name="Ada Example")


def told(counter: Counter, box: Letterbox, post) -> list[EmailMessage]:
    """What arrives at the desk's addresses in one round; what was sent before and to authors is left out."""
    before = len(box.letters)
    tell_desk(counter.teller)
    send(counter.bureau, post)
    letters = [message_from_string(letter, policy=policy.default) for letter in box.letters[before:]]
    return [letter for letter in letters if letter["To"] in (ADA, BEA, CY)]


def write(counter: Counter, **form: object):
    """A message without an address, so that its author gets no mail that would be counted."""
    return counter.bureau.submit(
        invented_form(contact=type(invented_form().contact)(), may_publish=True, **form)
    )


def test_new_message_is_told_once_to_each_reader_of_its_sector_and_holds_no_word_of_it(
    counter: Counter, ada: Actor, letterbox
) -> None:
    box, start, post = letterbox
    start()
    counter.add("viewer", UPPER, email=BEA)
    counter.add("responder", LOWER, email=CY)
    receipt = write(counter)
    (letter,) = told(counter, box, post)
    assert (letter["To"], letter["Subject"]) == (ADA, f"A new message for your sector: {receipt.reference}")
    assert f"https://portal.example.org/desk?report={receipt.reference}" in letter.get_content()
    words = (*PERSON.values(), receipt.secret)
    assert [word for word in words if word in box.letters[-1]] == []
    assert told(counter, box, post) == []
    counter.bureau.outbox.forget_ended(counter.bureau.clock() + timedelta(days=1))
    assert told(counter, box, post) == []


def test_message_that_was_answered_before_the_round_is_not_told_of(
    counter: Counter, ada: Actor, letterbox
) -> None:
    box, start, post = letterbox
    start()
    receipt = write(counter)
    counter.bureau.answer(receipt.reference)
    assert told(counter, box, post) == []


def test_each_kind_is_told_to_whom_it_concerns(counter: Counter, ada: Actor, letterbox) -> None:
    box, start, post = letterbox
    start()
    cy = counter.add("editor", UPPER, email=CY, name="Cy Example")
    receipt = write(counter)
    assert sorted(letter["To"] for letter in told(counter, box, post)) == [ADA, CY]
    counter.bureau.clock.pass_by(days=10)
    assert {letter["Subject"] for letter in told(counter, box, post)} == {
        f"Ten days old and not answered: {receipt.reference}"
    }
    report = now_kept(counter, receipt)
    report = respond(counter.casework, ada, report.reference, report.revision, REPLY)
    (check,) = told(counter, box, post)
    assert (check["To"], check["Subject"]) == (CY, f"An answer waits for an editor: {receipt.reference}")
    report = respond(counter.casework, cy, report.reference, report.revision, REPLY)
    public_id = publish(counter.bureau.publisher, cy, report.reference, report.revision).public_id
    ask_takedown(counter.bureau.publisher, public_id, "An invented lion reason.", "", uuid.uuid4().hex)
    (down,) = told(counter, box, post)
    assert (down["To"], down["Subject"]) == (CY, f"Somebody asks to take this down: {receipt.reference}")
    disagree(counter.bureau.reports, key_of(receipt), counter.bureau.report(receipt.reference).revision)
    assert {letter["Subject"] for letter in told(counter, box, post)} == {
        f"Not sorted, says the author: {receipt.reference}"
    }
    assert [letter for letter in box.letters if "lion" in letter] == []
    assert told(counter, box, post) == []
    assert PUBLISHED


def test_server_that_is_down_delays_and_never_loses(counter: Counter, ada: Actor, letterbox) -> None:
    box, start, post = letterbox
    write(counter)
    assert told(counter, box, post) == []
    assert counter.casework.told.queued()[0] == 1
    start()
    assert told(counter, box, post) == [], "it waits for its next try"
    counter.bureau.clock.pass_by(minutes=2)
    (letter,) = told(counter, box, post)
    assert letter["To"] == ADA


def test_digest_comes_once_a_day_at_seven_with_what_still_stands_and_is_left_with_one_press(
    counter: Counter, ada: Actor, letterbox
) -> None:
    box, start, post = letterbox
    start()
    choose_mail(counter.casework, ada, DIGEST)
    counter.bureau.clock.at = counter.bureau.clock.at.replace(hour=5)
    receipts = [write(counter) for _ in range(3)]
    assert told(counter, box, post) == []
    counter.bureau.answer(receipts[0].reference)
    counter.bureau.clock.pass_by(hours=3)
    (letter,) = told(counter, box, post)
    assert letter["Subject"] == "At the desk: 2 to look at"
    assert "- 2 new messages\n" in letter.get_content().replace("\r", "")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told(counter, box, post) == []
    write(counter)
    counter.bureau.clock.pass_by(hours=3)
    assert told(counter, box, post) == []
    counter.bureau.clock.pass_by(days=1)
    assert [one["Subject"] for one in told(counter, box, post)] == ["At the desk: 1 to look at"]
    address = letter["List-Unsubscribe"].strip("<>")
    assert address.startswith(f"https://portal.example.org{STOP_PATH}/")
    stop_digest(counter.teller, address.rpartition("/")[2])
    assert own_choice(counter.casework, ada).how == NONE
    with pytest.raises(ReportNotFound):
        stop_digest(counter.teller, "nobody's")
    with pytest.raises(ReportNotFound):
        stop_digest(counter.teller, "")


def test_whoever_changes_to_at_once_is_sent_what_waited(counter: Counter, ada: Actor, letterbox) -> None:
    box, start, post = letterbox
    start()
    choose_mail(counter.casework, ada, DIGEST)
    counter.bureau.clock.at = counter.bureau.clock.at.replace(hour=5)
    write(counter)
    assert told(counter, box, post) == []
    choose_mail(counter.casework, ada, "at_once")
    assert len(told(counter, box, post)) == 1
    choose_mail(counter.casework, ada, NONE)
    write(counter)
    assert told(counter, box, post) == []
    with pytest.raises(BadRequest):
        choose_mail(counter.casework, ada, "hourly")


def test_who_is_away_is_covered_and_the_cover_reads_why(counter: Counter, ada: Actor, letterbox) -> None:
    box, start, post = letterbox
    start()
    bea = counter.add("responder", UPPER, LOWER, email=BEA, name="Bea Example")
    counter.add("responder", LOWER, email=CY)
    today = date(2026, 3, 1)
    say_away(counter.casework, ada, today, today + timedelta(days=2), bea.account_id)
    choose_mail(counter.casework, bea, NONE)
    write(counter)
    assert told(counter, box, post) == []
    choose_mail(counter.casework, bea, "at_once")
    (letter,) = told(counter, box, post)
    assert letter["To"] == BEA
    assert "stand in for a colleague" not in letter.get_content(), "Bea reads for this sector herself"
    say_away(counter.casework, bea, None, None, "")
    counter.bureau.clock.pass_by(days=3)
    write(counter)
    assert sorted(one["To"] for one in told(counter, box, post)) == [ADA, ADA, BEA], "and of what still waits"
    with pytest.raises(BadRequest):
        say_away(counter.casework, bea, today, today + timedelta(days=9), ada.account_id)
    with pytest.raises(BadRequest):
        say_away(counter.casework, ada, today, today - timedelta(days=1), "")


def test_cover_of_an_editor_is_told_why(counter: Counter, letterbox) -> None:
    box, start, post = letterbox
    start()
    cy = counter.add("editor", UPPER, email=CY)
    bea = counter.add("responder", UPPER, email=BEA)
    ada = counter.add("responder", UPPER, email=ADA)
    today = date(2026, 3, 1)
    say_away(counter.casework, cy, today, today, bea.account_id)
    report = now_kept(counter, write(counter))
    told(counter, box, post)
    respond(counter.casework, ada, report.reference, report.revision, REPLY)
    (letter,) = told(counter, box, post)
    assert letter["To"] == BEA
    assert "stand in for a colleague who is away" in letter.get_content()


def test_sector_is_handed_over_with_a_line_for_each_report(counter: Counter, ada: Actor) -> None:
    bea = counter.add("responder", UPPER, email=BEA, name="Bea Example")
    kept = [now_kept(counter, write(counter)) for _ in range(3)]
    for report in kept[:2]:
        acts.take_up(counter.casework, ada, report.reference, report.revision)
    assert hand_over(counter.casework, ada, UPPER, bea.account_id) == 2
    now = [counter.bureau.report(report.reference) for report in kept]
    assert [report.assigned_to for report in now] == [bea.account_id, bea.account_id, ""]
    assert [report.history[-1].act for report in now] == ["assign", "assign", "submit"]
    with pytest.raises(NotAllowed):
        hand_over(counter.casework, ada, LOWER, bea.account_id)
    with pytest.raises(BadRequest):
        hand_over(counter.casework, ada, UPPER, "nobody")


def test_administrator_sees_unread_sectors_and_mail_that_did_not_arrive(
    counter: Counter, ada: Actor, letterbox
) -> None:
    box, start, post = letterbox
    start()
    chief = counter.add("administrator", UPPER, LOWER, email=CY)
    counter.add("viewer", LOWER, email=BEA)
    assert mail_state(counter.casework, chief).unread_sectors == ()
    with pytest.raises(NotAllowed):
        mail_state(counter.casework, ada)
    choose_mail(counter.casework, chief, NONE)
    found = mail_state(counter.casework, chief)
    assert found.untold_sectors == ("Lower Nowhere",)
    box.answer = "550 no such mailbox"
    write(counter)
    told(counter, box, post)
    (failed,) = mail_state(counter.casework, chief).undelivered
    assert (failed.account_id, failed.number, failed.reason) == (ada.account_id, 1, "recipient refused (550)")
    counter.add("administrator", EVERY_SECTOR, email="dee@example.org")
    counter.add("viewer", UPPER, LOWER, email=CY)
    with counter.bureau.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET role = 'viewer' WHERE role = 'responder'"))
    state = mail_state(counter.casework, counter.add("administrator", UPPER, email="eve@example.org"))
    assert state.unread_sectors == ()


def test_choice_of_somebody_signed_out_is_not_kept(counter: Counter, ada: Actor) -> None:
    from dataclasses import replace

    with pytest.raises(SignInRefused):
        choose_mail(counter.casework, replace(ada, session="over"), NONE)
    assert own_choice(counter.casework, ada).how == "at_once"
