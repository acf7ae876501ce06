"""Finds the place a reader means from a postcode or a name, whatever is typed around it. What was typed is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.services.library.examples import search_example
from portal.services.library.library import Library
from portal.services.search.found import Found, Offer, choice, choices_of
from portal.services.search.gazetteer import (
    Gazetteer,
    NamedPlace,
    districts,
    gazetteer,
    sectors_of,
    shared_beginning,
)
from portal.services.search.meaning import meant
from portal.services.search.near_names import holding, near, smallest_first
from portal.services.search.postcodes import (
    covered,
    half_postcode,
    is_as_typed,
    postcode_area,
    spelt,
    whole_postcode,
)
from portal.services.search.spelling import (
    COUNTRIES,
    NOISE,
    is_address_line,
    key,
    segments,
    trimmed,
    without_long_countries,
    words,
)

__all__ = ["Offer", "Found", "find_place"]

MOST_TYPED = 80
# A word shorter than this begins the names of places that have nothing to do with each other.
SHORTEST = 4


def find_place(library: Library, text: str) -> Found:
    """The best place for a postcode or name, or a question, with the sentence that says what was understood."""
    wanted = without_long_countries(" ".join(text.split())[:MOST_TYPED])
    typed = words(wanted)
    if not typed:
        return Found(
            None, (), f"Enter a postcode, a town or a sector, for example {search_example(library)}."
        )
    names = gazetteer(library)
    if named := names.exact.get(key(typed)):
        return meant(library, named, typed=wanted)
    if postcode := whole_postcode(library, wanted):
        return _find_postcode(library, postcode, wanted)
    if example := postcode_area(library, wanted):
        return Found(
            None, (), f"Add the number that follows {wanted.upper()} in the postcode, as in {example}."
        )
    found = _find_name(library, names, wanted)
    if half := half_postcode(library, wanted):
        return found if found and found.is_exact else _find_half(library, half)
    return found or Found(
        None,
        (),
        f"No place like “{wanted}” was found in {library.force.name}. Try a postcode or a nearby town.",
    )


def _find_postcode(library: Library, postcode: str, wanted: str) -> Found:
    shown = spelt(postcode)
    if not library.postcodes:
        return Found(
            None, (), f"Postcodes cannot be looked up for {library.force.name}. Enter a place name instead."
        )
    lsoa_code = library.postcodes.get(postcode)
    if lsoa_code is None:
        return Found(
            None,
            (),
            f"{shown} is not a postcode in the {library.force.name} force area. Check it, or enter a place name.",
        )
    small = library.areas[lsoa_code]
    area, *inside = [each for each in library.lineage(small) if each.level in ("town", "msoa")]
    others = tuple(choice(library, each) for each in reversed([*inside, small]))
    said = (
        shown
        if is_as_typed(wanted, postcode)
        else f"Read as {shown}, with letters and digits put right, which"
    )
    return Found(area, others, f"{said} is in {area.name}.", is_exact=True)


def _find_half(library: Library, half: str) -> Found:
    areas = [library.areas[code] for code in covered(library, half)]
    if len(areas) == 1:
        return Found(areas[0], (), f"{half} is in {areas[0].name}.", is_exact=True)
    choices = tuple(choice(library, area) for area in areas)
    return Found(None, choices, f"{half} covers {len(areas)} places. Which one do you mean?", is_exact=True)


def _find_name(library: Library, names: Gazetteer, wanted: str) -> Found | None:
    typed = words(wanted)
    within = _sectors_called(names, names.counties & set(typed))
    plain = trimmed(typed, NOISE)
    bare = trimmed(typed, NOISE | names.counties)
    for kept in (trimmed(typed, COUNTRIES), plain, bare):
        if named := names.exact.get(key(kept)):
            return meant(library, named, within, " ".join(kept))
    # What looks like a word around a name may be one of its own with a letter wrong.
    together = near(library, typed, most=1) or _together(library, names, wanted, plain)
    if together:
        return together
    bare = bare or plain or typed
    # Where no settlements are held, a town may be known by its neighbourhoods alone.
    if len(key(bare)) >= SHORTEST and (begin := districts(library, " ".join(bare))):
        name = shared_beginning(begin, len(bare))
        sentence = f"{name} has more than one neighbourhood. Which one do you mean?"
        return Found(None, tuple(choice(library, area) for area in begin), sentence, is_exact=True)
    return near(library, bare, within) or holding(library, bare)


def _sectors_called(names: Gazetteer, counties: frozenset[str]) -> frozenset[str]:
    """Sectors that a county's word names by itself. A county of many sectors narrows nothing."""
    found = (names.exact.get(county, ()) for county in counties)
    return frozenset(
        code for places in found for place in places if place.kind == "sector" for code in place.codes
    )


def _together(library: Library, names: Gazetteer, wanted: str, plain: Sequence[str]) -> Found | None:
    """Two names typed together, with a comma or without: the smaller is meant, the larger says which of its name."""
    pieces = [kept for piece in segments(wanted) if (kept := _without_noise(names, piece))]
    if len(pieces) < 2:
        return _split(library, names, plain)
    known = [named for piece in pieces if (named := names.exact.get(key(piece)))]
    if not known:
        return None
    unknown = [piece for piece in pieces if key(piece) not in names.exact]
    return _beside(library, known, unknown) if unknown else _smaller(library, known)


def _without_noise(names: Gazetteer, piece: list[str]) -> list[str]:
    """The words between two commas: all of them where they are a name, else those that may be."""
    if key(piece) in names.exact:
        return piece
    plain = trimmed(piece, NOISE)
    return plain if key(plain) in names.exact else trimmed(piece, NOISE | names.counties)


def _split(library: Library, names: Gazetteer, plain: Sequence[str]) -> Found | None:
    """The same without a comma: both halves are names, or the second is that of a sector or town."""
    # One letter wrong in a name of several words may make two names of it: the whole is looked at first.
    whole = near(library, plain)
    if whole:
        return whole
    for length in range(len(plain) - 1, 0, -1):
        halves = [names.exact.get(key(half)) for half in (plain[:length], plain[length:])]
        if halves[0] and halves[1]:
            return _smaller(library, [half for half in halves if half])
    for length in range(1, len(plain)):
        named = names.exact.get(key(plain[length:]))
        if named and named[0].kind in ("sector", "town"):
            return _beside(library, [named], [list(plain[:length])])
    return None


def _smaller(library: Library, known: Sequence[Sequence[NamedPlace]]) -> Found:
    """The smallest of several known names; the others say in which sector."""
    place = max(known, key=smallest_first)
    within = frozenset(
        code
        for named in known
        if named is not place
        for other in named
        for code in sectors_of(library, other)
    )
    return meant(library, place, within)


def _beside(
    library: Library, known: Sequence[Sequence[NamedPlace]], unknown: Sequence[Sequence[str]]
) -> Found | None:
    """A name that is not known beside one that is: a slip of the finger inside it, or else a question."""
    within = frozenset(code for named in known for place in named for code in sectors_of(library, place))
    if all(is_address_line(list(piece)) for piece in unknown):
        return _smaller(library, known)
    for piece in unknown:
        found = near(library, piece, within)
        if found:
            return found
    missing = " ".join(unknown[0])
    found = _smaller(library, known)
    choices = (
        choices_of(library, [NamedPlace(found.area.name, found.area.level, (found.area.code,))])
        if found.area
        else ()
    )
    return replace(
        found, area=None, choices=choices or found.choices, is_exact=False,
        sentence=f"“{missing}” is not a place held here. Did you mean this instead?",
    )  # fmt: skip
