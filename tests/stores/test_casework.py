"""The desk at work, on both databases: own sectors only, one wins and nothing is lost, and the author gets what was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from invented_desk import LOWER, UPPER, Counter
from invented_reports import PERSON, invented_form, key_of
from sqlalchemy import text

from portal.domain.desk.actor import EVERY_SECTOR, Actor
from portal.domain.desk.casework import NOBODY, InboxQuery
from portal.domain.reports.report import Contact, Receipt, Report, Words
from portal.domain.reports.report_states import KEPT
from portal.errors import (
    BadReply,
    BadRequest,
    MoveNotAllowed,
    NotAllowed,
    PortalError,
    ReportNotFound,
    StaleReport,
)
from portal.services.desk import casework as acts
from portal.services.desk.history import history
from portal.services.desk.inbox import counts, inbox
from portal.services.desk.replies import check_first_reply, edit_response, respond, save_draft
from portal.services.reports.follow import confirm_email, disagree, follow, withdraw
from portal.services.reports.wiring import Key
from portal.store.engine import reading

REPLY = "Thank you for writing. You say there is a lion. We will look on Monday; ring 101 to reach us."


def sent(counter: Counter, **form: object) -> tuple[Receipt, Report]:
    receipt = counter.bureau.submit(invented_form(**form))
    return receipt, now_kept(counter, receipt)


def now_kept(counter: Counter, receipt: Receipt) -> Report:
    found = counter.bureau.store.find(receipt.reference)
    assert found
    return found[0]


def seen(counter: Counter, actor: Actor, **asked: object) -> list[str]:
    return [row.reference for row in inbox(counter.casework, actor, InboxQuery(None, **asked)).rows]  # type: ignore[arg-type]


# Every act on one report, as somebody of another sector would try it.
ACTS = {
    "read_report": lambda c, a, r: acts.read_report(c, a, r.reference),
    "take_up": lambda c, a, r: acts.take_up(c, a, r.reference, r.revision),
    "assign": lambda c, a, r: acts.assign(c, a, r.reference, r.revision, ""),
    "bulk_assign": lambda c, a, r: acts.bulk_assign(c, a, {r.reference: r.revision}, ""),
    "snooze": lambda c, a, r: acts.snooze(c, a, r.reference, r.revision, None),
    "note": lambda c, a, r: acts.note(c, a, r.reference, r.revision, "a note"),
    "close": lambda c, a, r: acts.close(c, a, r.reference, r.revision),
    "respond": lambda c, a, r: respond(c, a, r.reference, r.revision, REPLY),
    "draft": lambda c, a, r: save_draft(c, a, r.reference, REPLY),
    "edit": lambda c, a, r: edit_response(c, a, r.reference, r.revision, 1, REPLY),
    "check": lambda c, a, r: check_first_reply(c, a, r.reference, r.revision, "x"),
    "history": lambda c, a, r: history(c, a, r.reference),
}


def test_another_sector_sees_nothing_and_may_do_nothing(counter: Counter) -> None:
    stranger = counter.add("administrator", LOWER)
    _, report = sent(counter)
    said = set()
    for act in ACTS.values():
        for reference in (report, Report(**{**vars(report), "reference": "0000-0000"})):
            with pytest.raises(ReportNotFound) as refused:
                act(counter.casework, stranger, reference)
            said.add(str(refused.value))
    assert len(said) == 1, "a report of another sector reads like one that does not exist"
    assert seen(counter, stranger, states=KEPT) == []
    assert seen(counter, stranger, states=KEPT, text="lion") == []
    assert seen(counter, stranger, states=KEPT, sector=UPPER) == []
    assert counts(counter.casework, stranger).unanswered == 0
    found = counter.bureau.store.find(report.reference)
    assert found
    assert found[0] == report


def test_viewer_reads_and_does_nothing(counter: Counter) -> None:
    viewer = counter.add("viewer", UPPER)
    _, report = sent(counter)
    for name, act in ACTS.items():
        if name in ("read_report", "history"):
            act(counter.casework, viewer, report)
        else:
            with pytest.raises(NotAllowed):
                act(counter.casework, viewer, report)


def test_message_about_the_site_is_for_accounts_of_the_whole_force(counter: Counter, ada: Actor) -> None:
    _, report = sent(counter, kind="correction", sector_code="")
    assert seen(counter, ada) == []
    everywhere = counter.add("viewer", EVERY_SECTOR, email="eve@example.org")
    assert seen(counter, everywhere) == [report.reference]


def test_filters_search_and_order_combine(counter: Counter, ada: Actor) -> None:
    both = Actor("b", "editor", frozenset({UPPER, LOWER}), "Team")
    _, first = sent(counter)
    counter.bureau.clock.pass_by(days=1)
    _, second = sent(counter, kind="question", words=Words("A tiger in the park, and a lion."))
    counter.bureau.clock.pass_by(days=1)
    _, third = sent(counter, sector_code=LOWER, words=Words("", "A tiger behind the school."))
    assert seen(counter, both) == [first.reference, second.reference, third.reference]
    assert seen(counter, both, order="newest") == [third.reference, second.reference, first.reference]
    assert seen(counter, both, text="TIGER") == [second.reference, third.reference]
    assert seen(counter, both, text="lion tiger") == [second.reference]
    assert seen(counter, both, text=third.reference.lower()) == [third.reference]
    assert seen(counter, both, text="tiger", sector=UPPER, kind="question", assigned=NOBODY) == [
        second.reference
    ]
    assert seen(counter, both, text="tiger", kind="concern", sector=UPPER) == []
    acts.assign(counter.casework, ada, second.reference, second.revision, ada.account_id)
    assert seen(counter, both, assigned=ada.account_id) == [second.reference]
    counter.bureau.clock.pass_by(days=12, minutes=1)
    assert seen(counter, both, only_overdue=True) == [first.reference]
    answered = respond(counter.casework, ada, first.reference, first.revision, REPLY)
    assert seen(counter, both, only_overdue=True) == []
    assert seen(counter, both, states=KEPT) == [second.reference, third.reference, answered.reference]


def test_what_is_put_off_comes_back_on_its_day_or_the_promised_day(counter: Counter, ada: Actor) -> None:
    _, report = sent(counter)
    now = counter.bureau.clock()
    with pytest.raises(BadRequest):
        acts.snooze(counter.casework, ada, report.reference, report.revision, now)
    report = acts.snooze(counter.casework, ada, report.reference, report.revision, now + timedelta(days=40))
    assert seen(counter, ada) == []
    assert seen(counter, ada, with_resting=True) == [report.reference]
    assert counts(counter.casework, ada).resting == 1
    counter.bureau.clock.pass_by(days=15)
    assert seen(counter, ada) == [report.reference], "the promise to the author is not put off"


def test_author_who_writes_again_wakes_it(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    report = respond(counter.casework, ada, report.reference, report.revision, REPLY)
    until = counter.bureau.clock() + timedelta(days=10)
    report = acts.snooze(counter.casework, ada, report.reference, report.revision, until)
    disagree(counter.bureau.reports, key_of(receipt), report.revision)
    assert seen(counter, ada) == [report.reference]


def test_author_reads_the_reply_and_mail_leaves_after_the_window(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    mail = claim(counter)
    counter.bureau.outbox.mark_sent(mail, counter.bureau.clock())
    confirm_email(counter.bureau.reports, key_of(receipt), mail.code)
    counter.bureau.outbox.mark_sent(claim(counter), counter.bureau.clock())
    report = now_kept(counter, receipt)
    respond(
        counter.casework, ada, report.reference, report.revision, REPLY, "Ada Example, Invented policing team"
    )
    read = follow(counter.bureau.reports, key_of(receipt)).responses[0]
    assert (read.text, read.signed) == (REPLY, "Ada Example, Invented policing team")
    assert counter.bureau.outbox.claim(counter.bureau.clock(), counter.bureau.clock()) is None
    counter.bureau.clock.pass_by(minutes=31)
    assert claim(counter).kind == "answered"


def claim(counter: Counter):
    found = counter.bureau.outbox.claim(counter.bureau.clock(), counter.bureau.clock() + timedelta(minutes=5))
    assert found
    return found


def test_reply_may_be_changed_for_half_an_hour_by_its_writer(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    report = respond(counter.casework, ada, report.reference, report.revision, REPLY)
    answer = report.responses[0].revision
    other = counter.add("editor", UPPER, email="cy@example.org")
    with pytest.raises(NotAllowed):
        edit_response(counter.casework, other, report.reference, report.revision, answer, f"{REPLY} Sorry.")
    counter.bureau.clock.pass_by(minutes=29)
    report = edit_response(
        counter.casework, ada, report.reference, report.revision, answer, f"{REPLY} Sorry."
    )
    read = follow(counter.bureau.reports, key_of(receipt)).responses[0]
    assert read.text == f"{REPLY} Sorry."
    assert read.edited_at == counter.bureau.clock()
    assert acts.read_report(counter.casework, ada, report.reference).earlier == {answer: (REPLY,)}
    counter.bureau.clock.pass_by(minutes=1)
    with pytest.raises(MoveNotAllowed, match="half an hour"):
        edit_response(counter.casework, ada, report.reference, report.revision, answer, REPLY)


def test_two_answer_at_once_one_wins_and_nothing_is_lost(counter: Counter, ada: Actor) -> None:
    bea = counter.add("editor", UPPER, email="bea@example.org")
    receipt, report = sent(counter)
    respond(counter.casework, ada, report.reference, report.revision, REPLY)
    late = "Thank you. I understand you worry; I will ring you on Friday."
    with pytest.raises(StaleReport, match="your words are kept as your draft"):
        respond(counter.casework, bea, report.reference, report.revision, late)
    opened = acts.read_report(counter.casework, bea, report.reference)
    assert [response.text for response in opened.report.responses] == [REPLY]
    assert [(draft.text, draft.status) for draft in opened.drafts] == [(late, "draft")]
    assert acts.read_report(counter.casework, ada, report.reference).drafts == ()
    assert follow(counter.bureau.reports, key_of(receipt)).responses[0].text == REPLY


def test_reply_to_what_the_author_took_back_meanwhile_is_kept_too(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    withdraw(counter.bureau.reports, key_of(receipt), report.revision)
    with pytest.raises(StaleReport, match="withdrawn"):
        respond(counter.casework, ada, report.reference, report.revision, REPLY)
    assert acts.read_report(counter.casework, ada, report.reference).drafts[0].text == REPLY


def test_first_replies_of_a_new_responder_wait_for_an_editor(counter: Counter, ada: Actor) -> None:
    new = counter.add("responder", UPPER, email="new@example.org")
    for number in range(3):
        receipt, report = sent(counter)
        report = respond(counter.casework, new, report.reference, report.revision, REPLY)
        assert follow(counter.bureau.reports, key_of(receipt)).responses == ()
        assert counts(counter.casework, ada).waiting == 1
        assert seen(counter, ada, only_waiting=True) == [report.reference]
        if number == 0:
            report = check_first_reply(
                counter.casework, ada, report.reference, report.revision, new.account_id, advice="Say when."
            )
            mine = acts.read_report(counter.casework, new, report.reference).drafts[0]
            assert (mine.status, mine.advice, mine.text) == ("returned", "Say when.", REPLY)
            report = respond(counter.casework, new, report.reference, report.revision, REPLY)
        with pytest.raises(NotAllowed):
            check_first_reply(counter.casework, new, report.reference, report.revision, new.account_id)
        check_first_reply(counter.casework, ada, report.reference, report.revision, new.account_id)
        answer = follow(counter.bureau.reports, key_of(receipt)).responses[0]
        assert (answer.account_id, answer.checked_by) == (new.account_id, ada.account_id)
        assert acts.read_report(counter.casework, new, report.reference).drafts == ()
    receipt, report = sent(counter)
    respond(counter.casework, new, report.reference, report.revision, REPLY)
    assert follow(counter.bureau.reports, key_of(receipt)).responses[0].checked_by == ""


def test_two_keys_the_police_close_and_the_author_disagrees(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    report = acts.take_up(counter.casework, ada, report.reference, report.revision)
    assert report.assigned_to == ada.account_id
    report = respond(counter.casework, ada, report.reference, report.revision, REPLY)
    report = acts.close(counter.casework, ada, report.reference, report.revision)
    report = disagree(counter.bureau.reports, key_of(receipt), report.revision)
    assert report.state == "disputed"
    assert counts(counter.casework, ada).disputed == 1
    assert seen(counter, ada) == [report.reference]
    lines = history(counter.casework, ada, report.reference)
    assert [line.what for line in lines[:3]] == [
        "The author says it is not sorted",
        "Closed by the police",
        "Answered",
    ]
    assert lines[1].who == "Ada Example"


def test_many_are_assigned_at_once_and_each_tells_if_it_was_not(counter: Counter, ada: Actor) -> None:
    (_, first), (_, second) = sent(counter), sent(counter)
    bea = counter.add("responder", UPPER, email="bea@example.org")
    acts.note(counter.casework, ada, second.reference, second.revision, "a note")
    shown = {first.reference: first.revision, second.reference: second.revision}
    done, left = acts.bulk_assign(counter.casework, ada, shown, bea.account_id)
    assert done == [first.reference]
    assert "changed since" in left[second.reference]
    stranger = counter.add("responder", LOWER, email="cy@example.org")
    _, left = acts.bulk_assign(
        counter.casework, ada, {first.reference: first.revision + 1}, stranger.account_id
    )
    assert "choose somebody who may answer" in left[first.reference]


def test_typed_in_report_says_so_and_its_code_goes_to_its_author_alone(counter: Counter, ada: Actor) -> None:
    token, store = "0123456789abcdef0123456789abcdef", counter.bureau.store
    entered = acts.enter_for_someone(counter.casework, ada, invented_form(seconds=0.0), token)
    assert acts.enter_for_someone(counter.casework, ada, invented_form(), token) == entered
    mail = counter.bureau.outbox.claim(counter.bureau.clock(), counter.bureau.clock())
    assert mail
    printed: list[tuple[str, str]] = []
    assert (mail.kind, store.take_letters(counter.bureau.clock(), printed.extend)) == ("entered", 0)
    secret = mail.code.split(" ")[0]
    assert secret not in repr(entered)
    report = follow(counter.bureau.reports, Key(entered.reference, secret, "the author"))
    assert report.entered_by == ada.account_id
    assert report.words.public == PERSON["public"]
    assert (report.history[0].by, report.history[0].details) == ("inspector", (ada.mark,))
    with pytest.raises(BadRequest, match="own sectors"):
        acts.enter_for_someone(counter.casework, ada, invented_form(sector_code=LOWER), token)


def test_author_without_an_address_gets_the_code_in_a_letter_that_is_printed_once(
    counter: Counter, ada: Actor
) -> None:
    form = invented_form(contact=Contact(PERSON["name"]))
    entered = acts.enter_for_someone(counter.casework, ada, form, "0123456789abcdef0123456789abcdef")
    store, printed = counter.bureau.store, []

    def fail(_: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        store.take_letters(counter.bureau.clock(), fail)
    assert store.take_letters(counter.bureau.clock(), printed.extend) == 1
    ((reference, secret),) = printed
    assert not entered.by_mail
    assert follow(counter.bureau.reports, Key(reference, secret, "the author")).reference == entered.reference
    assert store.take_letters(counter.bureau.clock(), printed.extend) == 0


@pytest.mark.parametrize("words", ["", "Burglary fell by 12%.", "Thank you, [name].", "x" * 5000])
def test_reply_with_a_fault_goes_nowhere(counter: Counter, ada: Actor, words: str) -> None:
    receipt, report = sent(counter)
    with pytest.raises(BadReply):
        respond(counter.casework, ada, report.reference, report.revision, words)
    assert now_kept(counter, receipt) == report


def test_claim_goes_out_with_a_reason_which_the_history_keeps(counter: Counter, ada: Actor) -> None:
    _, report = sent(counter)
    given = (counter.casework, ada, report.reference, report.revision, f"{REPLY} Burglary fell by 12%.")
    with pytest.raises(BadReply):
        respond(*given, may_go="an invented reason")
    report = respond(*given, may_go="own_count")
    report = edit_response(
        counter.casework, ada, report.reference, report.revision, report.revision, "Burglary halved.",
        may_go="repeats",
    )  # fmt: skip
    whats = [line.what for line in history(counter.casework, ada, report.reference)]
    assert whats[0] == "Reply changed, with 1 claim it was warned of. It repeats what the person wrote"
    assert whats[1].startswith("Answered, with 1 claim it was warned of. It is our own count")
    assert "Burglary" not in str(report.history)


def test_notes_and_drafts_are_encrypted_and_erased_with_the_report(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    report = acts.note(counter.casework, ada, report.reference, report.revision, "an invented lion note")
    save_draft(counter.casework, ada, report.reference, "an invented lion draft")
    report = respond(counter.casework, ada, report.reference, report.revision, REPLY)
    edit_response(counter.casework, ada, report.reference, report.revision, report.revision, f"{REPLY} Yes.")
    save_draft(counter.casework, ada, report.reference, "an invented lion draft")
    tables = ("notes", "drafts", "response_versions", "responses")
    with reading(counter.bureau.engine) as connection:
        kept = {name: connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables}
    assert [name for name, rows in kept.items() if not rows or "lion" in str(rows)] == []
    counter.bureau.store.erase(receipt.reference, "author", counter.bureau.clock())
    with reading(counter.bureau.engine) as connection:
        for name in tables:
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() == 0
    with pytest.raises(ReportNotFound):
        acts.read_report(counter.casework, ada, receipt.reference)


def test_errors_of_the_desk_hold_nothing_anybody_wrote(counter: Counter, ada: Actor) -> None:
    receipt, report = sent(counter)
    secret = "an invented lion secret 12%"
    for act in (
        lambda: respond(
            counter.casework,
            ada,
            report.reference,
            report.revision + 5,
            f"{REPLY} {secret} in 2025, source: ONS",
        ),
        lambda: acts.note(counter.casework, ada, report.reference, report.revision, secret * 200),
    ):
        with pytest.raises(PortalError) as error:
            act()
        assert "lion" not in str(error.value)
        assert "lion" not in repr(error.value)
