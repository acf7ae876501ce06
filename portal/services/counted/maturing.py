"""How outcomes settle: what was known of a month's crimes in an earlier copy of its file, and what in a later one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from portal.domain.record.period import MONTH_NAMES, month_index, month_words
from portal.services.library.library import Library
from portal.services.library.numbers import number

OPEN_OUTCOMES = ("Under investigation", "Awaiting court outcome")
# Fewer months apart than this shows little.
FAR_APART = 24
COLUMNS = ("month", "outcome", "soon_on", "late_on", "soon_count", "late_count", "soon_of_100", "late_of_100")
NONE_HELD = "No month is held here in two copies, so nothing shows how its outcomes settled."
WHOLE_FORCE = (
    "All crimes of a month in the whole force, by the last outcome known in each of two copies of its file."
)


@dataclass(frozen=True)
class Ripening:
    """rows: outcome, soon_count, late_count, soon_of_100, late_of_100; the most frequent of either first. '' is none given."""

    month: str
    crimes: int
    soon_on: str
    late_on: str
    rows: pd.DataFrame

    @property
    def sentence(self) -> str:
        return (
            f"Outcomes take years to settle. Of the {number(self.crimes)} crimes of {month_words(self.month)} in the whole "
            f"force, {self._open_words('soon')} in every 100 were still open when the files were copied in {self.soon_on}, "
            f"and {self._open_words('late')} in {self.late_on}."
        )

    @property
    def title(self) -> str:
        return f"The {number(self.crimes)} crimes of {month_words(self.month)}, by outcome in two copies"

    def _open_words(self, when: str) -> str:
        """So many of every 100; where that rounds to nought, how many there were."""
        of_100 = f"{self.still_open(when):.0f}"
        left = int(self.rows[self.rows.outcome.isin(OPEN_OUTCOMES)][f"{when}_count"].sum())
        return of_100 if of_100 != "0" else f"only {number(left)} in all" if left else "none"

    def still_open(self, when: str) -> float:
        """Of every 100 crimes, how many were under investigation or awaited a court."""
        return float(self.rows[self.rows.outcome.isin(OPEN_OUTCOMES)][f"{when}_of_100"].sum())


@lru_cache(maxsize=4)
def settling(library: Library) -> tuple[Ripening, ...]:
    """Every month that is held in two copies, the copies furthest apart first; empty where no second copy is held."""
    copies = library.outcome_copies
    if copies is None or copies.empty:
        return ()
    found = sorted(_pairs(library), key=lambda pair: (-_apart(pair), _wait(pair), pair.month))
    return tuple(found)


def _pairs(library: Library) -> Iterator[Ripening]:
    main = dict(zip(library.record.coverage.month, library.record.coverage.retrieved, strict=True))
    held, copies = library.outcomes, library.outcome_copies
    assert copies is not None
    for (month, known), second in copies.groupby(["month", "known_on"]):
        if main.get(month):
            first = held[held.month == month].groupby("outcome").recorded_count.sum()
            both = [(known, second.set_index("outcome").recorded_count), (main[month], first)]
            (soon_on, soon), (late_on, late) = sorted(both, key=lambda copy: month_index_of(copy[0]))
            yield Ripening(month, int(late.sum()), soon_on, late_on, _rows(soon, late))


def _rows(soon: pd.Series, late: pd.Series) -> pd.DataFrame:
    rows = pd.DataFrame({"soon_count": soon, "late_count": late}).fillna(0).astype("int64")
    for when in ("soon", "late"):
        rows[f"{when}_of_100"] = 100 * rows[f"{when}_count"] / rows[f"{when}_count"].sum()
    order = rows[["soon_count", "late_count"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    return rows.loc[order].rename_axis("outcome").reset_index()


def ripening(library: Library) -> Ripening | None:
    """The month whose copies show most: far apart, the earlier one taken soonest after it. None where none is held."""
    far = [pair for pair in settling(library) if _apart(pair) >= FAR_APART]
    return min(far, key=lambda pair: (_wait(pair), pair.month)) if far else None


def settling_table(library: Library) -> pd.DataFrame:
    """COLUMNS, one row a month and outcome: what page, file and API show, unrounded shares of every 100 crimes."""
    tables = [
        pair.rows.assign(month=pair.month, soon_on=pair.soon_on, late_on=pair.late_on)
        for pair in settling(library)
    ]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)] if tables else pd.DataFrame(columns=COLUMNS)


def _apart(pair: Ripening) -> int:
    return month_index_of(pair.late_on) - month_index_of(pair.soon_on)


def _wait(pair: Ripening) -> int:
    """Months between the crimes and the earlier copy."""
    return month_index_of(pair.soon_on) - month_index(pair.month)


def month_index_of(words: str) -> int:
    """'December 2021', or 'July 2022 at the latest', as a month index."""
    name, year = words.split()[:2]
    return month_index(f"{year}-{MONTH_NAMES.index(name) + 1:02d}")
