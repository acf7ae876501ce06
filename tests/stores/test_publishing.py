"""Nothing is public that its author did not agree to and an editor did not read; what comes down is down at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_desk import Counter
from invented_reports import PERSON, Bureau, invented_form, key_of
from sqlalchemy import text

from portal.domain.desk.actor import Actor
from portal.domain.publishing.publication import PublicReport
from portal.domain.reports.report import Receipt, Words
from portal.errors import BadRequest, MoveNotAllowed, NotAllowed, ReportNotFound, StaleReport
from portal.services.desk.casework import read_report
from portal.services.publishing.caseload import export_caseload
from portal.services.publishing.keeping import purge_public
from portal.services.publishing.publishing import (
    lift_private,
    mark_private,
    publish,
    publishing_of,
    unpublish,
)
from portal.services.publishing.redacting import mark_change, original_words, redact
from portal.services.publishing.takedowns import ask_takedown, decide_takedown, open_takedowns
from portal.services.reports.follow import amend, disagree, withdraw
from portal.store.engine import reading
from portal.store.history import check_chain

GAPPED = "There is an [words taken out: a name] in the street."
UPPER, LOWER = "E07999001", "E07999002"
EDITOR = Actor("e1", "editor", frozenset({UPPER}), "Upper Nowhere neighbourhood team")
ELSEWHERE = replace(EDITOR, account_id="e2", sectors=frozenset({LOWER}))


def answered(bureau: Bureau, **form: object) -> Receipt:
    receipt = bureau.submit(invented_form(**{"may_publish": True} | form))
    bureau.clock.pass_by(days=3)
    bureau.answer(receipt.reference)
    bureau.clock.pass_by(hours=1)
    return receipt


def put_out(bureau: Bureau, receipt: Receipt, editor: Actor = EDITOR, **how: bool) -> str:
    revision = bureau.report(receipt.reference).revision
    return publish(bureau.publisher, editor, receipt.reference, revision, **how).public_id


def shown(bureau: Bureau) -> tuple[PublicReport, ...]:
    return bureau.publisher.public.published()


def test_published_report_shows_the_public_copy_the_answer_and_nothing_else(bureau: Bureau) -> None:
    receipt = answered(bureau)
    assert shown(bureau) == ()
    public_id = put_out(bureau, receipt)
    (report,) = shown(bureau)
    assert (report.text, report.name, report.public_id) == (PERSON["public"], "", public_id)
    assert [(reply.text, reply.month) for reply in report.replies] == [
        ("The invented lion was moved.", "2026-03")
    ]
    assert (report.first_answer_days, report.sent_month) == (3, "2026-03")
    for secret in ("name", "email", "phone", "police_only", "wanted"):
        assert PERSON[secret] not in str(vars(report))
    assert receipt.reference not in str(vars(report))


def test_name_is_shown_only_where_its_author_chose_so(bureau: Bureau) -> None:
    put_out(bureau, answered(bureau, show_name=True))
    put_out(bureau, answered(bureau))
    assert sorted(report.name for report in shown(bureau)) == ["", PERSON["name"]]


def test_without_agreement_or_answer_nothing_is_published_until_the_time_to_answer_is_over(
    bureau: Bureau,
) -> None:
    with pytest.raises(MoveNotAllowed, match="did not agree"):
        put_out(bureau, answered(bureau, may_publish=False))
    silent = bureau.submit(invented_form(may_publish=True))
    with pytest.raises(MoveNotAllowed, match="no answer yet"):
        put_out(bureau, silent)
    bureau.clock.pass_by(days=14)
    put_out(bureau, silent)
    assert [(report.replies, report.police) for report in shown(bureau)] == [((), "")]


def test_only_an_editor_of_the_sector_may_act_and_another_sector_learns_nothing(bureau: Bureau) -> None:
    receipt = answered(bureau)
    reference, revision = receipt.reference, bureau.report(receipt.reference).revision
    acts = [
        lambda who: publish(bureau.publisher, who, reference, revision),
        lambda who: unpublish(bureau.publisher, who, reference, revision, "names"),
        lambda who: mark_private(bureau.publisher, who, reference, revision, "names"),
        lambda who: lift_private(bureau.publisher, who, reference, revision),
        lambda who: redact(bureau.publisher, who, reference, revision, "public", "lion", "names"),
        lambda who: mark_change(bureau.publisher, who, reference, revision, "made", "Moved."),
        lambda who: original_words(bureau.publisher, who, reference),
    ]
    for act in acts:
        for role in ("viewer", "responder"):
            with pytest.raises(NotAllowed):
                act(replace(EDITOR, role=role))
        with pytest.raises(ReportNotFound):
            act(ELSEWHERE)
    with pytest.raises(ReportNotFound):
        publishing_of(bureau.publisher, ELSEWHERE, reference)
    assert reference not in export_caseload(bureau.publisher, ELSEWHERE).decode()
    assert bureau.report(reference).revision == revision


def test_what_the_author_changes_or_takes_back_comes_down_at_once(bureau: Bureau) -> None:
    reworded, taken_back, disagreed = (answered(bureau) for _ in range(3))
    for receipt in (reworded, taken_back, disagreed):
        put_out(bureau, receipt)
    amend(bureau.reports, key_of(reworded), 3, Words(public="New words."), True)
    amend(bureau.reports, key_of(taken_back), 3, replace(bureau.report(taken_back.reference).words), False)
    assert [report.public_id for report in shown(bureau)] == [put_out(bureau, disagreed)]
    withdraw(bureau.reports, key_of(disagreed), bureau.report(disagreed.reference).revision)
    assert shown(bureau) == ()
    put_out(bureau, reworded)
    assert [report.text for report in shown(bureau)] == ["New words."]


def test_later_answer_waits_for_an_editor_and_the_authors_no_does_not(bureau: Bureau) -> None:
    receipt = answered(bureau)
    put_out(bureau, receipt)
    disagree(bureau.reports, key_of(receipt), 3)
    (report,) = shown(bureau)
    assert (report.police, report.author, report.is_disputed) == ("answered", "not_sorted", True)
    bureau.answer(receipt.reference, "Moved again, the invented lion was.")
    (report,) = shown(bureau)
    assert [reply.text for reply in report.replies] == ["The invented lion was moved."]
    assert report.author_before_answer
    put_out(bureau, receipt)
    assert len(shown(bureau)[0].replies) == 2


def test_redaction_keeps_the_original_for_editors_and_then_erases_it(bureau: Bureau) -> None:
    receipt = answered(bureau)
    put_out(bureau, receipt)
    redact(
        bureau.publisher, EDITOR, receipt.reference, 3, "public", "invented lion", "names", note="An animal."
    )
    assert shown(bureau) == ()
    redact(bureau.publisher, EDITOR, receipt.reference, 4, "2", "invented lion", "contact")
    put_out(bureau, receipt)
    (report,) = shown(bureau)
    assert (report.text, report.edited) == (GAPPED, "names")
    assert [(reply.text, reply.edited) for reply in report.replies] == [
        ("The [words taken out: a personal detail] was moved.", "contact")
    ]
    assert bureau.follow(receipt).words.public == GAPPED
    assert original_words(bureau.publisher, EDITOR, receipt.reference) == (PERSON["public"],)
    bureau.clock.pass_by(days=91)
    assert purge_public(bureau.publisher).originals == 2
    assert purge_public(bureau.publisher).originals == 0, "what is erased is not erased again"
    assert original_words(bureau.publisher, EDITOR, receipt.reference) == ()
    with reading(bureau.engine) as connection:
        kept = connection.execute(text("SELECT public_text FROM versions ORDER BY version")).scalars().all()
    assert [words is None for words in kept] == [True, False]
    assert shown(bureau)[0].text == GAPPED


def test_desk_reads_words_from_before_a_redaction_only_as_an_editor(bureau: Bureau) -> None:
    receipt = answered(bureau)
    redact(bureau.publisher, EDITOR, receipt.reference, 2, "public", "invented lion", "names")
    casework = Counter(bureau).casework
    for role, seen in (
        ("responder", [GAPPED]),
        ("editor", [PERSON["public"], GAPPED]),
    ):
        opened = read_report(casework, replace(EDITOR, role=role), receipt.reference)
        assert [words.public for words in opened.versions] == seen


def test_private_report_cannot_be_published_until_the_mark_is_lifted(bureau: Bureau) -> None:
    receipt = answered(bureau)
    put_out(bureau, receipt)
    mark_private(bureau.publisher, EDITOR, receipt.reference, 3, "victim")
    assert shown(bureau) == ()
    with pytest.raises(MoveNotAllowed, match="private"):
        put_out(bureau, receipt)
    lift_private(bureau.publisher, EDITOR, receipt.reference, 4)
    assert shown(bureau) == ()
    put_out(bureau, receipt)
    assert len(shown(bureau)) == 1


def test_what_looks_personal_is_published_only_by_an_editor_who_says_so(bureau: Bureau) -> None:
    receipt = answered(bureau, words=Words(public="Ring 01632 960 777 about the invented lion."))
    with pytest.raises(BadRequest, match="a phone number"):
        put_out(bureau, receipt)
    assert shown(bureau) == ()
    put_out(bureau, receipt, read_personal=True)
    assert len(shown(bureau)) == 1


def test_two_editors_at_once_one_is_told(bureau: Bureau) -> None:
    receipt = answered(bureau)
    put_out(bureau, receipt)
    with pytest.raises(StaleReport):
        unpublish(bureau.publisher, EDITOR, receipt.reference, 2, "names")
    assert len(shown(bureau)) == 1


def test_marks_are_public_once_read_and_go_with_the_report(bureau: Bureau) -> None:
    receipt = answered(bureau)
    mark_change(bureau.publisher, EDITOR, receipt.reference, 2, "made", "  The invented cage\nhas a lock. ")
    put_out(bureau, receipt)
    assert [(mark.mark, mark.text) for mark in shown(bureau)[0].marks] == [
        ("made", "The invented cage has a lock.")
    ]
    bureau.store.erase(receipt.reference, "operator", bureau.clock.at)
    assert shown(bureau) == ()
    with reading(bureau.engine) as connection:
        assert connection.execute(text("SELECT text FROM change_marks")).scalars().all() == [None]
        assert check_chain(connection, bureau.store.tables)[0] == 5


def test_caseload_has_no_person_and_no_live_formula_and_is_in_the_history(bureau: Bureau) -> None:
    for word in "=+-@\t":
        answered(bureau, words=Words(public=f"{word}1+1"))
    answered(bureau, sector_code=LOWER)
    sheet = export_caseload(bureau.publisher, EDITOR).decode("utf-8-sig")
    assert len(sheet.strip().split("\r\n")) == 6
    assert LOWER not in sheet
    assert [detail for detail in PERSON.values() if detail in sheet] == []
    for line in sheet.split("\r\n"):
        assert [
            cell for cell in line.split(",") if cell.strip('"').startswith(("=", "+", "-", "@", "\t"))
        ] == []
    with reading(bureau.engine) as connection:
        acts = connection.execute(text("SELECT act FROM history ORDER BY line_no")).scalars().all()
    assert acts[-1] == "export_caseload"


def test_request_to_take_down_has_a_clock_and_is_decided_once(bureau: Bureau) -> None:
    receipt = answered(bureau)
    public_id = put_out(bureau, receipt)
    asked = ask_takedown(bureau.publisher, public_id, "It names my invented aunt.", "", "somebody")
    assert (asked.due_at - asked.received_at).days == 2
    assert len(shown(bureau)) == 1
    assert open_takedowns(bureau.publisher, ELSEWHERE) == ()
    with pytest.raises(ReportNotFound):
        decide_takedown(bureau.publisher, ELSEWHERE, asked.takedown_id, "kept")
    ((waiting, reference),) = open_takedowns(bureau.publisher, EDITOR)
    assert (waiting.text, reference) == ("It names my invented aunt.", receipt.reference)
    with pytest.raises(BadRequest, match="still published"):
        decide_takedown(bureau.publisher, EDITOR, asked.takedown_id, "taken_down")
    decide_takedown(bureau.publisher, EDITOR, asked.takedown_id, "kept")
    with pytest.raises(ReportNotFound):
        decide_takedown(bureau.publisher, EDITOR, asked.takedown_id, "kept")
    (decided,) = bureau.publisher.public.takedowns(open_only=False)
    assert (decided.text, decided.decision) == ("", "kept")


@pytest.mark.parametrize(("letters", "contact"), [(2001, ""), (5, "a" * 255)])
def test_request_to_take_down_has_its_limits_to_the_letter(
    bureau: Bureau, letters: int, contact: str
) -> None:
    public_id = put_out(bureau, answered(bureau))
    with pytest.raises(BadRequest):
        ask_takedown(bureau.publisher, public_id, "x" * letters, contact, "somebody")
    ask_takedown(bureau.publisher, public_id, "x" * min(letters, 2000), contact[:254], "somebody")
    assert len(bureau.publisher.public.takedowns(open_only=True)) == 1
