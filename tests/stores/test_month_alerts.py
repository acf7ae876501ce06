"""Whoever follows an area's months is told once when more are held, leaves with one press, and stands in no log."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from email import message_from_string, policy
from pathlib import Path

import pytest
from invented_reports import Bureau
from letterbox import send
from sqlalchemy import text
from streamlit.testing.v1 import AppTest
from test_followers import token_in
from test_publishing import UPPER, answered, put_out

from portal import bootstrap
from portal.errors import BadReport, BadRequest, ReportNotFound
from portal.services.library.library import Library, open_library
from portal.services.mail.alerts import CONFIRM_PATH, LEAVE_PATH
from portal.services.publishing.followers import (
    ask_for_months,
    ask_to_follow,
    confirm_following,
    leave,
    leaving,
    tell_of_months,
)
from portal.services.publishing.keeping import export_everything
from portal.store.engine import reading

ADDRESS, PLACE = "ada@example.org", "town:budleigh-salterton"


@pytest.fixture(scope="module")
def library() -> Library:
    root = Path(__file__).parents[2]
    return open_library(root / "data", root / "geodata")


@pytest.fixture
def held(library: Library) -> list[str]:
    return list(library.record.supplied_months)


def follow_months(bureau: Bureau, library: Library, box, post, area: str = PLACE) -> None:
    ask_for_months(bureau.publisher, library, area, ADDRESS, ADDRESS)
    send(bureau, post)
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))


def alerts(box) -> list:
    letters = [message_from_string(letter, policy=policy.default) for letter in box.letters]
    return [letter for letter in letters if letter["Subject"] == "New months of recorded crime are in"]


def test_follower_is_told_once_of_a_new_month_and_not_of_those_held_when_it_asked(
    bureau: Bureau, library: Library, held: list[str], letterbox
) -> None:
    box, start, post = letterbox
    start()
    follow_months(bureau, library, box, post)
    assert tell_of_months(bureau.publisher, held) == 0
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 1
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 0
    send(bureau, post)
    bureau.outbox.forget_ended(bureau.clock.at)
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 0
    send(bureau, post)
    (alert,) = alerts(box)
    assert alert["To"] == ADDRESS
    assert "The newest month held is now January 2026." in alert.get_content()
    assert f"https://portal.example.org/area/{PLACE}" in alert.get_content()
    # A month that came late is new too, whatever the newest is.
    assert tell_of_months(bureau.publisher, sorted([*held, "2026-01", "2015-01"])) == 1
    # Tables that were put back hold fewer, and nobody is told of that.
    assert tell_of_months(bureau.publisher, held) == 0


def test_nobody_is_told_before_confirming(
    bureau: Bureau, library: Library, held: list[str], letterbox
) -> None:
    box, start, post = letterbox
    start()
    ask_for_months(bureau.publisher, library, PLACE, ADDRESS, ADDRESS)
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 0
    send(bureau, post)
    assert alerts(box) == []
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 1


def test_alert_ends_with_one_press_and_what_waits_is_not_sent(
    bureau: Bureau, library: Library, held: list[str], letterbox
) -> None:
    box, start, post = letterbox
    start()
    follow_months(bureau, library, box, post)
    tell_of_months(bureau.publisher, [*held, "2026-01"])
    send(bureau, post)
    (alert,) = alerts(box)
    assert alert["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert alert["List-Id"] == "New months <months.example.org>"
    address = alert["List-Unsubscribe"].strip("<>")
    assert address.startswith(f"https://portal.example.org{LEAVE_PATH}/")
    assert ADDRESS not in address
    assert PLACE not in address
    token = address.rsplit("/", 1)[1]
    tell_of_months(bureau.publisher, [*held, "2026-01", "2026-02"])
    leave(bureau.publisher, token)
    assert bureau.outbox.waiting() == 0
    assert tell_of_months(bureau.publisher, [*held, "2026-01", "2026-02", "2026-03"]) == 0
    with pytest.raises(ReportNotFound):
        leaving(bureau.publisher, token)


def test_months_and_published_reports_of_one_place_are_followed_apart(
    bureau: Bureau, library: Library, held: list[str], letterbox
) -> None:
    box, start, post = letterbox
    start()
    ask_to_follow(bureau.publisher, UPPER, ADDRESS, ADDRESS)
    send(bureau, post)
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))
    follow_months(bureau, library, box, post, "E07000042")
    assert bureau.publisher.followers.followers_of("E07000042") == ()
    assert tell_of_months(bureau.publisher, [*held, "2026-01"]) == 1
    put_out(bureau, answered(bureau))
    send(bureau, post)
    assert len(alerts(box)) == 1
    assert len([letter for letter in box.letters if "answer were published" in letter]) == 1
    followed = [row for row in export_everything(bureau.publisher, email=ADDRESS) if "follows" in row]
    assert {(row["follows"], row["for"]) for row in followed} == {(UPPER, "said"), ("E07000042", "months")}


def test_address_is_kept_unreadable_and_place_and_address_stand_in_no_log(
    bureau: Bureau, library: Library, held: list[str], letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    box, start, post = letterbox
    start()
    follow_months(bureau, library, box, post)
    tell_of_months(bureau.publisher, [*held, "2026-01"])
    with reading(bureau.engine) as connection:
        kept = str(connection.execute(text("SELECT * FROM followers")).all())
        kept += str(connection.execute(text("SELECT * FROM outbox")).all())
    assert ADDRESS not in kept
    send(bureau, post)
    assert len(alerts(box)) == 1
    ours = "".join(line.getMessage() for line in caplog.records if line.name.startswith("portal"))
    assert ADDRESS not in ours
    assert PLACE not in ours


def test_wrong_area_or_address_keeps_nothing(bureau: Bureau, library: Library) -> None:
    with pytest.raises(BadRequest):
        ask_for_months(bureau.publisher, library, "nowhere", ADDRESS, "a")
    with pytest.raises(BadReport):
        ask_for_months(bureau.publisher, library, PLACE, "ada", "a")
    assert bureau.outbox.waiting() == 0


def test_round_of_the_outbox_tells_of_the_months_in_the_tables_and_the_next_round_does_not(
    bureau: Bureau, library: Library, letterbox
) -> None:
    box, start, post = letterbox
    server = start()
    follow_months(bureau, library, box, post)
    with bureau.engine.begin() as connection:
        # As if a month had come in since it asked.
        connection.execute(text("UPDATE followers SET told_months = told_months - 1"))
    environment = {
        **os.environ, "PORTAL_DATABASE_URL": bureau.address, "PORTAL_SECRET_KEYS": ",".join(bureau.keys),
        "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{server.port}", "PORTAL_MAIL_FROM": "On the Record <portal@example.org>",
        "PORTAL_PUBLIC_URL": "https://portal.example.org",
    }  # fmt: skip
    for sent in (1, 0):
        command = [sys.executable, "-m", "portal.cli", "send-outbox", "--once"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.startswith(f"{sent} sent")
        assert ADDRESS not in done.stdout + done.stderr
        assert PLACE not in done.stdout + done.stderr
    assert len(alerts(box)) == 1


def test_form_on_the_page_of_a_place_leads_to_a_message_that_asks_to_confirm(
    bureau: Bureau, library: Library, letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, start, post = letterbox
    start()
    monkeypatch.setattr(bootstrap, "public_desk", lambda: bureau.publisher)

    def block() -> None:
        from portal.ui.area.following import show_following
        from portal.ui.cache import library

        show_following(library().areas["town:budleigh-salterton"])

    page = AppTest.from_function(block, default_timeout=60).run()
    assert "/feeds/months/town:budleigh-salterton.atom" in page.markdown[0].value
    page.text_input[0].set_value("ada")
    page.button[0].click().run()
    assert page.error
    page.text_input[0].set_value(ADDRESS)
    page.button[0].click().run()
    assert not page.exception
    assert "Open the link in it within 7 days" in page.success[0].value
    assert send(bureau, post).sent == 1
    confirm_following(bureau.publisher, token_in(box.letters[-1], CONFIRM_PATH))
