"""A view without a level is drawn at the place's own level, so that the map marks the place and not what lies around it."""

import pytest

from portal.services.library.library import Library
from portal.services.library.selection import read_selection


@pytest.mark.parametrize(
    ("area", "level"),
    [("E23000035", "sector"), ("E07000042", "sector"), ("town:tiverton", "msoa"), ("E02004198", "msoa")],
)
def test_level_that_is_not_given_is_the_places_own(library: Library, area: str, level: str) -> None:
    read = read_selection(library, {"area": area})
    assert (read.level, read.mended) == (level, ())
    assert read.looking_at(area, library).level == level


def test_level_that_is_unknown_becomes_the_places_own_and_is_said(library: Library) -> None:
    read = read_selection(library, {"area": "town:tiverton", "level": "street"})
    assert (read.level, read.mended) == ("msoa", ("level",))


def test_address_of_a_view_reads_back_as_that_view(library: Library) -> None:
    asked = {
        "area": "town:tiverton",
        "from": "2021-03",
        "to": "2022-02",
        "crime": "burglary",
        "level": "sector",
    }
    read = read_selection(library, asked)
    pairs = dict(pair.split("=") for pair in read.query().replace("%3A", ":").split("&"))
    assert read_selection(library, pairs) == read
    assert asked.items() <= pairs.items()
