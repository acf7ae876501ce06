"""A place or postcode of another force that this site holds: found by its very name, without reading that force's record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from portal.services.search.gazetteer import parts_of
from portal.services.search.postcodes import WHOLE, spelt
from portal.services.search.spelling import (
    COUNTRIES,
    NOISE,
    SIDES,
    key,
    named_parts,
    trimmed,
    without_long_countries,
    words,
)
from portal.tables.load import Package

_SHORTEST = 4


@dataclass(frozen=True, eq=False)
class Names:
    """The names and postcodes of one force. `places`: by the key of a name, how it is spelt and the code of its area, empty
    where several areas have a part of that name. `postcodes` in order, without their space, as bytes; `lies_in`: the neighbourhood of each.
    """

    force: str
    places: dict[str, tuple[str, str]]
    postcodes: np.ndarray
    lies_in: np.ndarray

    def find(self, text: str) -> tuple[str, str] | None:
        """How what was typed is spelt, and the code of its area as in `places`; None where it is no name or postcode of this force."""
        squeezed = re.sub(r"[^A-Z0-9]", "", text.upper())
        if WHOLE.fullmatch(squeezed):
            return self._postcode(squeezed)
        return next((self.places[name] for name in self._keys(text) if name in self.places), None)

    def _postcode(self, squeezed: str) -> tuple[str, str] | None:
        at = int(np.searchsorted(self.postcodes, squeezed.encode()))
        if at == len(self.postcodes) or self.postcodes[at] != squeezed.encode():
            return None
        return spelt(squeezed), self.lies_in[at].decode()

    def _keys(self, text: str) -> Iterator[str]:
        typed = words(without_long_countries(text))
        yield key(typed)
        plain = trimmed(typed, NOISE)
        yield key(plain)
        county = {word for part in named_parts(self.force) or [self.force] for word in words(part)}
        yield key(trimmed(plain, NOISE | COUNTRIES | county))


def read_names(data: Package, geodata: Package) -> Names:
    """The names of one force. Raises TableBreaksContract."""
    areas = data.table("areas")
    rows = geodata.table("postcodes")
    codes = rows.postcode.str.replace(" ", "").to_numpy(dtype="S7")
    parent = dict(zip(areas.area_code, areas.parent_code, strict=True))
    sequence = np.argsort(codes)
    places = geodata.table("places") if geodata.has("places") else pd.DataFrame()
    return Names(
        str(data.force["name"]),
        _places(areas[(areas.level != "lsoa") & (areas.geography != "common")], places),
        codes[sequence],
        rows.lsoa_code.map(parent).to_numpy(dtype="S9")[sequence],
    )


def _first_words(areas: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """What people call a district or a town by, where its name says more: a sector's first word, and one that several
    neighbourhoods begin with.
    """
    begins: dict[str, tuple[str, set[str]]] = {}
    for row in areas[areas.level.isin(("sector", "msoa"))].itertuples():
        first = re.split(r"[\s,-]", row.area_name)[0]
        if len(first) >= _SHORTEST and key(words(first)) not in NOISE | SIDES:
            begins.setdefault(key(words(first)), (first, set()))[1].add(row.area_code)
    sectors = set(areas[areas.level == "sector"].area_code)
    return {
        at: (name, min(codes) if len(codes) == 1 else "")
        for at, (name, codes) in begins.items()
        if len(codes) > 1 or codes & sectors
    }


def _places(areas: pd.DataFrame, held: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """By key of every name: how it is spelt, and its area where there is one. A larger area's name wins over a part's."""
    towns = {key(words(name)) for name in areas[areas.level == "town"].area_name}
    small = areas[areas.level == "msoa"]
    named: dict[str, tuple[str, set[str]]] = {}
    parts = [(part, row.area_code) for row in small.itertuples() for part in parts_of(row.area_name, towns)]
    most = (
        held.sort_values("postcode_share").drop_duplicates("place_code", keep="last") if len(held) else held
    )
    parts += [(row.place_name, row.msoa_code) for row in most.itertuples()]
    for name, code in parts:
        named.setdefault(key(words(name)), (name, set()))[1].add(code)
    found = _first_words(areas)
    found |= {at: (name, min(codes) if len(codes) == 1 else "") for at, (name, codes) in named.items()}
    for level in ("msoa", "town", "sector", "force"):
        shown = areas[areas.level == level]
        found |= {key(words(row.area_name)): (row.area_name, row.area_code) for row in shown.itertuples()}
    return found
