"""Finds the place a reader means from a postcode or a name, forgiving case, spacing and slips of the finger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from portal.domain.record.area import Area
from portal.services.library.library import Library

# The shape of a British postcode, after spaces are gone.
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
# Below the first score a name is not offered; at or above the second it is taken as meant.
_OFFER, _TAKE = 70, 86
_MOST = 5


@dataclass(frozen=True)
class Found:
    """What a search led to. `area` is None when nothing fits; `others` are further places it may have meant."""

    area: Area | None
    others: tuple[Area, ...]
    sentence: str


def find_place(library: Library, text: str) -> Found:
    """The best place for a postcode or name, with the sentence that says what was understood."""
    wanted = " ".join(text.split())[:80]
    if not wanted:
        return Found(None, (), "Enter a postcode, a town or a sector, for example EX16 6SA or Tiverton.")
    if wanted.upper() in library.areas:
        return _taken(library, library.areas[wanted.upper()], ())
    squeezed = re.sub(r"[^A-Za-z0-9]", "", wanted).upper()
    if _POSTCODE.fullmatch(squeezed):
        return _find_postcode(library, squeezed)
    return _find_name(library, wanted)


def _find_postcode(library: Library, squeezed: str) -> Found:
    spelt = f"{squeezed[:-3]} {squeezed[-3:]}"
    if not library.postcodes:
        return Found(
            None, (), f"Postcodes cannot be looked up for {library.force.name}. Enter a place name instead."
        )
    lsoa_code = library.postcodes.get(squeezed)
    if lsoa_code is None:
        return Found(
            None,
            (),
            f"{spelt} is not a postcode in the {library.force.name} force area. Check it, or enter a place name.",
        )
    small = library.areas[lsoa_code]
    around = [area for area in library.lineage(small) if area.level in ("town", "msoa")]
    area = around[0]
    return Found(area, tuple(reversed([*around[1:], small])), f"{spelt} is in {area.name}.")


def _find_name(library: Library, wanted: str) -> Found:
    choosable = {code: area for code, area in library.areas.items() if area.geography != "common"}
    official = next((a for a in choosable.values() if a.official_name.casefold() == wanted.casefold()), None)
    if official:
        return _taken(library, official, ())
    names = {code: area.name for code, area in choosable.items()}
    ranked = process.extract(
        wanted, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=None, score_cutoff=_OFFER
    )
    if not ranked:
        return Found(
            None,
            (),
            f"No place like “{wanted}” was found in {library.force.name}. Try a postcode or a nearby town.",
        )
    close = sorted(ranked, key=lambda hit: -_closeness(wanted, library.areas[hit[2]], hit[1]))
    areas = tuple(library.areas[code] for _, _, code in close)
    best = _closeness(wanted, areas[0], close[0][1])
    if best < _TAKE:
        return Found(None, areas[:_MOST], f"No place is called “{wanted}”. Did you mean one of these?")
    return _taken(library, areas[0], areas[1 : _MOST + 1])


def _closeness(wanted: str, area: Area, score: float) -> float:
    """The score with whole names first. Areas come in order of size, so of two that fit alike the larger leads."""
    cleaned, name = utils.default_process(wanted), utils.default_process(area.name)
    whole_word = 8 if cleaned in name.split() else 0
    return max(fuzz.ratio(cleaned, name), 0.75 * score) + whole_word


def _taken(library: Library, area: Area, others: tuple[Area, ...]) -> Found:
    above = library.areas[area.parent_code] if area.parent_code else None
    where = f" in {above.name}" if above and above.level != "force" else ""
    return Found(area, tuple(other for other in others if other != area), f"Showing {area.name}{where}.")
