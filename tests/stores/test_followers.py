"""Followers confirm from their mailbox, are told once of each publication, leave with one press, and are forgotten whole."""

from __future__ import annotations

from email import message_from_string, policy

import pytest
from invented_reports import PERSON, Bureau
from letterbox import send
from sqlalchemy import text
from test_publishing import EDITOR, ELSEWHERE, LOWER, UPPER, answered, put_out

from portal.errors import BadReport, BadRequest, ReportNotFound, TooManyAttempts
from portal.services.mail.alerts import CONFIRM_PATH, LEAVE_PATH
from portal.services.publishing.followers import (
    ask_to_follow,
    confirm_following,
    leave,
    leaving,
    tell_of_months,
)
from portal.services.publishing.keeping import erase_everything, export_everything, purge_public
from portal.services.publishing.publishing import unpublish
from portal.services.publishing.redacting import mark_change
from portal.store.engine import reading

ADDRESS = "ada@example.org"


def follow_area(bureau: Bureau, box, post, area: str = UPPER, address: str = ADDRESS) -> None:
    ask_to_follow(bureau.publisher, area, address, address)
    send(bureau, post)
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))


def token_in(letter: str, path: str) -> str:
    body = message_from_string(letter, policy=policy.default).get_content()
    return body.split(f"{path}/")[1].split()[0].rstrip(".")


def alerts(box) -> list:
    return [
        message_from_string(letter, policy=policy.default)
        for letter in box.letters
        if "answer were published" in letter
    ]


def test_nobody_is_told_before_confirming_and_then_once_for_each_publication(
    bureau: Bureau, letterbox
) -> None:
    box, start, post = letterbox
    start()
    ask_to_follow(bureau.publisher, UPPER, ADDRESS, "a")
    receipt = answered(bureau)
    put_out(bureau, receipt)
    send(bureau, post)
    assert alerts(box) == []
    confirming = next(letter for letter in box.letters if "Confirm that you want alerts" in letter)
    confirm_following(bureau.publisher, token_in(confirming, CONFIRM_PATH))
    put_out(bureau, answered(bureau))
    put_out(bureau, answered(bureau, sector_code=LOWER), ELSEWHERE)
    assert send(bureau, post).sent == 3
    (alert,) = alerts(box)
    assert alert["To"] == ADDRESS
    send(bureau, post)
    assert len(alerts(box)) == 1


def test_published_again_tells_of_a_new_answer_and_not_of_a_decision(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_area(bureau, box, post)
    receipt = answered(bureau)
    put_out(bureau, receipt)
    unpublish(bureau.publisher, EDITOR, receipt.reference, 3, "asked")
    put_out(bureau, receipt)
    send(bureau, post)
    assert len(alerts(box)) == 1
    mark_change(bureau.publisher, EDITOR, receipt.reference, 5, "made", "A lock was fitted.")
    put_out(bureau, receipt)
    send(bureau, post)
    assert len(alerts(box)) == 2


def test_alert_can_be_ended_with_one_press_and_holds_no_word_of_the_report(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_area(bureau, box, post, "")
    receipt = answered(bureau)
    put_out(bureau, receipt)
    send(bureau, post)
    (alert,) = alerts(box)
    assert alert["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = alert["List-Unsubscribe"].strip("<>")
    assert address.startswith(f"https://portal.example.org{LEAVE_PATH}/")
    assert ADDRESS not in address
    assert "lion" not in alert.get_content()
    assert receipt.reference not in alert.as_string()
    token = address.rsplit("/", 1)[1]
    assert leaving(bureau.publisher, token).area_code == ""
    put_out(bureau, answered(bureau))
    waiting = bureau.outbox.waiting()
    leave(bureau.publisher, token)
    leave(bureau.publisher, token)
    assert bureau.outbox.waiting() == waiting - 1
    with pytest.raises(ReportNotFound):
        leaving(bureau.publisher, token)
    put_out(bureau, answered(bureau))
    send(bureau, post)
    assert len(alerts(box)) == 1


def test_address_is_written_to_once_unconfirmed_and_kept_unreadable(bureau: Bureau, letterbox) -> None:
    for area in (UPPER, UPPER, LOWER):
        ask_to_follow(bureau.publisher, area, ADDRESS, "a")
    assert bureau.outbox.waiting() == 2
    with reading(bureau.engine) as connection:
        kept = connection.execute(text("SELECT * FROM followers")).all()
    assert ADDRESS not in str(kept)
    bureau.clock.pass_by(days=8)
    assert purge_public(bureau.publisher).followers == 2
    assert bureau.outbox.waiting() == 0


@pytest.mark.parametrize(
    ("area", "address", "refused"),
    [("nowhere", ADDRESS, BadRequest), (UPPER, "", BadReport), (UPPER, "ada", BadReport), (UPPER, f"{'a' * 300}@b.org", BadReport)],
)  # fmt: skip
def test_wrong_request_keeps_nothing(
    bureau: Bureau, area: str, address: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        ask_to_follow(bureau.publisher, area, address, "a")
    with reading(bureau.engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM followers")).scalar_one() == 0


def test_one_visitor_cannot_ask_for_many_addresses(bureau: Bureau) -> None:
    for number in range(5):
        ask_to_follow(bureau.publisher, UPPER, f"a{number}@example.org", "one visitor")
    with pytest.raises(TooManyAttempts):
        ask_to_follow(bureau.publisher, UPPER, "a6@example.org", "one visitor")


def test_person_gets_and_erases_what_the_address_follows(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_area(bureau, box, post)
    (kept,) = export_everything(bureau.publisher, email=ADDRESS.upper())
    assert (kept["follows"], kept["email"]) == (UPPER, ADDRESS)
    assert erase_everything(bureau.publisher, email=ADDRESS) == (0, 1)
    with pytest.raises(ReportNotFound):
        export_everything(bureau.publisher, email=ADDRESS)
    receipt = bureau.submit()
    assert erase_everything(bureau.publisher, email=PERSON["email"]) == (1, 0)
    with pytest.raises(ReportNotFound):
        bureau.follow(receipt)


def test_nobody_is_told_of_months_where_none_are_held(bureau: Bureau) -> None:
    assert tell_of_months(bureau.publisher, []) == 0
