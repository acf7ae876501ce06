"""About says who runs and pays for the site, how order and room are decided, and answers "you are biased"."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal.tables.load import open_package
from portal.ui.about.words import OBJECTIONS


@pytest.fixture
def app(repo: Path) -> AppTest:
    opened = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    opened.run()
    opened.switch_page("ui/pages/about.py").run()
    assert not opened.exception
    return opened


def test_who_runs_it_who_pays_and_the_rules_are_said(app: AppTest) -> None:
    headings = [part.value for part in (*app.header, *app.subheader)]
    assert {"Who runs this", "Who pays", "Neutral by rule", "“You are biased”"} <= set(headings)
    shown = "\n".join(part.value for part in app.markdown)
    for rule in (
        "no advertising",
        "Oldest first",
        "same width",
        "second person reads each new row",
        "No ranks",
    ):
        assert rule in shown, rule


def test_every_objection_has_its_answer(app: AppTest) -> None:
    asked = [part.value for part in app.subheader if part.value.startswith("“")]
    assert asked == [f"“{objection}”" for objection, _ in OBJECTIONS]
    assert len(asked) >= 8


def test_counts_of_statements_are_those_of_the_table(app: AppTest, tables: Path) -> None:
    rows = open_package(tables).table("statements")
    sides, seen = Counter(rows.side), Counter(rows.seen)
    shown = "\n".join(part.value for part in app.markdown)
    assert (
        f"{len(rows)} in all: {sides['force']} by the police, {sides['inspectorate']} by the inspectorate"
        in " ".join(shown.split())
    )
    assert f"For {seen['newspaper']} of the {len(rows)} statements" in shown
    assert (
        f"{seen['first-hand']} were read in the words of the body concerned and {seen['copy']} in a copy"
        in " ".join(shown.split())
    )
    assert "{" not in shown
