"""Mail goes out once through a real server; an outage delays mail and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from invented_reports import PERSON, Bureau, key_of
from letterbox import send

from portal.errors import BadSetting, ReportNotFound
from portal.services.mail.outbox import LEASE, Sent, wait_after
from portal.services.reports.follow import confirm_email
from portal.store.smtp import SmtpPost


def test_mail_server_down_then_up_gets_each_message_once(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    for _ in range(5):
        bureau.submit()
    assert send(bureau, post) == Sent(later=1)
    assert bureau.outbox.waiting() == 5
    start()
    bureau.clock.pass_by(minutes=1)
    assert send(bureau, post) == Sent(sent=5, again=1)
    bureau.clock.pass_by(days=1)
    assert send(bureau, post) == Sent()
    ids = [line for letter in box.letters for line in letter.splitlines() if line.startswith("Message-ID")]
    assert len(ids) == len(set(ids)) == 5


def test_mail_holds_a_reference_and_a_link_and_nothing_a_person_wrote(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    receipt = bureau.submit()
    send(bureau, post)
    letter = box.letters[0].replace("=\r\n", "")
    assert receipt.reference in letter
    assert "https://portal.example.org/follow" in letter
    for name in ("name", "phone", "police_only", "public", "wanted"):
        assert PERSON[name] not in letter
    assert receipt.secret not in letter


def test_two_senders_never_send_the_same_message(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    for _ in range(12):
        bureau.submit()
    with ThreadPoolExecutor(3) as senders:
        rounds = list(senders.map(lambda _: send(bureau, post), range(3)))
    assert sum(done.sent for done in rounds) == len(box.letters) == 12


def test_message_of_a_sender_that_died_is_sent_when_its_lease_ends_with_the_same_id(
    bureau: Bureau, letterbox
) -> None:
    box, start, post = letterbox
    start()
    bureau.submit()
    claimed = bureau.outbox.claim(bureau.clock.at, bureau.clock.at + LEASE)
    assert send(bureau, post) == Sent()
    bureau.clock.pass_by(minutes=5)
    assert send(bureau, post) == Sent(sent=1, again=1)
    assert f"<{claimed.mail_id}@example.org>" in box.letters[0]


def test_refused_address_is_given_up_at_once_and_wiped_and_the_rest_goes_on(
    bureau: Bureau, letterbox
) -> None:
    box, start, post = letterbox
    start()
    bureau.submit()
    box.answer = "550 nobody here"
    assert send(bureau, post) == Sent(failed=1)
    box.answer = "250 OK"
    bureau.submit()
    assert send(bureau, post) == Sent(sent=1)
    with bureau.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT recipient, code, status FROM outbox ORDER BY status").all()
    assert [tuple(row) for row in kept] == [(None, None, "failed"), (None, None, "sent")]


def test_busy_server_is_tried_later_and_later(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    bureau.submit()
    box.answer = "451 busy"
    assert send(bureau, post) == Sent(later=1)
    assert send(bureau, post) == Sent()
    assert [wait_after(attempts) for attempts in (1, 2, 3, 60)] == [
        timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4), timedelta(hours=6),
    ]  # fmt: skip


def test_nobody_is_written_to_twice_before_the_address_is_confirmed(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    receipt = bureau.submit()
    code = bureau.outbox.claim(bureau.clock.at, bureau.clock.at).code
    assert not bureau.follow(receipt).email_confirmed
    with pytest.raises(ReportNotFound):
        confirm_email(bureau.reports, key_of(receipt), "0000-0000")
    send(bureau, post)
    assert len(box.letters) == 1
    confirm_email(bureau.reports, key_of(receipt), code.lower())
    confirm_email(bureau.reports, key_of(receipt), code)
    send(bureau, post)
    assert ["Subject: Your message" in letter for letter in box.letters] == [False, True]


@pytest.mark.parametrize("address", ["http://mail.example.org", "smtp://", "smtp://host:port"])
def test_address_that_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(BadSetting):
        SmtpPost(address)
