"""What the portal measures of an area: each measure once, with its parts, its unit, its words and its map classes.

To add one, add it to `_LISTED`. A counted measure that takes nobody else's edges also needs them in
data/map_classes.csv, where `portal data build` writes them. A modelled one has none: no colour stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass

RECORDED, UNRECORDED = "recorded", "unrecorded"


@dataclass(frozen=True)
class Edges:
    """Where the classes of a map come from: the edges of the counted measure `of`, times `share`."""

    of: str
    share: float = 1.0


@dataclass(frozen=True)
class Measure:
    """One thing a map, its table and its files can show of every area.

    `parts`: what is added up, recorded crime (counted) or unrecorded crime (modelled). `per`: residents it is
    given for; None for a plain number. `decimals`: of the numbers as printed and classed. `words`: its name in a list
    of choices.
    """

    name: str
    parts: tuple[str, ...]
    per: int | None
    decimals: int
    words: str
    edges: Edges | None = None

    def __post_init__(self) -> None:
        """Raises ValueError on a definition that no map could show."""
        if self.parts not in ((RECORDED,), (UNRECORDED,)):
            raise ValueError(f"measure {self.name}: its part is recorded or unrecorded, not {self.parts}")
        if self.modelled and self.edges:
            raise ValueError(f"measure {self.name}: a modelled measure is never a colour, so it has no edges")
        if not self.modelled and not self.edges:
            raise ValueError(f"measure {self.name}: a counted measure needs the edges of its classes")

    @property
    def modelled(self) -> bool:
        """Whether any part of it is worked out; everything else is counted."""
        return UNRECORDED in self.parts

    @property
    def figure(self) -> str:
        """The measure of the one figure behind it: a rate comes with its figure."""
        return UNRECORDED if self.modelled else RECORDED

    @property
    def unit(self) -> str:
        """' per 1,000', or nothing for a plain number."""
        return f" per {self.per:,}" if self.per else ""

    @property
    def unit_of_residents(self) -> str:
        """' per 1,000 residents', or nothing for a plain number."""
        return f"{self.unit} residents" if self.per else ""


PER_RESIDENTS = Measure("recorded_per_1000", (RECORDED,), 1000, 1, "Recorded", Edges("recorded_per_1000"))
_LISTED = (
    Measure("recorded", (RECORDED,), None, 0, "Number recorded", Edges("recorded")),
    PER_RESIDENTS,
    Measure("unrecorded", (UNRECORDED,), None, 0, "What may be missing"),
)
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _LISTED}
# What the map of the page shows: a rate as colours, or columns with hatched tops.
ON_THE_MAP = (PER_RESIDENTS.name, UNRECORDED)
# Addresses from before counts left the colours, and before the modelled part became the top of a column.
SHOWN_AS = {
    RECORDED: PER_RESIDENTS.name,
    "unrecorded_per_1000": UNRECORDED,
    "recorded_and_unrecorded": UNRECORDED,
    "recorded_and_unrecorded_per_1000": UNRECORDED,
}
# The measures of a figure: one part each, as a number.
FIGURE_MEASURES = tuple(dict.fromkeys(measure.figure for measure in _LISTED))
