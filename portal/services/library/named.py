"""The areas of a release, and the names people search by: each parish, settlement and ward with its neighbourhoods."""

from __future__ import annotations

import sys
from collections.abc import Container

import pandas as pd

from portal.domain.record.area import Area


def areas_of(rows: pd.DataFrame) -> dict[str, Area]:
    """The areas of a release by code, in its order."""
    columns = ["area_code", "area_name", "level", "parent_code", "geography", "official_name", "notice"]
    cells = zip(*(rows[column].to_list() for column in columns), strict=True)
    return {code: Area(code, name, level, above or None, *rest) for code, name, level, above, *rest in cells}


def named_places_of(
    rows: pd.DataFrame, known: Container[str]
) -> tuple[tuple[str, str, tuple[str, ...], float], ...]:
    """Name, kind, neighbourhoods that are known with the one that has most first, and its share."""
    rows = rows.sort_values(["place_code", "postcode_share"], ascending=[True, False], kind="stable")
    found: dict[str, tuple[str, str, list[str], float]] = {}
    for row in rows.itertuples():
        if row.msoa_code in known:
            codes: list[str] = []
            place = (row.place_name, row.kind, codes, float(row.postcode_share))
            found.setdefault(row.place_code, place)[2].append(sys.intern(row.msoa_code))
    return tuple((name, kind, tuple(inside), share) for name, kind, inside, share in found.values())
