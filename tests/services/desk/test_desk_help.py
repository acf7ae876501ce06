"""What stands beside a report at the desk, and that a preview is what its author gets, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from invented_desk import MID_DEVON, TORBAY, Counter
from invented_reports import Bureau, invented_form, key_of

from portal.domain.desk.reply_checks import find_faults
from portal.domain.reports.report import Words
from portal.errors import ReportNotFound
from portal.services.desk.context import context
from portal.services.desk.replies import respond
from portal.services.desk.reply_help import preview, templates
from portal.services.library.library import Library
from portal.services.mail.messages import write_message
from portal.services.reports.follow import confirm_email, follow

REPLY = "Thank you for writing. You say there is a lion. We will look on Monday; ring 101 to reach us."
PUBLIC_URL = "https://portal.example.org"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    bureau = Bureau(f"sqlite:///{tmp_path}/desk.db", (Fernet.generate_key().decode(),))
    bureau.reports = replace(bureau.reports, sectors={MID_DEVON: "Mid Devon", TORBAY: "Torbay"})
    yield Counter(bureau)
    bureau.engine.dispose()


def test_figure_stands_with_its_period_and_what_the_record_lacks_and_the_model_apart(
    counter: Counter, library: Library
) -> None:
    actor = counter.add("editor", MID_DEVON)
    older = counter.bureau.submit(invented_form(sector_code=MID_DEVON))
    receipt = counter.bureau.submit(invented_form(sector_code=MID_DEVON))
    found = context(counter.casework, library, actor, receipt.reference)
    assert "4,275 crimes in Mid Devon from January to December 2025" in found.figure.sentence
    assert found.unrecorded
    assert found.unrecorded.range95
    assert found.unrecorded.basis.kind == "audited"
    assert found.health[0].startswith("The newest month held is ")
    assert "a month that is not held is in no figure" in found.health[1]
    assert [row.reference for row in found.earlier] == [older.reference]
    assert found.threads
    with pytest.raises(ReportNotFound):
        context(
            counter.casework, library, counter.add("editor", TORBAY, email="b@example.org"), receipt.reference
        )


def test_claim_cards_stand_beside_who_asks_about_them(counter: Counter, library: Library) -> None:
    actor = counter.add("editor", MID_DEVON)
    asked = counter.bureau.submit(
        invented_form(sector_code=MID_DEVON, words=Words("The paper said one in five crimes go unrecorded."))
    )
    found = context(counter.casework, library, actor, asked.reference)
    assert "one-in-five" in [claim.claim_id for claim in found.claims]
    lion = counter.bureau.submit(invented_form(sector_code=MID_DEVON))
    assert context(counter.casework, library, actor, lion.reference).claims == ()


def test_beginnings_fit_the_report_and_their_figure_may_go_out(counter: Counter, library: Library) -> None:
    actor = counter.add("editor", MID_DEVON)
    receipt = counter.bureau.submit(invented_form(sector_code=MID_DEVON, kind="recorded"))
    shown = context(counter.casework, library, actor, receipt.reference).figure
    offered = {one.name: one.text for one in templates(counter.casework, actor, receipt.reference, shown)}
    assert "Was it recorded?" in offered
    assert "Thanks passed on" not in offered
    assert "Still not sorted: what happens next" not in offered
    filled = offered["With the local figure"].replace("[What you will do, who will do it and by when.]", "")
    assert "4,275 crimes in Mid Devon" in filled
    assert find_faults(filled) == ()


def test_preview_is_what_the_author_gets(counter: Counter) -> None:
    actor = counter.add("editor", MID_DEVON, name="Ada Example")
    receipt = counter.bureau.submit(invented_form(sector_code=MID_DEVON))
    given = (
        counter.casework,
        actor,
        receipt.reference,
        f"  {REPLY}\r\n\u202e",
        actor.signatures[1],
        PUBLIC_URL,
    )
    assert "not confirmed their e-mail address" in preview(*given).no_mail
    outbox, clock = counter.bureau.outbox, counter.bureau.clock
    mail = outbox.claim(clock(), clock())
    assert mail
    report = confirm_email(counter.bureau.reports, key_of(receipt), mail.code)
    for _ in range(2):
        waiting = outbox.claim(clock(), clock())
        if waiting:
            outbox.mark_sent(waiting, clock())
    shown = preview(*given)
    assert shown.no_mail == ""
    respond(counter.casework, actor, receipt.reference, report.revision, given[3], given[4])
    answer = follow(counter.bureau.reports, key_of(receipt)).responses[0]
    assert (answer.text, answer.signed) == (shown.text, shown.signed) == (REPLY, actor.signatures[1])
    clock.pass_by(minutes=31)
    sent = outbox.claim(clock(), clock() + timedelta(minutes=5))
    assert sent
    message = write_message(sent, "portal@example.org", PUBLIC_URL, clock())
    assert message["Subject"] == shown.subject
    assert message.get_content().strip() == shown.body.strip()
    assert "lion" not in message.get_content()
