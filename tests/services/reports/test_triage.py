"""The questions before any typing lead to the right place, and only confirmed contacts are printed."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from portal.domain.reports.report import KINDS
from portal.domain.reports.triage import ANSWERS, FORM, NO_CRIME_NUMBER, STOP, may_write
from portal.services.library.library import Library
from portal.services.reports.contacts import contacts_for, local_contacts, places_to_look, routes


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
    asked = {need for answer in ANSWERS for need in answer.needs}
    of_one_area = {row["need"] for row in rows if row["area_codes"]}
    assert asked <= {row["need"] for row in rows} <= asked | of_one_area


def test_contact_of_one_area_is_given_there_and_nowhere_else(library: Library) -> None:
    """In a place inside it too; an area without one of its own is sent to the page for everybody."""
    everywhere = contacts_for(library, ("asb-review", "council"))
    assert everywhere
    assert not [contact for contact in everywhere if contact.area_codes]
    tiverton, exeter = (
        {contact.name for contact in local_contacts(library, library.areas[code])}
        for code in ("town:tiverton", "E07000041")
    )
    assert any("Mid Devon" in name for name in tiverton)
    assert tiverton.isdisjoint(exeter)
    assert local_contacts(library, library.areas["E07000046"]) == ()


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


def test_routes_of_a_district_come_before_those_for_everybody(library: Library) -> None:
    found = routes(library, ("council", "asb-review"), library.areas["E07000042"])
    assert [contact.need for contact in found] == sorted((contact.need for contact in found), reverse=True)
    reviews = [contact for contact in found if contact.need == "asb-review"]
    assert reviews[0].area_codes == "E07000042"
    assert "" in {contact.area_codes for contact in reviews}
    assert {contact.area_codes for contact in routes(library, ("asb-review",), None)} == {""}


def test_every_route_has_its_source_and_those_read_again_their_day(library: Library) -> None:
    needs = tuple(dict.fromkeys(need for answer in ANSWERS for need in answer.needs))
    for sector in [area for area in library.areas.values() if area.level == "sector"]:
        for contact in routes(library, needs, sector):
            assert contact.source_url
            assert contact.source_title
            # In words: nobody outside writes a day as 2026-11-26.
            for day in (contact.as_of, contact.checked_on):
                assert re.fullmatch(r"|(?:(?:\d{1,2} )?[A-Z][a-z]+ )?20\d\d", day), day
    assert "26 November 2026" in {contact.checked_on for contact in routes(library, ("asb-review",), None)}


def test_what_nobody_confirmed_says_where_it_was_read_and_never_its_value(
    library: Library, repo: Path
) -> None:
    rows = list(csv.DictReader((repo / "data" / "contacts.csv").read_text(encoding="utf-8").splitlines()))
    withheld = {row["area_codes"]: row for row in rows if row["printable"] == "no" and row["area_codes"]}
    assert len(withheld) >= 4
    for code, row in withheld.items():
        (look,) = places_to_look(library, ("asb-review",), library.areas[code])
        assert (look.name, look.source_url) == (row["name"], row["source_url"])
        assert not hasattr(look, "value")
        assert not hasattr(look, "rule")
        assert row["name"] not in [
            contact.name for contact in routes(library, ("asb-review",), library.areas[code])
        ]
    assert places_to_look(library, ("asb-review",), None) == ()
