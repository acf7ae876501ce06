"""Tell the police and Follow a report without a browser: what each block holds, and when each act is offered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_reports import SECTORS
from streamlit.testing.v1 import AppTest

from portal.domain.publishing.publication import REASONS
from portal.domain.reports.report import RETENTION, Contact, HistoryLine, Receipt, Report, Response, Words
from portal.services.reports.draft import Draft
from portal.services.writing.follow_views import report_view
from portal.services.writing.form import form_block
from portal.services.writing.views import receipt

SENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPORT = Report(
    "id", "7G2M-4KQ9", "concern", "E07999001", "received", SENT, SENT, SENT + timedelta(days=14), SENT + timedelta(days=28),
    words=Words("An invented lion.", "At number 7.", "Move it."), contact=Contact("Ada Example", "ada@example.org"),
    history=(HistoryLine("submit", "author", SENT, "", "received"), HistoryLine("note", "inspector", SENT, "received", "received")),
)  # fmt: skip


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def block(app: AppTest, page: str) -> dict[str, Any]:
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    (part,) = [part for part in app.get("bidi_component") if "heading" in part.proto.json]
    return json.loads(part.proto.json)


def told(view: dict[str, Any]) -> str:
    return json.dumps(view["parts"], ensure_ascii=False)


def offered(view: dict[str, Any]) -> list[str]:
    presses = [part["action"] for part in view["parts"] if part["type"] == "press"]
    return presses + [action["id"] for action in view["actions"]]


def followed(days: float, mail_on: bool = True, **other: Any) -> dict[str, Any]:
    return report_view(replace(REPORT, **other), SECTORS, SENT + timedelta(days=days), mail_on, False, [])


def test_first_block_asks_before_anything_can_be_typed(app: AppTest) -> None:
    view = block(app, "ui/pages/tell.py")
    assert [part["type"] for part in view["parts"]] == ["choice"]
    assert view["parts"][0]["options"][0]["value"] == "danger"
    assert view["draft"] is None


def test_area_in_the_address_chooses_the_sector_and_an_unknown_one_nothing(app: AppTest) -> None:
    from portal.ui import state

    for area, sector in (("town:tiverton", "E07000042"), ("<script>", "")):
        app.query_params["area"] = area
        block(app, "ui/pages/tell.py")
        assert app.session_state[state.TELL].sector == sector
        del app.session_state[state.TELL]


def test_way_in_asks_for_reference_and_code_and_nothing_else(app: AppTest) -> None:
    view = block(app, "ui/pages/follow.py")
    assert [part["name"] for part in view["parts"] if "name" in part] == ["reference", "code"]
    assert "values" in view
    assert "code" not in view["values"]


@pytest.mark.parametrize(("days", "asked"), [(27.9, False), (28, True)])
def test_four_week_question_comes_after_four_weeks(days: float, asked: bool) -> None:
    assert ("sorted" in offered(followed(days))) is asked


def test_answer_is_shown_and_a_missing_one_is_said_with_its_date() -> None:
    assert "One was asked for by 15 March 2026." in told(followed(1))
    assert "and that day has passed" in told(followed(15))
    answer = Response(
        "We have spoken to the lion.", SENT + timedelta(days=2), "Sector inspector, Upper Nowhere"
    )
    view = followed(3, state="answered", responses=(answer,))
    said = [part for part in view["parts"] if part["type"] == "said"]
    assert [(part["by"], part["text"]) for part in said] == [
        ("Sector inspector, Upper Nowhere, 3 March 2026", "We have spoken to the lion.")
    ]
    assert "No answer yet" not in told(view)


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("received", ["amend", "withdraw"]),
        ("answered", ["amend", "disagree", "withdraw"]),
        ("closed", ["disagree", "withdraw"]),
        ("disputed", ["amend", "withdraw"]),
        ("withdrawn", []),
    ],
)
def test_only_what_can_be_done_is_offered(state: str, acts: list[str]) -> None:
    assert offered(followed(1, state=state)) == ["again", *acts, "shut"]


def test_author_is_not_shown_what_the_desk_does_among_itself() -> None:
    (happened,) = [part["items"] for part in followed(1)["parts"] if part["type"] == "lines"]
    assert happened == ["1 March 2026: You sent it."]
    (happened,) = [part["items"] for part in followed(1, entered_by="a1")["parts"] if part["type"] == "lines"]
    assert happened == ["1 March 2026: Somebody at the desk wrote it down for you."]


@pytest.mark.parametrize(
    ("mail_on", "confirmed", "asked"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_code_from_the_mail_is_asked_for_only_when_one_was_sent(
    mail_on: bool, confirmed: bool, asked: bool
) -> None:
    assert ("email_code" in told(followed(1, mail_on, email_confirmed=confirmed))) is asked


def test_correction_has_one_text_and_is_never_published() -> None:
    draft = Draft("t" * 40, "correction", step="check", police_only="A number is wrong.")
    shown = told(form_block(draft, SECTORS, ()))
    assert "published" not in shown
    assert "What stands on this site" in shown
    words = form_block(replace(draft, step="words"), SECTORS, ())
    assert [part["name"] for part in words["parts"] if "name" in part] == ["police_only"]


def test_check_page_warns_of_personal_details_only_in_words_that_will_be_published() -> None:
    draft = Draft("t" * 40, "concern", step="check", sector="E07999001", public="Ring 01632 960 001")
    assert "redact" not in offered(form_block(replace(draft, may_publish="no"), SECTORS, ()))
    assert "redact" in offered(form_block(replace(draft, may_publish="yes"), SECTORS, ()))


def test_about_says_what_is_kept_who_sees_it_how_long_and_every_rule(app: AppTest) -> None:
    app.run()
    app.switch_page("ui/pages/about.py").run()
    assert not app.exception
    said = "\n".join(str(element.value) for element in app.markdown)
    for heading in ("What is kept.", "Who sees it.", "How long.", "How to change or remove it."):
        assert f"**{heading}**" in said
    for time in RETENTION.values():
        assert f"{time.days} days" in said
    assert [reason for reason in REASONS.values() if reason not in said] == []


def test_area_page_leads_to_the_form_with_its_sector_set(app: AppTest) -> None:
    app.query_params["area"] = "town:tiverton"
    app.run()
    assert 'href="/tell?area=E07000042"' in "\n".join(part.proto.body for part in app.get("html"))


def test_last_check_says_in_words_what_looks_personal_and_why() -> None:
    draft = Draft(
        "t" * 32,
        "concern",
        "check",
        sector="E07999001",
        public="Ring 01632 960 001, ask for Mr Invented.",
        may_publish="yes",
    )
    view = form_block(draft, SECTORS, ())
    (said,) = [part["items"] for part in view["parts"] if part["type"] == "lines"]
    assert said == [
        "“01632 960 001” looks like a phone number. Anybody who reads it could ring it.",
        "“Mr Invented” looks like somebody’s name. Readers will know who is meant, and that person cannot answer here.",
    ]
    assert "This may point to a person: twice in the words that may be published." in told(view)


def test_answer_that_was_left_empty_says_nothing_given() -> None:
    draft = Draft(
        "t" * 32, "concern", "check", sector="E07999001", public="An invented lion.", may_publish="no"
    )
    for view in (form_block(draft, SECTORS, ()), followed(1, words=Words("An invented lion."))):
        rows = [row for part in view["parts"] if part["type"] == "answers" for row in part["rows"]]
        assert {row["none"] for row in rows} == {"Nothing given"}


def test_follow_says_that_nobody_reads_until_somebody_does() -> None:
    unread = report_view(REPORT, SECTORS, SENT + timedelta(days=1), True, False, [], nobody_yet=True)
    assert "Nobody who reads for this sector has an account here yet." in told(unread)
    assert "Nobody who reads" not in told(followed(1))
    answer = Response("We have spoken to the lion.", SENT + timedelta(days=2), "Sector inspector")
    answered = replace(REPORT, responses=(answer,))
    assert "Nobody who reads" not in told(
        report_view(answered, SECTORS, SENT, True, False, [], nobody_yet=True)
    )


def test_receipt_does_not_say_that_somebody_has_what_nobody_reads() -> None:
    given = Receipt(
        "7G2M-4KQ9",
        "x" * 16,
        "E07999001",
        "the sector inspector for Upper Nowhere",
        SENT,
        SENT,
        SENT,
        False,
        False,
    )
    assert "Nobody yet. It waits for the sector inspector for Upper Nowhere." in told(
        receipt(given, "", True)
    )
    assert "Nobody yet" not in told(receipt(given, "", False))
    assert "The sector inspector for Upper Nowhere" in told(receipt(given, "", False))


def test_box_says_who_reads_what_it_can_do_and_what_it_cannot_at_every_step(app: AppTest) -> None:
    from portal.services.reports.draft import open_draft
    from portal.ui import state

    def box() -> str:
        app.run()
        assert not app.exception
        (said,) = [part.proto.body for part in app.get("html") if 'class="before"' in part.proto.body]
        return said

    app.query_params["area"] = "E07000042"
    app.run()
    app.switch_page("ui/pages/tell.py")
    said = box()
    for line in (
        "Before you write: Mid Devon",
        "until an officer for Mid Devon signs up",
        "No answer here in twelve months",
        "What it can do",
        "What it cannot",
    ):
        assert line in said
    for step in ("where", "words", "wanted", "contact", "seen", "check"):
        app.session_state[state.TELL].draft = replace(open_draft("concern", "E07000042"), step=step)
        assert "Before you write: Mid Devon" in box()
        app.session_state[state.TELL].draft = replace(open_draft("correction", "E07000042"), step=step)
        said = box()
        assert "The people who run this site, not the police." in said
        assert "Reach the police. To write to them" in said
        assert "Mid Devon" not in said


def test_each_district_is_told_its_council_by_name_its_review_and_where_to_look(app: AppTest) -> None:
    from portal.domain.reports.triage import ANSWERS
    from portal.services.writing.routes import signpost_of
    from portal.ui.cache import library, sectors

    app.run()
    (council,) = [answer for answer in ANSWERS if answer.answer_id == "council"]
    for code, name in sectors().items():
        view = signpost_of(library(), council, code)
        assert f"The council here is that of {name}." in told(view)
        listed = [one for part in view["parts"] if part["type"] == "contacts" for one in part["items"]]
        assert listed
        assert [one for one in listed if not one["source_url"]] == []
        assert "community-trigger-asb-case-review" in told(view)
    assert "Nothing confirmed to print" in told(signpost_of(library(), council, "E07000043"))
    assert "Nothing confirmed to print" not in told(signpost_of(library(), council, "E06000026"))
    values = [
        row["value"] for row in library().data.table("contacts").fillna("").to_dict("records")
        if row["printable"] == "no" and row["value"]
    ]  # fmt: skip
    assert values
    for answer in [one for one in ANSWERS if one.sentences]:
        for code in ("", *sectors()):
            assert not [value for value in values if value in told(signpost_of(library(), answer, code))]


def test_online_report_that_no_source_gives_says_where_to_look(app: AppTest) -> None:
    from portal.domain.reports.triage import ANSWERS
    from portal.services.writing.routes import signpost_of
    from portal.ui.cache import library

    app.run()
    (crime,) = [answer for answer in ANSWERS if answer.answer_id == "crime"]
    said = told(signpost_of(library(), crime, ""))
    assert "Reporting online: we have read no page of" in said
    assert "Look on its own website" in said


def test_late_answer_says_whom_to_tell_and_one_in_time_does_not(app: AppTest) -> None:
    from portal.services.writing.follow_views import is_late
    from portal.services.writing.routes import nobody_answers
    from portal.ui.cache import library

    app.run()
    late = SENT + timedelta(days=15)
    assert is_late(REPORT, late)
    assert not is_late(REPORT, SENT + timedelta(days=13))
    assert not is_late(replace(REPORT, kind="correction"), late)
    assert not is_late(replace(REPORT, state="withdrawn"), late)
    answer = Response("We have spoken to the lion.", SENT, "Sector inspector")
    assert not is_late(replace(REPORT, responses=(answer,)), late)
    shown = report_view(REPORT, SECTORS, late, True, False, [], ways=nobody_answers(library()))
    assert "Nobody named here can make them answer" in told(shown)
    assert "democratic.support@plymouth.gov.uk" in told(shown)
