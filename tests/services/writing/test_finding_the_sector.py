"""The place of a message: the sector is filled in where only one can be meant, and asked for where it cannot be known."""

from __future__ import annotations

import pytest

from portal.errors import StoreUnavailable
from portal.services.library.library import Library
from portal.services.reports.draft import Draft
from portal.services.writing.office import Office, block, find, sector_of

DRAFT = Draft("t" * 40, "concern")


def down(*_: object):
    raise StoreUnavailable("the database cannot be reached")


@pytest.fixture(scope="module")
def office(library: Library) -> Office:
    """With a database that is down: finding a place needs none."""
    return Office(library, False, "", down, down)


@pytest.mark.parametrize(
    ("typed", "sector", "said"),
    [
        ("ex16 6sa", "E07000042", "EX16 6SA is in Tiverton. Sector: Mid Devon."),
        ("Bampton", "E07000042", "Sector: Mid Devon."),
        # More than one place, and all of them in one sector.
        ("PL4", "E06000026", "PL4 covers 2 places. Sector: Plymouth."),
        ("Plympton", "E06000026", "Plympton has more than one neighbourhood. Sector: Plymouth."),
        ("Budleigh", "E07000040", "Sector: East Devon."),
    ],
)
def test_sector_is_filled_in_where_all_that_may_be_meant_lies_in_one(
    office: Office, typed: str, sector: str, said: str
) -> None:
    draft, found = find(office, DRAFT, typed)
    assert draft.sector == sector
    assert said in found
    assert "Which one" not in found
    # What was typed is in no field of the draft.
    assert typed.casefold() not in str(draft).casefold()


@pytest.mark.parametrize("typed", ["EX16", "St Mary", "Newton", "xyzzy", "", "Weston", "Plimpton"])
def test_sector_is_left_to_the_reader_where_several_may_be_meant_or_it_is_a_guess(
    office: Office, typed: str
) -> None:
    chosen = Draft("t" * 40, "concern", sector="E06000027")
    for draft in (DRAFT, chosen):
        after, found = find(office, draft, typed)
        assert after == draft
        assert "Sector:" not in found
        assert found


def test_places_that_may_be_meant_are_offered_in_words_that_tell_them_apart(office: Office) -> None:
    _, found = find(office, DRAFT, "EX16")
    assert (
        "Which one do you mean? Tiverton, Mid Devon (town); Bampton, Holcombe & Westleigh, Mid Devon" in found
    )


def test_address_of_any_area_gives_its_sector_and_anything_else_none(library: Library) -> None:
    assert sector_of(library, "town:tiverton") == sector_of(library, "E07000042") == "E07000042"
    assert [sector_of(library, code) for code in ("", "x", library.force.code)] == ["", "", ""]


def test_steps_are_shown_while_the_database_is_down(office: Office) -> None:
    for step in ("where", "words", "joins", "wanted", "contact", "seen", "check"):
        view = block(
            office, Draft("t" * 40, "concern", step=step, sector="E07000042", similar="7G2M-4KQ9"), ()
        )
        assert view["heading"]
        assert not office.nobody_yet("E07000042")
