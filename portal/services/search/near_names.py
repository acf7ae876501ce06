"""Names near what was typed: a slip of the finger is mended only where nothing else comes near."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from portal.services.library.library import Library
from portal.services.search.found import Found, choices_of
from portal.services.search.gazetteer import KINDS, Gazetteer, NamedPlace, gazetteer, sectors_of
from portal.services.search.meaning import meant
from portal.services.search.spelling import key

# A name shorter than this is never taken for another. From the longer one, two letters may be wrong.
_SHORT, _LONG = 5, 9
# How much alike, of 100, the name of an area is offered when nothing is nearer.
_LIKE = 78
MOST = 6


def _offered(length: int) -> int:
    """Letters wrong up to which a name is offered: in a short name one more would be another name."""
    return 1 if length < 7 else 2 if length < 10 else 3


def near(
    library: Library, typed: Sequence[str], within: frozenset[str] = frozenset(), most: int = 3
) -> Found | None:
    """The one place a misspelt name can mean, or a question with those it may; None where nothing comes near.

    `most` letters may be wrong, and fewer in a short name. `within` are sectors typed beside it.
    """
    wanted = key(typed)
    if len(wanted) < 2:
        return None
    names = gazetteer(library)
    most = min(most, _offered(len(wanted)))
    ranked = _ranked(names, {wanted, "".join(typed)}, most + 1)
    if within and (inside := [hit for hit in ranked if _is_within(library, names, hit[1], within)]):
        ranked = inside
    best = min((letters for letters, _ in ranked), default=most + 1)
    if best > most:
        return None
    close = sorted(hit for hit in ranked if hit[0] == best or (hit[0] == best + 1 and hit[1][0] == wanted[0]))
    shown = " ".join(typed)
    # The first letter is seldom the wrong one: a name one letter further off that begins otherwise is not near.
    if best <= (1 if len(wanted) < _LONG else 2) and len(wanted) >= _SHORT and len(close) == 1:
        found = meant(library, names.exact[close[0][1]], within)
        return replace(found, sentence=f"No place is called “{shown}”. {found.sentence}", is_exact=False)
    return _asked(library, [names.exact[name] for _, name in close], shown)


def _ranked(names: Gazetteer, forms: Set[str], most: int) -> list[tuple[int, str]]:
    """Letters wrong and the key of each name near one of the forms of what was typed."""
    found: dict[str, int] = {}
    for form in forms:
        for name, letters, _ in process.extract(
            form, list(names.common), scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            right = names.common[name]
            found[right] = min(int(letters), found.get(right, most))
    return [(letters, name) for name, letters in found.items()]


def holding(library: Library, typed: Sequence[str]) -> Found | None:
    """A question with the areas whose names hold every word typed, or are much like it; None where none does."""
    spelt = gazetteer(library).spelt
    hold = [area for name, area in spelt if set(typed) <= set(name)]
    is_exact = bool(hold)
    if len({area.name for area in hold}) == 1:
        places = [NamedPlace(area.name, area.level, (area.code,)) for area in hold]
        return meant(library, sorted(places, key=lambda place: KINDS.index(place.kind)))
    if not hold:
        like = process.extract(
            key(typed), [key(name) for name, _ in spelt], scorer=fuzz.ratio, score_cutoff=_LIKE, limit=MOST
        )
        hold = [spelt[position][1] for _, _, position in like]
    groups = [[NamedPlace(area.name, area.level, (area.code,))] for area in hold]
    return replace(_asked(library, groups, " ".join(typed)), is_exact=is_exact) if groups else None


def _asked(library: Library, groups: Sequence[Sequence[NamedPlace]], shown: str) -> Found:
    """Every group is offered by what its name means, so that no place near is left out."""
    found = []
    for group in groups:
        meaning = meant(library, group)
        first = NamedPlace(group[0].name, group[0].kind, (meaning.area.code,)) if meaning.area else None
        found += (
            [first] if first else [replace(group[0], codes=(choice.area.code,)) for choice in meaning.choices]
        )
    choices = choices_of(library, found)[: 2 * MOST]
    return Found(None, choices, f"No place is called “{shown}”. Did you mean one of these?")


def _is_within(library: Library, names: Gazetteer, name: str, within: frozenset[str]) -> bool:
    return any(sectors_of(library, place) & within for place in names.exact[name])


def smallest_first(places: Sequence[NamedPlace]) -> int:
    """How small what a name means is, to choose between two names typed together."""
    return KINDS.index(places[0].kind)
