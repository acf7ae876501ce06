"""The questions before any typing lead to the right place, and only confirmed contacts are printed."""

from __future__ import annotations

import csv
from pathlib import Path

from portal.domain.reports.report import KINDS
from portal.domain.reports.triage import ANSWERS, FORM, NO_CRIME_NUMBER, STOP, may_write
from portal.services.library.library import Library
from portal.services.reports.contacts import contacts_for


def test_danger_comes_first_and_never_reaches_the_form(library: Library) -> None:
    assert ANSWERS[0].leads_to == STOP
    assert not may_write(ANSWERS[0].answer_id)
    assert "999" in [contact.value for contact in contacts_for(library, ANSWERS[0].needs)]


def test_every_kind_of_message_is_reached_by_one_answer_and_nothing_else_is() -> None:
    assert sorted(answer.kind for answer in ANSWERS if answer.leads_to == FORM) == sorted(KINDS)
    assert not [answer for answer in ANSWERS if answer.kind and answer.leads_to != FORM]
    assert not may_write("anything else")


def test_every_need_an_answer_names_has_a_row_and_every_row_a_need(repo: Path) -> None:
    rows = list(csv.DictReader((repo / "data" / "contacts.csv").read_text(encoding="utf-8").splitlines()))
    assert {need for answer in ANSWERS for need in answer.needs} == {row["need"] for row in rows}


def test_unconfirmed_number_is_never_printed(library: Library, repo: Path) -> None:
    needs = tuple(dict.fromkeys(need for answer in ANSWERS for need in answer.needs))
    shown = contacts_for(library, needs)
    assert "67101" not in [contact.value for contact in shown]
    assert not [contact for contact in shown if "Crimestoppers" in contact.name]
    assert not [contact for contact in shown if not (contact.value and contact.as_of and contact.source_url)]


def test_missing_crime_number_is_explained_without_promising_a_review() -> None:
    told = " ".join(NO_CRIME_NUMBER)
    assert "right 2" in told
    assert "does not cover recording" in told
