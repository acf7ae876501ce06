"""The Recording page runs on the committed data, says what it must and never what it must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal import bootstrap
from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.services.counted.question import Question
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


def test_range_comes_before_the_single_figure_with_owner_age_and_the_national_rate(app: AppTest) -> None:
    shown = words_on(app)
    assert shown.index("Between 13 and 19 in every 100 were not.") < shown.index("single figure is 16 in 100")
    assert "The inspectorate, for the whole force · 2021/22" in shown
    assert re.search(r"The year we match it to ended \d+ years( \d+ months?)? ago\.", shown)
    assert (
        "Across England and Wales inspectors put it at 94.8 in 100 recorded, in the year to March 2025 (80.5 in 2014). "
        "No range is given in any text read, and no figure for this force." in shown
    )
    assert "The inspectorate&#39;s figure: 18,900, 16 in 100" in shown or "figure: 18,900, 16 in 100" in shown
    assert "quote?of=inspection&amp;id=A21" in shown


def test_sections_come_in_order(app: AppTest) -> None:
    assert [header.value for header in app.header] == [
        "From what happened to this site",
        "What each inspection found",
        "Sector by sector",
    ]
    folds = [fold.label for fold in app.expander]
    for name in (
        "Every sector, as columns", "How the estimate is made, in plain words", "The method in full",
        "What this cannot say", "Every inspection by date, where each was read, and its age",
        "One possible outcome at a time", "Other forces at their first inspection", "Where this comes from",
    ):  # fmt: skip
        assert name in folds


def test_what_came_after_the_last_rate_has_the_reply_beside_it(app: AppTest) -> None:
    shown = words_on(app)
    since = shown[shown.index("Since the last rate") :]
    assert since.index("July 2024") < since.index("misled") < since.index("July 2025")
    assert since.count("The force:") == 2


def test_good_findings_and_gaps_are_said(app: AppTest) -> None:
    shown = words_on(app)
    assert "Ends special monitoring" in shown
    assert "all crime has a gap and no point" in shown
    assert "Many crimes never are." in shown
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


def step(app: AppTest) -> None:
    next(button for button in app.button if button.label == "Show another possible outcome").click().run()


def test_button_steps_through_outcomes_and_a_new_choice_starts_again(app: AppTest) -> None:
    assert "between 13 and 19 were not recorded" in words_on(app)
    step(app)
    assert "Possible outcome 1 of 15: of 100 crimes reported, 16 were not recorded and 84 were" in words_on(
        app
    )
    step(app)
    assert "Possible outcome 2 of 15" in words_on(app)
    app.selectbox(key="recording_check").select(2).run()
    assert not app.exception
    assert "Of 100 violent crimes reported, between 4 and 10 were not recorded" in words_on(app)


def test_estimate_for_the_whole_force_is_rounded_as_on_every_other_page(app: AppTest) -> None:
    app.run()
    said = re.search(
        r"([\d,]+) to ([\d,]+) more by our estimate", "\n".join(str(one.value) for one in app.caption)
    )
    assert said
    library = bootstrap.library()
    asked = Question(library.force.code, Period("2021-03", "2022-02"), measure="unrecorded")
    elsewhere = figure(library, asked.area, asked.period, asked.crime, asked.measure).sentence
    assert f"{said[1]} to {said[2]} more crimes" in elsewhere
