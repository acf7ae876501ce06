"""Areas and the levels they nest in."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("force", "sector", "town", "ward", "parish", "msoa", "lsoa")
# Sets of small areas: drawn and counted by them, in no table of a release.
BEST_FIT = ("ward", "parish")
MAP_LEVELS = tuple(level for level in LEVELS[1:] if level not in BEST_FIT)
# A set of fewer small areas than this says as little about types and months as one of them.
_FEW = 3

LEVEL_WORDS = {
    "force": ("force area", "force area"),
    "sector": ("sector (district footprint)", "sectors"),
    "town": ("town", "towns"),
    "ward": ("ward, by best fit", "wards, by best fit"),
    "parish": ("parish, by best fit", "parishes, by best fit"),
    "msoa": ("neighbourhood (MSOA)", "neighbourhoods (MSOA)"),
    "lsoa": ("small area (LSOA)", "small areas (LSOA)"),
}


@dataclass(frozen=True)
class Area:
    """One place. `geography` says which census codes it is built on: '2021', 'common', or 'both' when they agree.

    A 'common' area is the smallest unit that both the 2011 and the 2021 codes can be added up to, so only it can be
    compared across the change of codes. `parts`: how many small areas a ward or parish is the sum of.
    """

    code: str
    name: str
    level: str
    parent_code: str | None
    geography: str = "both"
    official_name: str = ""
    notice: str = ""
    parts: int = 0

    @property
    def ruled_as(self) -> str:
        """The level whose rules on small numbers, and measured ups and downs, hold for the area."""
        if self.level not in BEST_FIT:
            return self.level
        return "lsoa" if self.parts < _FEW else "msoa"
