"""Every name of the area, typed rightly and with one letter wrong, leads to itself or to a question that names it."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from functools import lru_cache

import pytest

from portal.services.library.library import Library
from portal.services.search.found import Found
from portal.services.search.gazetteer import gazetteer
from portal.services.search.places import find_place
from portal.services.search.spelling import key, words

LETTERS = string.ascii_lowercase
SHOWN = ("msoa", "town", "sector", "force")


def codes_of(library: Library, found: Found) -> set[str]:
    """What is shown or offered, with all that holds it, so that a town answers for the neighbourhoods in it."""
    areas = [found.area] if found.area else list(found.others)
    return {code for area in areas for code in inside(library, area.code)}


@lru_cache
def inside(library: Library, code: str) -> frozenset[str]:
    return frozenset(
        each.code
        for each in library.areas.values()
        if any(above.code == code for above in library.lineage(each))
    )


@pytest.fixture(scope="module")
def held(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(name, kind, codes) for name, kind, codes, _ in library.named_places]


def leads_there(library: Library, typed: str, name: str, codes: tuple[str, ...]) -> bool:
    """To ground of its own, to the town or sector of its name, or to a place of that name in the county typed with it."""
    found = find_place(library, typed)
    sector = library.sector_of(found.area) if found.area else None
    return bool(
        set(codes) & codes_of(library, found)
        or name in {area.name for area in (found.area, *found.others) if area}
        or (sector and f", {sector.name}" in typed and found.is_exact and name in found.sentence)
    )


def test_all_parishes_and_settlements_are_held(held: list[tuple[str, str, tuple[str, ...]]]) -> None:
    named = {
        kind: {name for name, each, _ in held if each == kind} for kind in ("parish", "settlement", "ward")
    }
    # Three of the 594 names of parishes are those of land without one, and one is there with and without a full stop.
    assert {kind: len(names) for kind, names in named.items()} == {
        "parish": 590,
        "settlement": 246,
        "ward": 295,
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "around", ["{}", "{}, Devon", "{}, Cornwall", "{} Devon", "  {} UK ", "crime in {}", "{}, England"]
)
def test_every_name_leads_to_its_own_place_or_asks(
    library: Library, held: list[tuple[str, str, tuple[str, ...]]], around: str
) -> None:
    elsewhere = [
        name for name, _, codes in held if not leads_there(library, around.format(name), name, codes)
    ]
    assert elsewhere == []


@pytest.mark.slow
def test_every_name_with_a_postcode_of_its_own_leads_to_that_postcode(
    library: Library, held: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    postcode_in: dict[str, str] = {}
    for postcode, lsoa_code in library.postcodes.items():
        postcode_in.setdefault(library.areas[lsoa_code].parent_code or "", postcode)
    for name, _, codes in held:
        postcode = postcode_in[codes[0]]
        found = find_place(library, f"{name} {postcode[:-3].lower()} {postcode[-3:]}")
        assert found.area, name
        assert codes[0] in inside(library, found.area.code), name


def one_letter_wrong(name: str) -> Iterator[str]:
    """Every letter left out and doubled, every pair swapped, and every letter another, two of them by chance."""
    chance = random.Random(name)
    for place, letter in enumerate(name):
        if not letter.isalpha():
            continue
        yield name[:place] + name[place + 1 :]
        yield name[:place] + letter + name[place:]
        for other in chance.sample(LETTERS.replace(letter.lower(), ""), 2):
            yield name[:place] + other + name[place + 1 :]
        if name[place + 1 : place + 2].isalpha():
            yield name[:place] + name[place + 1] + letter + name[place + 2 :]


@pytest.mark.slow
def test_a_name_with_one_letter_wrong_leads_to_itself_or_asks(
    library: Library, held: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    exact = gazetteer(library).exact
    elsewhere = []
    for name, _, codes in [*held, *own_names(library)]:
        for typed in one_letter_wrong(name):
            is_other_name = key(words(typed)) in exact and key(words(typed)) != key(words(name))
            if not is_other_name and not leads_there(library, typed, name, codes):
                elsewhere.append((name, typed))
    assert elsewhere == []


def own_names(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    areas = [area for area in library.areas.values() if area.level in SHOWN and area.geography != "common"]
    return [(area.name, area.level, (area.code,)) for area in areas]


def test_most_slips_in_a_long_name_are_mended_without_a_question(library: Library) -> None:
    towns = [area for area in library.areas.values() if area.level == "town" and len(area.name) > 7]
    slips = [(area, typed) for area in towns for typed in one_letter_wrong(area.name)]
    mended = [
        1 for area, typed in slips if (found := find_place(library, typed).area) and found.name == area.name
    ]
    assert len(mended) > 0.9 * len(slips)


@pytest.mark.parametrize("kind", ["parish", "settlement", "ward"])
def test_the_same_kind_of_place_is_always_shown_at_the_same_level(
    library: Library, held: list[tuple[str, str, tuple[str, ...]]], kind: str
) -> None:
    own = {key(words(area.name)) for area in library.areas.values() if area.level in ("sector", "town")}
    found = [
        find_place(library, name).area
        for name, each, _ in held
        if each == kind and key(words(name)) not in own
    ]
    assert {area.level for area in found if area} == {"msoa"}
