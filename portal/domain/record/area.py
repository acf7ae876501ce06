"""Areas and the levels they nest in."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("force", "sector", "town", "msoa", "lsoa")
MAP_LEVELS = LEVELS[1:]

LEVEL_WORDS = {
    "force": ("force area", "force area"),
    "sector": ("sector (district footprint)", "sectors"),
    "town": ("town", "towns"),
    "msoa": ("neighbourhood (MSOA)", "neighbourhoods (MSOA)"),
    "lsoa": ("small area (LSOA)", "small areas (LSOA)"),
}


@dataclass(frozen=True)
class Area:
    """One place. `geography` says which census codes it is built on: '2021', 'common', or 'both' when they agree.

    A 'common' area is the smallest unit that both the 2011 and the 2021 codes can be added up to, so only it can be
    compared across the change of codes.
    """

    code: str
    name: str
    level: str
    parent_code: str | None
    geography: str = "both"
    official_name: str = ""
    notice: str = ""
