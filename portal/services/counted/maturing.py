"""How outcomes grow ripe: what was known of a month's crimes soon after, and what years later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from portal.domain.record.period import MONTH_NAMES, month_index, month_words
from portal.services.library.library import Library
from portal.services.library.numbers import number

OPEN_OUTCOMES = ("Under investigation", "Awaiting court outcome")
# Fewer months apart than this shows little.
FAR_APART = 24


@dataclass(frozen=True)
class Ripening:
    """shares: outcome → of every 100 crimes, `soon` and `late`; the most frequent of either first."""

    month: str
    crimes: int
    soon_on: str
    late_on: str
    shares: pd.DataFrame

    @property
    def sentence(self) -> str:
        soon, late = (f"{self._unsettled(when):.0f}" for when in ("soon", "late"))
        late = "none" if late == "0" else late
        return (
            f"Outcomes take years to settle. Of the {number(self.crimes)} crimes of {month_words(self.month)}, {soon} in "
            f"every 100 were still open when the files were copied in {self.soon_on}, and {late} in {self.late_on}."
        )

    def _unsettled(self, when: str) -> float:
        return float(self.shares.reindex(list(OPEN_OUTCOMES)).fillna(0.0)[when].sum())


@lru_cache(maxsize=4)
def ripening(library: Library) -> Ripening | None:
    """The newest month with two copies taken far apart, the earlier one soon after it; None where none is held."""
    copies = library.outcome_copies
    if copies is None or copies.empty:
        return None
    main = dict(zip(library.record.coverage.month, library.record.coverage.retrieved, strict=True))
    pairs = [
        (month_index_of(known) - month_index(month), month, known)
        for month, known in copies[["month", "known_on"]].drop_duplicates().itertuples(index=False)
        if main.get(month) and abs(month_index_of(main[month]) - month_index_of(known)) >= FAR_APART
    ]
    if not pairs:
        return None
    # The earlier copy taken soonest after the month's end shows most.
    _, month, known = min(pairs)
    second = copies[(copies.month == month) & (copies.known_on == known)].set_index("outcome").recorded_count
    held = library.outcomes
    first = held[held.month == month].groupby("outcome").recorded_count.sum()
    both = {month_index_of(known): (known, second), month_index_of(main[month]): (main[month], first)}
    (soon_on, soon), (late_on, late) = both[min(both)], both[max(both)]
    shares = (
        pd.DataFrame({"soon": 100 * soon / soon.sum(), "late": 100 * late / late.sum()})
        .fillna(0.0)
        .astype(float)
    )
    order = shares.max(axis=1).sort_values(ascending=False, kind="stable").index
    return Ripening(month, int(late.sum()), soon_on, late_on, shares.loc[order])


def month_index_of(words: str) -> int:
    """'December 2021', or 'July 2022 at the latest', as a month index."""
    name, year = words.split()[:2]
    return month_index(f"{year}-{MONTH_NAMES.index(name) + 1:02d}")
