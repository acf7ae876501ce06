"""A question about one figure: asked, written as an address, and written as a command."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from urllib.parse import urlencode

from portal.domain.at_hand import slug
from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection


@dataclass(frozen=True)
class Question:
    """What a figure is of. `inspection` and `spread` matter to the measure 'unrecorded' alone."""

    area: str
    period: Period
    crime: str = ALL
    measure: str = "recorded"
    inspection: str = ""
    spread: str = "default"

    @classmethod
    def of(cls, selection: Selection) -> Question:
        """The one figure behind a view of the map; what a map colours per resident or as a sum is one of the two."""
        return cls(
            selection.area,
            selection.period,
            selection.crime,
            selection.measured.figure,
            selection.inspection if selection.is_estimated else "",
            selection.spread if selection.is_estimated else "default",
        )

    def answer(self, library: Library) -> Figure:
        return figure(
            library, self.area, self.period, self.crime, self.measure, self.inspection or None, self.spread
        )

    def address(self, release: str = "") -> dict[str, str]:
        """The question as address keys, the usual lens and spread left out; with `release` it is frozen."""
        keys = {
            "area": self.area,
            "from": self.period.first,
            "to": self.period.last,
            "crime": self.crime,
            "measure": self.measure,
        }
        if self.measure == "unrecorded":
            keys |= {"inspection": self.inspection} if self.inspection else {}
            keys |= {"spread": self.spread} if self.spread != "default" else {}
        return keys | ({"release": release} if release else {})

    def query(self, release: str = "") -> str:
        return urlencode(self.address(release), safe=":")

    @property
    def command(self) -> str:
        """The `portal figure` line that prints the same figure."""
        options = " ".join(f"--{key} {shlex.quote(value)}" for key, value in self.address().items())
        return f"portal {f'--of {slug()} ' if slug() else ''}figure {options}"
