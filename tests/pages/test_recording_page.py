"""The Recording page runs on the committed data, says what it must and never what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal.services.recording.method import judged_numbers
from portal.ui.recording.words import MEANINGS

NEVER = ("safest", "38th", "95%", "worst", "best force")


@pytest.fixture
def app(repo: Path) -> AppTest:
    opened = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    opened.run()
    opened.switch_page("ui/pages/recording.py").run()
    assert not opened.exception
    return opened


def words_on(app: AppTest) -> str:
    parts = [
        element.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info")
        for element in getattr(app, kind)
    ]
    return "\n".join(str(part) for part in [*parts, *(block.proto.body for block in app.get("html"))])


def test_range_comes_before_the_single_figure_with_date_and_owner(app: AppTest) -> None:
    shown = words_on(app)
    assert (
        "Inspectors estimate that between 13 and 19 of every 100 crimes reported to the force, fraud aside,"
        in shown
    )
    assert shown.index("between 13 and 19 of every 100") < shown.index("single figure is 16")
    assert "figure of HMICFRS" in shown
    assert "published 2 February 2023. Interval as published" in shown
    assert "Age of this rate" in shown


def test_sections_come_in_order(app: AppTest) -> None:
    assert [header.value for header in app.header] == [
        "Every inspection of the force",
        "From what happened to what this map shows",
        "Out of 100 reports",
        "43 forces at their first audit",
        "How an estimate is made, in plain words",
        "What this cannot say",
        "Where this comes from",
    ]


def test_good_findings_and_gaps_are_said(app: AppTest) -> None:
    shown = words_on(app)
    assert "30 July 2025: Returned to routine monitoring" in shown
    assert "all crime has a gap and no point" in shown
    assert shown.count("Locked: no evidence for this force") == 2
    assert "this is not a league table" in shown


def test_method_shows_the_published_totals_and_every_judged_number(app: AppTest) -> None:
    shown = words_on(app)
    assert "**17,400**" in shown
    assert "**18,900**" in shown
    assert {name.split(":")[0] for name, _ in judged_numbers()} == set(MEANINGS)


def test_nothing_forbidden_is_said(app: AppTest) -> None:
    shown = words_on(app).lower()
    assert [word for word in NEVER if word in shown] == []
    assert shown.count("league table") == shown.count("not a league table")


def test_button_steps_through_outcomes_and_a_new_choice_starts_again(app: AppTest) -> None:
    assert "between 13 and 19 were not recorded" in words_on(app)
    app.button[0].click().run()
    assert "Possible outcome 1 of 15: of 100 crimes reported, 16 were not recorded and 84 were" in words_on(
        app
    )
    app.button[0].click().run()
    assert "Possible outcome 2 of 15" in words_on(app)
    app.selectbox(key="recording_check").select(2).run()
    assert not app.exception
    assert "Of 100 violent crimes reported, between 4 and 10 were not recorded" in words_on(app)
