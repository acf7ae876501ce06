"""About says who runs and pays for the site, how order and room are decided, and answers "you are biased"."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from streamlit.testing.v1 import AppTest

from portal.domain.record.understanding import QUESTIONS
from portal.store.crypto import Cipher
from portal.store.engine import open_engine
from portal.store.followers import SqlUnderstanding
from portal.store.reports import SqlReports
from portal.tables.load import open_package
from portal.ui.about.words import OBJECTIONS, SHORT_WORDS
from portal.ui.about.words import QUESTIONS as QUESTIONS_IN_SHORT


@pytest.fixture
def app(repo: Path) -> AppTest:
    opened = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    opened.run()
    opened.switch_page("ui/pages/about.py").run()
    assert not opened.exception
    return opened


def test_who_runs_it_who_pays_and_the_rules_are_said(app: AppTest) -> None:
    folds = [fold.label for fold in app.expander]
    assert {"What this is, and who pays", "Neutral by rule", "“You are biased”", "Privacy"} <= set(folds)
    shown = "\n".join(part.value for part in app.markdown)
    for rule in (
        "no advertising",
        "newest first",
        "same width",
        "leaves out the may",
        "No ranks",
    ):
        assert rule in shown, rule


def test_six_questions_have_short_answers_and_who_runs_it_stands_open(app: AppTest) -> None:
    first = app.expander[: len(QUESTIONS_IN_SHORT)]
    assert [fold.label for fold in first] == [question for question, _ in QUESTIONS_IN_SHORT]
    assert [fold.proto.expanded for fold in first] == [True, False, False, False, False, False]
    for fold in first:
        assert len(fold.markdown[0].value.split()) <= SHORT_WORDS, fold.label
    assert "Nobody pays for what it shows" in first[0].markdown[0].value


def test_a_reader_sees_the_answers_and_only_first_ones_are_counted(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = SqlReports(
        open_engine(f"sqlite:///{tmp_path / 'about.db'}"), Cipher((Fernet.generate_key().decode(),))
    )
    totals = SqlUnderstanding(store)
    monkeypatch.setattr("portal.bootstrap.understanding", lambda: totals)
    boxes = {box.label: box for box in app.radio}
    assert len([q for q in QUESTIONS if q.asks in boxes]) == 7
    first, second = QUESTIONS[:2]
    boxes[first.asks].set_value(first.right)
    boxes[second.asks].set_value(second.right + 1)
    press(app)
    told = "\n".join(part.value for part in app.info)
    assert f"**Yes.** {first.answer} [{first.where}]({first.page})." in told
    assert f"**No: “{second.choices[second.right]}”.** {second.answer}" in told
    assert totals.tally() == {first.question_id: (1, 0), second.question_id: (0, 1)}
    next(box for box in app.radio if box.label == second.asks).set_value(second.right)
    press(app)
    assert "**No: " not in "\n".join(part.value for part in app.info)
    assert totals.tally() == {first.question_id: (1, 0), second.question_id: (0, 1)}


def press(app: AppTest) -> None:
    next(button for button in app.button if button.label == "Check my answers").click()
    app.run()
    assert not app.exception


def test_every_objection_has_its_answer(app: AppTest) -> None:
    asked = [part.value for part in app.subheader if part.value.startswith("“")]
    assert asked == [f"“{objection}”" for objection, _ in OBJECTIONS]
    assert len(asked) >= 8


def test_counts_of_statements_are_those_of_the_table(app: AppTest, tables: Path) -> None:
    rows = open_package(tables).table("statements")
    sides, seen = Counter(rows.side), Counter(rows.seen)
    shown = "\n".join(part.value for part in app.markdown)
    assert (
        f"{len(rows)} in all: {sides['force']} by the police of this force, {sides['national police']} by the police "
        f"nationally, {sides['inspectorate']} by the inspectorate, {sides['commissioner']} by the commissioner, "
        f"{sides['victims']} for victims, {sides['other']} by others. {sum(rows.quote != '')} of them hold words"
        in " ".join(shown.split())
    )
    quoted = sum((rows.side == "force") & (rows.quote != ""))
    assert f"{sides['force']} of the {len(rows)} statements here are by this force, {quoted} of them" in shown
    assert sum(sides.values()) == len(rows)
    assert "second person" not in shown
    assert f"For {seen['newspaper']} of the {len(rows)} statements" in shown
    assert (
        f"{seen['first-hand']} were read in the words of the body concerned and {seen['copy']} in a copy"
        in " ".join(shown.split())
    )
    assert "{" not in shown
