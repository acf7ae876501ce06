"""A figure: one number with everything a reader needs to print it. The JSON shape is a public contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portal.domain.record.area import Area
from portal.domain.record.period import Period

# Below this many crimes a rate moves so much by chance that it is marked.
SMALL_NUMBER = 100
LABELS = ("number", "caution", "range_only", "not_shown")


@dataclass(frozen=True)
class Basis:
    """How the value came about. `counted` is read off the record; everything else is modelled."""

    kind: str  # counted | audited | scenario | none
    sentence: str
    inspection: str | None = None
    rate: dict[str, float] | None = None


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    url: str
    licence: str


@dataclass(frozen=True)
class RateHeld:
    """The ranges (low, high) were recording in the place the same as in the whole force."""

    range80: tuple[float, float]
    range95: tuple[float, float]


@dataclass(frozen=True)
class ScenarioRow:
    """What one audited rate would mean. `whose` says of whom and what it is; `year` is the last it was audited in.

    `rate` is the share recorded; `range95` stands for the interval published with it, None where none was.
    """

    inspection: str
    whose: str
    year: int
    rate: float
    value: float
    range95: tuple[float, float] | None


# What the second edition of the method added; an answer of the first has none of it, so that its checksum still verifies.
SECOND_EDITION = frozenset({"if_rate_held", "per_1000_range95", "scenarios"})


@dataclass(frozen=True)
class Figure:
    """One answer. `value` is unrounded, None when no one number can be said; ranges are (low, high) or None.

    `range80` and `range95` allow for places to differ. A scenario has no value: its rows, lowest first, are the answer.
    `edition` 1 marks an answer of a release published under the first edition of the method: its JSON has neither.
    """

    area: Area
    period: Period
    missing: tuple[str, ...]
    crime: str
    measure: str
    value: float | None
    label: str
    basis: Basis
    sentence: str
    caveats: tuple[str, ...]
    sources: tuple[Source, ...]
    release: str
    per_1000: float | None = None
    per_1000_range95: tuple[float, float] | None = None
    population: int | None = None
    population_source: str = ""
    range80: tuple[float, float] | None = None
    range95: tuple[float, float] | None = None
    if_rate_held: RateHeld | None = None
    scenarios: tuple[ScenarioRow, ...] = ()
    edition: int = 2
    not_shown_because: str = field(default="", compare=False)

    @property
    def is_small_number(self) -> bool:
        """A counted rate that stands on fewer crimes than a rate should."""
        return self.per_1000 is not None and self.value is not None and self.value < SMALL_NUMBER

    def as_json(self) -> dict[str, Any]:
        """The contract of design section 4; keys and their order are fixed."""
        answer = self._every_key()
        if self.edition == 1:
            return {key: value for key, value in answer.items() if key not in SECOND_EDITION}
        return answer

    def _every_key(self) -> dict[str, Any]:
        held = self.if_rate_held
        return {
            "area": {"code": self.area.code, "name": self.area.name, "level": self.area.level},
            "period": {
                "from": self.period.first,
                "to": self.period.last,
                "months": len(self.period),
                "missing": list(self.missing),
            },
            "crime": self.crime,
            "measure": self.measure,
            "value": self.value,
            "range80": list(self.range80) if self.range80 else None,
            "range95": list(self.range95) if self.range95 else None,
            "if_rate_held": {name: list(ends) for name, ends in vars(held).items()} if held else None,
            "label": self.label,
            "per_1000": self.per_1000,
            "per_1000_range95": list(self.per_1000_range95) if self.per_1000_range95 else None,
            "population": self.population,
            "population_source": self.population_source,
            "scenarios": [
                vars(row) | {"range95": list(row.range95) if row.range95 else None} for row in self.scenarios
            ],
            "basis": {name: getattr(self.basis, name) for name in ("kind", "inspection", "rate", "sentence")},
            "sentence": self.sentence,
            "caveats": list(self.caveats),
            "sources": [vars(source) for source in self.sources],
            "release": self.release,
        }
