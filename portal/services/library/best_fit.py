"""Wards and parishes as areas: each the small areas that count as it, with how well they fit; and those too small for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from portal.domain.record.area import BEST_FIT, Area
from portal.measures.record import fitted
from portal.tables.load import Package

# Where fewer than this of every 100 postcodes of either are the other's, the fit is called loose.
LOOSE = 75
_COUNTED_AS = {
    "ward": "that official statistics count as this ward of 2024",
    "parish": "with most of {their} postcodes in it",
}
CUT = (
    "Months published on the older area codes cannot be counted for it: it holds part of a small area that was split in "
    "2021."
)


@dataclass(frozen=True)
class Smaller:
    """A ward or parish that no set of small areas fits: its name with what it is, and the small areas that hold it, the
    one with most of it first, with its share of the place's postcodes.
    """

    name: str
    official_name: str
    codes: tuple[str, ...]
    share: float

    def sentence(self, areas: Mapping[str, Area]) -> str:
        """Why it has no figure of its own, and which small area to look at."""
        small, much = (
            areas[self.codes[0]],
            "all" if self.share == 1 else f"{100 * self.share:.0f} in 100 postcodes",
        )
        return (
            f"{self.name} cannot be made of whole small areas (LSOA), so it has no figure of its own; look at "
            f"{small.name} ({small.code}), which holds {much} of it"
        )


@dataclass(frozen=True)
class Fits:
    """`of`: level → small area → the ward or parish it counts as. `areas` and `smaller` by code."""

    of: dict[str, dict[str, str]]
    areas: dict[str, Area]
    smaller: dict[str, Smaller]


def read_fits(geodata: Package, lsoas: pd.DataFrame, areas: Mapping[str, Area]) -> Fits:
    """The wards and parishes of the table of best fits; none where the shapes hold no such table."""
    if not geodata.has("best_fits"):
        return Fits({}, {}, {})
    rows = geodata.table("best_fits")
    rows = rows[rows.lsoa_code.isin(set(areas))]
    return Fits(fits_of(rows), best_fit_areas(rows, lsoas, areas), smaller_places(rows))


def members_of(fits: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """The small areas that each ward and parish is the sum of, by its code."""
    found: dict[str, list[str]] = {}
    for of in fits.values():
        for small, code in of.items():
            found.setdefault(code, []).append(small)
    return {code: tuple(sorted(small)) for code, small in found.items()}


def fits_of(rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """level → small area → the ward or parish it counts as."""
    found: dict[str, dict[str, str]] = {level: {} for level in BEST_FIT}
    for members in _places(rows, "counted").values():
        for member in members:
            found[member.kind][member.lsoa_code] = member.place_code
    return found


def best_fit_areas(rows: pd.DataFrame, lsoas: pd.DataFrame, areas: Mapping[str, Area]) -> dict[str, Area]:
    """The wards and parishes of the table of best fits by code, each inside the smallest area that holds it whole."""
    whole = {code for of in fits_of(rows).values() for code in fitted(lsoas, of, "common").unique()}
    found: dict[str, Area] = {}
    for code, members in _places(rows, "counted").items():
        name, level = members[0].place_name, members[0].kind
        words = [_made_of(f"{name} {level}", level, len(members)), *_fit_words(members, level)]
        geography = "both" if code in whole else "2021"
        found[code] = Area(
            code,
            f"{name} {level}",
            level,
            _holder([member.lsoa_code for member in members], areas),
            geography,
            name,
            " ".join(words if geography == "both" else [*words, CUT]),
            len(members),
        )
    return found


def smaller_places(rows: pd.DataFrame) -> dict[str, Smaller]:
    """By code, the wards and parishes that no set of small areas fits."""
    found = {}
    for code, held in _places(rows, "part_of").items():
        most = sorted(held, key=lambda each: -each.shared_postcodes)
        name, share = most[0].place_name, most[0].shared_postcodes / most[0].place_postcodes
        codes = tuple(each.lsoa_code for each in most)
        found[code] = Smaller(f"{name} {most[0].kind}", name, codes, share)
    return found


def _places(rows: pd.DataFrame, relation: str) -> dict[str, list[Any]]:
    """The rows of each place that stand in the relation, as plain objects: there are hundreds of groups of a few."""
    found: dict[str, list[Any]] = {}
    for row in rows[rows.relation == relation].astype(object).itertuples(index=False):
        found.setdefault(row.place_code, []).append(row)
    return found


def _holder(codes: list[str], areas: Mapping[str, Area]) -> str | None:
    """The smallest area that every small area lies in."""
    shared: list[str] = []
    for number, code in enumerate(codes):
        above, around = areas[code].parent_code, []
        while above:
            around.append(above)
            above = areas[above].parent_code
        shared = [each for each in shared if each in around] if number else around
    return shared[0] if shared else None


def _made_of(name: str, level: str, count: int) -> str:
    what = "the one small area (LSOA)" if count == 1 else f"the {count} small areas (LSOA)"
    return f"{name}, by best fit: {what} {_COUNTED_AS[level].format(their='its' if count == 1 else 'their')}."


def _fit_words(members: list[Any], level: str) -> list[str]:
    """How well the small areas fit, from postcodes; nothing where they cannot be counted."""
    of_place, own = members[0].place_postcodes, sum(each.lsoa_postcodes for each in members)
    if pd.isna(of_place):
        return []
    shared = sum(each.shared_postcodes for each in members)
    if shared == of_place == own:
        return [f"The fit is exact: all postcodes of the {level}, and no others."]
    inside, theirs = 100 * shared // of_place, 100 * shared // own
    them = "it" if len(members) == 1 else "them"
    loose = "A loose fit: of" if min(inside, theirs) < LOOSE else "Of"
    return [
        f"{loose} every 100 postcodes of the {level}, {inside} lie in {them}; of every 100 in {them}, {theirs} are the "
        f"{level}’s."
    ]
