"""Whoever asks for one message a month gets one for each month with something published, and none for the others."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_string, policy

from invented_reports import Bureau
from letterbox import send
from test_followers import token_in
from test_publishing import ELSEWHERE, LOWER, UPPER, answered, put_out

from portal.services.mail.alerts import CONFIRM_PATH, LEAVE_PATH
from portal.services.publishing.followers import ask_to_follow, confirm_following, leave, tell_of_published

ADDRESS = "ada@example.org"


def digests(box) -> list:
    letters = [message_from_string(letter, policy=policy.default) for letter in box.letters]
    return [letter for letter in letters if letter["Subject"] == "What was published last month"]


def follow_monthly(bureau: Bureau, box, post, area: str = UPPER) -> None:
    ask_to_follow(bureau.publisher, area, ADDRESS, area, monthly=True)
    send(bureau, post)
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))


def test_one_message_for_a_month_with_something_published_and_none_for_the_others(
    bureau: Bureau, letterbox
) -> None:
    box, start, post = letterbox
    start()
    follow_monthly(bureau, box, post)
    for _ in range(2):
        put_out(bureau, answered(bureau))
    put_out(bureau, answered(bureau, sector_code=LOWER), ELSEWHERE)
    assert tell_of_published(bureau.publisher) == 0
    send(bureau, post)
    assert digests(box) == []
    bureau.clock.pass_by(days=31)
    assert [tell_of_published(bureau.publisher) for _ in range(2)] == [1, 0]
    send(bureau, post)
    bureau.outbox.forget_ended(bureau.clock.at)
    assert tell_of_published(bureau.publisher) == 0
    (letter,) = digests(box)
    assert "in March 2026: 2 messages." in " ".join(letter.get_content().split())
    assert f"https://portal.example.org/said/{UPPER}" in letter.get_content()
    # Nothing was published in April, so May brings no letter, and June none for March.
    for _ in range(2):
        bureau.clock.pass_by(days=31)
        assert tell_of_published(bureau.publisher) == 0


def test_one_published_message_is_counted_in_the_singular_and_every_area_in_one(
    bureau: Bureau, letterbox
) -> None:
    box, start, post = letterbox
    start()
    follow_monthly(bureau, box, post, "")
    put_out(bureau, answered(bureau, sector_code=LOWER), ELSEWHERE)
    bureau.clock.pass_by(days=31)
    assert tell_of_published(bureau.publisher) == 1
    send(bureau, post)
    assert "in March 2026: one message." in " ".join(digests(box)[0].get_content().split())


def test_it_holds_no_word_of_a_report_and_ends_with_one_press(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_monthly(bureau, box, post)
    put_out(bureau, answered(bureau))
    bureau.clock.pass_by(days=31)
    tell_of_published(bureau.publisher)
    send(bureau, post)
    (letter,) = digests(box)
    assert "lion" not in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave(bureau.publisher, letter["List-Unsubscribe"].strip("<>").rsplit(f"{LEAVE_PATH}/")[1])
    put_out(bureau, answered(bureau))
    bureau.clock.pass_by(days=31)
    assert tell_of_published(bureau.publisher) == 0


def test_who_gets_one_a_month_gets_none_each_time(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_monthly(bureau, box, post)
    put_out(bureau, answered(bureau))
    send(bureau, post)
    # The author's own mail alone.
    assert [letter for letter in box.letters[1:] if ADDRESS in letter] == []


def test_where_no_mail_is_sent_nobody_is_told_and_nothing_fails(bureau: Bureau, letterbox) -> None:
    box, start, post = letterbox
    start()
    follow_monthly(bureau, box, post)
    put_out(bureau, answered(bureau))
    bureau.clock.pass_by(days=31)
    silent = replace(bureau.publisher, reports=replace(bureau.reports, mail_on=False))
    assert tell_of_published(silent) == 0
    assert tell_of_published(bureau.publisher) == 1
