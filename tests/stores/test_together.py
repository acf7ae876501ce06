"""Several answered at once, sharing, putting together, views and beginnings, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_desk import LOWER, UPPER, Counter
from test_casework import REPLY, now_kept, seen, sent

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import InboxQuery
from portal.errors import BadReply, BadRequest, NotAllowed, ReportNotFound
from portal.services.desk import casework as acts
from portal.services.desk.history import history
from portal.services.desk.inbox import inbox
from portal.services.desk.own_desk import (
    drop_template,
    drop_view,
    keep_template,
    keep_view,
    next_report,
    own_work,
    team_templates,
    views,
)
from portal.services.desk.replies import answer_several, respond
from portal.services.desk.together import end_share, merge, part, share
from portal.services.reports.follow import withdraw
from portal.services.reports.wiring import Key


@pytest.fixture
def bea(counter: Counter) -> Actor:
    return counter.add("editor", LOWER, email="bea@example.org", name="Bea Example")


def whats(counter: Counter, actor: Actor, reference: str) -> list[str]:
    return [line.what for line in history(counter.casework, actor, reference)]


def test_one_reply_goes_to_each_author_and_a_late_one_is_named(counter: Counter, ada: Actor) -> None:
    kept = [sent(counter) for _ in range(3)]
    shown = {report.reference: report.revision for _, report in kept}
    late = kept[1][0]
    withdraw(counter.bureau.reports, Key(late.reference, late.secret, "author"), shown[late.reference])
    done, left = answer_several(counter.casework, ada, shown, REPLY)
    assert done == [kept[0][0].reference, kept[2][0].reference]
    assert list(left) == [late.reference]
    for receipt in (kept[0][0], kept[2][0]):
        assert [answer.text for answer in counter.bureau.follow(receipt).responses] == [REPLY]
    assert counter.casework.cases.drafts(kept[1][1].report_id)[0].text == REPLY


def test_claim_in_one_reply_to_several_stops_all_of_them(counter: Counter, ada: Actor, bea: Actor) -> None:
    shown = {sent(counter)[1].reference: 1, sent(counter)[1].reference: 1}
    with pytest.raises(BadReply):
        answer_several(counter.casework, ada, shown, f"{REPLY} Crime is down.")
    with pytest.raises(ReportNotFound):
        answer_several(counter.casework, bea, shown, REPLY)
    with pytest.raises(BadRequest):
        answer_several(counter.casework, ada, {}, REPLY)
    assert {counter.bureau.report(reference).state for reference in shown} == {"received"}


def test_shared_report_is_read_and_noted_by_the_other_sector_and_answered_by_its_own(
    counter: Counter, ada: Actor, bea: Actor
) -> None:
    _, report = sent(counter)
    with pytest.raises(ReportNotFound):
        acts.read_report(counter.casework, bea, report.reference)
    report = share(counter.casework, ada, report.reference, report.revision, LOWER)
    assert acts.read_report(counter.casework, bea, report.reference).through == LOWER
    assert seen(counter, bea) == [report.reference]
    assert whats(counter, bea, report.reference)[0] == "Shared with Lower Nowhere"
    report = acts.note(counter.casework, bea, report.reference, report.revision, "We know that lion.")
    for act in (
        lambda: respond(counter.casework, bea, report.reference, report.revision, REPLY),
        lambda: acts.take_up(counter.casework, bea, report.reference, report.revision),
        lambda: share(counter.casework, bea, report.reference, report.revision, UPPER),
    ):
        with pytest.raises((NotAllowed, ReportNotFound)):
            act()
    with pytest.raises(BadRequest):
        share(counter.casework, ada, report.reference, report.revision, UPPER)
    end_share(counter.casework, ada, report.reference, report.revision, LOWER)
    with pytest.raises(ReportNotFound):
        acts.read_report(counter.casework, bea, report.reference)
    assert seen(counter, bea) == []


def test_put_together_each_is_answered_and_one_can_be_taken_out(counter: Counter, ada: Actor) -> None:
    kept = [sent(counter) for _ in range(3)]
    references = [report.reference for _, report in kept]
    merge(counter.casework, ada, dict.fromkeys(references[:2], 1))
    merge(counter.casework, ada, {references[1]: 2, references[2]: 1})
    opened = acts.read_report(counter.casework, ada, references[0])
    assert sorted(opened.group) == sorted(references[1:])
    # In the list each names the one group that they make.
    listed = {row.reference: row.group for row in inbox(counter.casework, ada, InboxQuery(None)).rows}
    assert len({listed[one] for one in references} - {""}) == 1
    assert whats(counter, ada, references[2])[0] == f"Put together with {references[1]}"
    now = {one: counter.bureau.report(one).revision for one in references}
    assert answer_several(counter.casework, ada, now, REPLY)[1] == {}
    assert [len(counter.bureau.follow(receipt).responses) for receipt, _ in kept] == [1, 1, 1]
    one = now_kept(counter, kept[0][0])
    part(counter.casework, ada, one.reference, one.revision)
    assert acts.read_report(counter.casework, ada, references[0]).group == ()
    assert acts.read_report(counter.casework, ada, references[1]).group == (references[2],)
    with pytest.raises(BadRequest):
        merge(counter.casework, ada, {references[0]: 9})


def test_views_are_ones_own_and_beginnings_the_teams_with_what_they_were_used_for(
    counter: Counter, ada: Actor, bea: Actor
) -> None:
    view = keep_view(counter.casework, ada, "Late thanks", {"kind": "thanks"})
    assert [(one.name, one.asked) for one in views(counter.casework, ada)] == [
        ("Late thanks", {"kind": "thanks"})
    ]
    assert views(counter.casework, bea) == ()
    drop_view(counter.casework, bea, view.view_id)
    assert len(views(counter.casework, ada)) == 1
    drop_view(counter.casework, ada, view.view_id)
    assert views(counter.casework, ada) == ()
    made = keep_template(counter.casework, ada, "Lions", REPLY)
    for kind in ("concern", "concern", "thanks"):
        _, report = sent(counter, kind=kind)
        respond(counter.casework, ada, report.reference, report.revision, REPLY, template=made.template_id)
    _, report = sent(counter)
    respond(counter.casework, ada, report.reference, report.revision, REPLY, template="of nobody")
    (kept,) = team_templates(counter.casework, bea)
    assert (kept.name, kept.text, kept.used) == ("Lions", REPLY, {"concern": 2, "thanks": 1})
    other = replace(bea, team="Another team", account_id="other")
    assert team_templates(counter.casework, other) == ()
    drop_template(counter.casework, other, made.template_id)
    assert len(team_templates(counter.casework, ada)) == 1
    drop_template(counter.casework, bea, made.template_id)
    assert team_templates(counter.casework, ada) == ()
    with pytest.raises(BadRequest):
        keep_view(counter.casework, ada, " ", {})


def test_own_work_is_counted_and_a_usual_time_needs_five_answers(counter: Counter, ada: Actor) -> None:
    kept = [sent(counter)[1] for _ in range(6)]
    counter.bureau.clock.pass_by(days=2)
    for report in kept[:4]:
        respond(counter.casework, ada, report.reference, report.revision, REPLY)
    acts.take_up(counter.casework, ada, kept[5].reference, 1)
    found = own_work(counter.casework, ada)
    assert (found.in_hand, found.late, found.answered, found.median_days) == (1, 0, 4, None)
    respond(counter.casework, ada, kept[4].reference, 1, REPLY)
    assert own_work(counter.casework, ada).median_days == pytest.approx(2.0)
    counter.bureau.clock.pass_by(days=13)
    assert own_work(counter.casework, ada).late == 1


def test_next_goes_down_the_line_that_was_drawn_and_not_back_to_what_was_passed_over(
    counter: Counter, ada: Actor
) -> None:
    references = []
    for _ in range(4):
        references.append(sent(counter)[1].reference)
        counter.bureau.clock.pass_by(minutes=1)
    asked = InboxQuery(None, order="due")

    def following(current: str) -> str:
        return next_report(counter.casework, ada, asked, references, current)

    assert following("") == references[0]
    assert following(references[1]) == references[2]
    respond(counter.casework, ada, references[2], 1, REPLY)
    assert following(references[1]) == references[3]
    assert following(references[3]) == references[0]
    for reference in (references[0], references[1], references[3]):
        respond(counter.casework, ada, reference, 1, REPLY)
    assert following(references[3]) == ""
