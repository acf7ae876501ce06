"""What a benchmark hands back: lines of figures with their targets, and plain remarks."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

# Decimals shown for each unit; more would only show noise.
DECIMALS = {"s": 2, "ms": 1, "KB": 1, "MB": 2, "GB": 2, "%": 1, "": 0}


@dataclass(frozen=True)
class Line:
    """One figure measured again and again. `limit` is what the median must stay under, `floor` what it must reach.

    1 KB is 1,000 bytes.

    `peer` holds the same figure of the peer, measured in the same run.
    """

    what: str
    unit: str
    values: tuple[float, ...]
    limit: float | None = None
    peer: tuple[float, ...] = ()
    floor: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def verdict(self) -> str:
        if self.floor is not None:
            return "met" if self.median >= self.floor else "missed"
        if self.limit is None:
            return ""
        # A limit of 0 means none at all.
        met = self.median < self.limit or self.median == self.limit == 0
        return "met" if met else "missed"

    def cells(self) -> list[str]:
        """n, median, spread, target, verdict, peer, ratio: as shown."""
        return [
            str(len(self.values)),
            self.words(self.median),
            f"{self.number(min(self.values))}–{self.number(max(self.values))}",
            self.target(),
            self.verdict,
            f"{self.words(statistics.median(self.peer))} (n {len(self.peer)})" if self.peer else "",
            f"{statistics.median(self.peer) / self.median:.1f}×" if self.peer and self.median else "",
        ]

    def target(self) -> str:
        if self.floor is not None:
            return f"≥ {self.words(self.floor)}"
        return "" if self.limit is None else "none" if self.limit == 0 else f"< {self.words(self.limit)}"

    def number(self, value: float) -> str:
        return f"{value:,.{DECIMALS[self.unit]}f}"

    def words(self, value: float) -> str:
        return f"{self.number(value)} {self.unit}".rstrip()


@dataclass
class Found:
    """The lines and remarks of one benchmark; `text` is what a benchmark of another kind printed itself."""

    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    text: str = ""
    broken: bool = False
