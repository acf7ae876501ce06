"""What a reader types leads to the place they mean."""

import pytest

from portal.services.library.library import Library
from portal.services.search.places import find_place


@pytest.mark.parametrize(
    ("typed", "name", "level"),
    [
        ("EX16 6SA", "Tiverton", "town"),
        ("ex166sa", "Tiverton", "town"),
        ("  Ex16   6sa ", "Tiverton", "town"),
        ("Tiverton", "Tiverton", "town"),
        ("tivertn", "Tiverton", "town"),
        ("MID DEVON", "Mid Devon", "sector"),
        ("middevon", "Mid Devon", "sector"),
        ("tiverton east", "Tiverton East", "msoa"),
        ("Mid Devon 003B", "Uffculme & Hemyock 003B", "lsoa"),
        ("E02004167", "Tiverton East", "msoa"),
        ("plymuth", "Plymouth", "sector"),
        ("Exeter", "Exeter", "sector"),
        ("st ives", "St Ives", "town"),
    ],
)
def test_place_is_found(library: Library, typed: str, name: str, level: str) -> None:
    found = find_place(library, typed)
    assert found.area is not None
    assert (found.area.name, found.area.level) == (name, level)


@pytest.mark.parametrize("typed", ["SW1A 1AA", "sw1a1aa", "EX16 6XX"])
def test_postcode_outside_says_so(library: Library, typed: str) -> None:
    found = find_place(library, typed)
    assert found.area is None
    assert "is not a postcode in the Devon & Cornwall force area" in found.sentence


def test_unclear_name_offers_the_larger_areas_first(library: Library) -> None:
    found = find_place(library, "devon")
    assert found.area is None
    assert {area.name for area in found.others} >= {"Mid Devon", "East Devon", "North Devon"}


@pytest.mark.parametrize(
    "typed", ["", "   ", "zzzqqq", "<script>", "'; drop table", "🚓" * 200, "\x00\u202e"]
)
def test_nonsense_finds_nothing_and_says_what_to_do(library: Library, typed: str) -> None:
    found = find_place(library, typed)
    assert found.area is None
    assert found.sentence


def test_every_live_looking_postcode_leads_to_an_area_that_exists(library: Library) -> None:
    assert len(library.postcodes) > 80_000
    assert set(library.postcodes.values()) <= set(library.areas)
