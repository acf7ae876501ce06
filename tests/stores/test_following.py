"""With reference and secret an author reads, changes, takes back and disagrees; without them nobody learns anything."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest
from invented_reports import PERSON, Bureau, invented_form, key_of
from sqlalchemy import event

from portal.domain.report_store import Change
from portal.domain.reports.report import Contact, Response, Words
from portal.errors import BadReport, BadRequest, MoveNotAllowed, PortalError, ReportNotFound, TooManyAttempts
from portal.services.reports.follow import amend, answer_sorted, confirm_email, disagree, follow, withdraw
from portal.services.reports.keeping import ask_if_sorted, erase_person, export_person, purge
from portal.services.reports.wiring import Key

WRONG = "0000-0000-0000-0000"


def inspector(bureau: Bureau, reference: str, revision: int, act: str, words: str = "") -> None:
    response = Response(words, bureau.clock.at, "Sector inspector") if words else None
    bureau.store.change(reference, revision, Change(act, "inspector", bureau.clock.at, response=response))


def refusal(bureau: Bureau, reference: str, secret: str, client: str) -> str:
    with pytest.raises(ReportNotFound) as refused:
        follow(bureau.reports, Key(reference, secret, client))
    return str(refused.value)


def test_wrong_secret_and_unknown_reference_get_the_same_answer(bureau: Bureau) -> None:
    receipt = bureau.submit()
    gone = bureau.submit(token="f" * 32, form=invented_form(contact=Contact()))
    erase_person(bureau.reports, gone.reference)
    answers = {
        refusal(bureau, receipt.reference, WRONG, "a"),
        refusal(bureau, "ZZZZ-ZZZZ", WRONG, "b"),
        refusal(bureau, receipt.reference, "", "c"),
        refusal(bureau, gone.reference, gone.secret, "d"),
    }
    assert len(answers) == 1


def test_wrong_secret_and_unknown_reference_cost_the_same_work(bureau: Bureau) -> None:
    """The very same statements reach the database, so the time an answer takes tells nothing either."""
    receipt = bureau.submit()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def work(reference: str) -> list[str]:
        asked.clear()
        refusal(bureau, reference, WRONG, f"visitor of {reference}")
        return list(asked)

    event.listen(bureau.store.engine, "before_cursor_execute", note)
    try:
        known, unknown = work(receipt.reference), work("ZZZZ-ZZZZ")
    finally:
        event.remove(bureau.store.engine, "before_cursor_execute", note)
    assert len(known) >= 2
    assert known == unknown


def test_code_copied_by_hand_opens_the_report(bureau: Bureau) -> None:
    receipt = bureau.submit()
    typed = receipt.secret.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert follow(bureau.reports, Key(receipt.reference.lower(), typed, "x")).reference == receipt.reference


@pytest.mark.parametrize("typed", ["", "\x00", "\ud800", "'; --", "%", "x" * 100_000])
def test_hostile_reference_or_code_is_simply_not_found(bureau: Bureau, typed: str) -> None:
    receipt = bureau.submit()
    assert refusal(bureau, typed, receipt.secret, "a") == refusal(bureau, receipt.reference, typed, "b")


def test_tries_are_counted_for_each_visitor_and_end_after_an_hour(bureau: Bureau) -> None:
    receipt = bureau.submit()
    for _ in range(30):
        refusal(bureau, receipt.reference, WRONG, "guesser")
    with pytest.raises(TooManyAttempts):
        follow(bureau.reports, key_of(receipt, "guesser"))
    assert follow(bureau.reports, key_of(receipt, "somebody else"))
    bureau.clock.pass_by(minutes=61)
    assert follow(bureau.reports, key_of(receipt, "guesser"))


def test_limit_on_sending_does_not_stop_a_form_that_was_already_kept(bureau: Bureau) -> None:
    receipts = [bureau.submit(token=f"{number:032d}", client="busy") for number in range(10)]
    with pytest.raises(TooManyAttempts):
        bureau.submit(client="busy")
    assert bureau.submit(token=f"{0:032d}", client="busy").reference == receipts[0].reference


def test_author_may_disagree_with_a_closure_and_both_stay_visible(bureau: Bureau) -> None:
    receipt = bureau.submit()
    with pytest.raises(MoveNotAllowed):
        disagree(bureau.reports, key_of(receipt), 1)
    inspector(bureau, receipt.reference, 1, "respond", "The invented lion was moved.")
    inspector(bureau, receipt.reference, 2, "close")
    report = disagree(bureau.reports, key_of(receipt), 3)
    assert report.state == "disputed"
    assert [answer.text for answer in report.responses] == ["The invented lion was moved."]
    assert [line.act for line in report.history] == ["submit", "respond", "close", "disagree"]


def test_four_week_question_waits_four_weeks_and_no_means_disputed(bureau: Bureau) -> None:
    receipt = bureau.submit()
    with pytest.raises(MoveNotAllowed):
        answer_sorted(bureau.reports, key_of(receipt), 1, "yes")
    inspector(bureau, receipt.reference, 1, "respond", "Done.")
    bureau.clock.pass_by(days=28)
    report = answer_sorted(bureau.reports, key_of(receipt), 2, "no")
    assert (report.state, report.sorted_answer) == ("disputed", "no")


def test_four_week_question_is_asked_once_and_only_of_a_confirmed_address(bureau: Bureau) -> None:
    confirmed = bureau.submit()
    mail = bureau.outbox.claim(bureau.clock.at, bureau.clock.at)
    confirm_email(bureau.reports, key_of(confirmed), mail.code)
    silent = bureau.submit()
    before = bureau.follow(confirmed).changed_at
    bureau.clock.pass_by(days=28)
    assert [ask_if_sorted(bureau.reports), ask_if_sorted(bureau.reports)] == [1, 0]
    assert bureau.follow(confirmed).changed_at == before
    assert bureau.follow(silent).history[-1].act == "submit"


def test_withdrawn_report_takes_no_more_acts_and_is_erased_after_thirty_days(bureau: Bureau) -> None:
    receipt = bureau.submit()
    withdraw(bureau.reports, key_of(receipt), 1)
    with pytest.raises(MoveNotAllowed):
        amend(bureau.reports, key_of(receipt), 2, Words(public="More."), False)
    bureau.clock.pass_by(days=29)
    assert purge(bureau.reports, bureau.outbox).reports == 0
    bureau.clock.pass_by(days=1)
    assert purge(bureau.reports, bureau.outbox).reports == 1
    assert refusal(bureau, receipt.reference, receipt.secret, "x")
    assert bureau.store.all_words(receipt.reference) == []


@pytest.mark.parametrize(("kind", "days"), [("thanks", 365), ("concern", 730), ("correction", 365)])
def test_each_kind_is_kept_its_own_time_and_no_longer(bureau: Bureau, kind: str, days: int) -> None:
    bureau.submit(invented_form(kind=kind))
    bureau.clock.pass_by(days=days - 1)
    assert purge(bureau.reports, bureau.outbox).reports == 0
    bureau.clock.pass_by(days=1)
    assert purge(bureau.reports, bureau.outbox).reports == 1
    assert bureau.store.all_kept() == []


def test_one_person_gets_everything_of_theirs_and_nothing_of_others(bureau: Bureau) -> None:
    bureau.submit()
    mine = bureau.submit(invented_form(kind="thanks"))
    bureau.submit(invented_form(contact=Contact(email="somebody.else@example.org")))
    amend(bureau.reports, key_of(mine), 1, Words(public="Second version."), False)
    kept = export_person(bureau.reports, email=PERSON["email"].upper())
    assert len(kept) == 2
    shown = json.dumps(kept, default=str)
    assert PERSON["police_only"] in shown
    assert "Second version." in shown
    assert "somebody.else" not in shown
    assert erase_person(bureau.reports, email=PERSON["email"]) == 2
    with pytest.raises(ReportNotFound):
        export_person(bureau.reports, email=PERSON["email"])
    assert len(bureau.store.all_kept()) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "=HYPERLINK(\"https://example.org\")",
        "'; DROP TABLE reports; --",
        "before\u202etxet desrever\u2066\x00\x1b[31mafter",
        "half a\ud800 character",
        "line one\r\nline two\u2028line three",
    ],
)  # fmt: skip
def test_hostile_text_is_kept_as_text_without_what_acts_unseen(bureau: Bureau, hostile: str) -> None:
    receipt = bureau.submit(invented_form(words=Words(public=hostile, police_only=hostile)))
    kept = bureau.follow(receipt).words.public
    assert not set(kept) & set("\u202e\u2066\x00\x1b\ud800\r\u2028")
    visible = "".join(letter for letter in hostile if letter.isascii() and letter.isprintable())
    assert kept.replace("\n", "") == visible


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": Words(police_only="\U0001f981" * 1_000_000)}, "police_only"),
        ({"words": Words(public="\x00" * 30_000 + "x")}, "public"),
        ({"words": Words()}, "words"),
        ({"words": Words(police_only="x"), "may_publish": True}, "public"),
        ({"kind": "crime"}, "kind"),
        ({"sector_code": "E06000052' --"}, "sector"),
        ({"contact": Contact(email="a@example.org\nBcc: b@example.org")}, "email"),
        ({"contact": Contact(phone="call me")}, "phone"),
        ({"trap": "filled"}, "form"),
        ({"seconds": 0.5}, "form"),
    ],
)
def test_faulty_form_is_refused_by_field_and_its_text_is_not_in_the_error(
    bureau: Bureau, changed, field
) -> None:
    with pytest.raises(BadReport) as refused:
        bureau.submit(invented_form(**changed))
    assert [fault.field for fault in refused.value.faults] == [field]
    assert "lion" not in str(refused.value)
    assert bureau.store.all_kept() == []


def test_form_without_a_long_token_is_refused(bureau: Bureau) -> None:
    with pytest.raises(BadRequest):
        bureau.submit(token="short")


def test_no_text_of_a_person_reaches_a_log_an_error_or_a_repr(
    bureau: Bureau, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = bureau.submit()
    seen = [repr(receipt), repr(invented_form()), repr(key_of(receipt)), repr(bureau.follow(receipt))]
    seen.append(repr(bureau.store.find(receipt.reference)))
    seen.append(repr(bureau.outbox.claim(bureau.clock.at, bureau.clock.at)))
    bureau.store.tables.versions.drop(bureau.engine)
    with pytest.raises(PortalError) as broken:
        bureau.submit()
    seen += [str(broken.value), repr(broken.value), caplog.text]
    for detail in (*PERSON.values(), receipt.secret):
        assert detail not in "".join(seen)


@pytest.mark.parametrize(
    ("email", "mail_on", "asked"),
    [(PERSON["email"], True, True), (PERSON["email"], False, False), ("", True, False)],
)
def test_address_is_to_be_confirmed_only_where_one_was_given_and_mail_is_sent(
    bureau: Bureau, email: str, mail_on: bool, asked: bool
) -> None:
    bureau.reports = replace(bureau.reports, mail_on=mail_on)
    receipt = bureau.submit(invented_form(contact=Contact(PERSON["name"], email, PERSON["phone"])))
    assert receipt.confirm_email is asked
