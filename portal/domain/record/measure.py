"""What the portal measures of an area: each measure once, with its parts, its unit, its words and its map classes.

To add one, add it to `_LISTED`. A counted measure that takes nobody else's edges also needs them in
data/map_classes.csv, where `portal data build` writes them.
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

    `parts`: what is added up, recorded crime (counted), unrecorded crime (modelled), or both. `per`: residents it is
    given for; None for a plain number. `decimals`: of the numbers as printed and classed. `words`: its name in a list
    of choices.
    """

    name: str
    parts: tuple[str, ...]
    per: int | None
    decimals: int
    words: str
    edges: Edges

    def __post_init__(self) -> None:
        """Raises ValueError on a definition that no map could show."""
        if self.parts not in ((RECORDED,), (UNRECORDED,), (RECORDED, UNRECORDED)):
            raise ValueError(f"measure {self.name}: parts are recorded, unrecorded or both, not {self.parts}")
        if self.modelled and self.edges.of == self.name:
            raise ValueError(f"measure {self.name}: a modelled measure takes the edges of a counted one")

    @property
    def modelled(self) -> bool:
        """Whether any part of it is worked out; everything else is counted."""
        return UNRECORDED in self.parts

    @property
    def with_recorded(self) -> bool:
        return RECORDED in self.parts

    @property
    def figure(self) -> str:
        """The measure of the one figure behind it: a rate comes with its figure, and a sum of both parts is no figure."""
        return UNRECORDED if self.modelled else RECORDED

    @property
    def what(self) -> str:
        """'recorded', 'unrecorded' or 'recorded and unrecorded'."""
        return " and ".join(self.parts)

    @property
    def unit(self) -> str:
        """' per 1,000', or nothing for a plain number."""
        return f" per {self.per:,}" if self.per else ""

    @property
    def unit_of_residents(self) -> str:
        """' per 1,000 residents', or nothing for a plain number."""
        return f"{self.unit} residents" if self.per else ""


# One reported crime in six was not recorded at the last audit, so a fifth of the recorded edges spreads the estimates
# over the same classes.
_MISSING, _BOTH = 0.2, 1.2
PER_RESIDENTS = Measure(
    "recorded_per_1000", (RECORDED,), 1000, 1, "Recorded per 1,000 residents", Edges("recorded_per_1000")
)
_LISTED = (
    Measure("recorded", (RECORDED,), None, 0, "Number recorded", Edges("recorded")),
    PER_RESIDENTS,
    Measure("unrecorded", (UNRECORDED,), None, 0, "Modelled: unrecorded", Edges("recorded", _MISSING)),
    Measure(
        "unrecorded_per_1000", (UNRECORDED,), 1000, 1, "Modelled: unrecorded per 1,000 residents",
        Edges("recorded_per_1000", _MISSING),
    ),
    Measure(
        "recorded_and_unrecorded", (RECORDED, UNRECORDED), None, 0, "Modelled: recorded and unrecorded",
        Edges("recorded", _BOTH),
    ),
    Measure(
        "recorded_and_unrecorded_per_1000", (RECORDED, UNRECORDED), 1000, 1, "Modelled: both per 1,000 residents",
        Edges("recorded_per_1000", _BOTH),
    ),
)  # fmt: skip
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _LISTED}
# The measures of a figure: one part each, as a number.
FIGURE_MEASURES = tuple(dict.fromkeys(measure.figure for measure in _LISTED))
