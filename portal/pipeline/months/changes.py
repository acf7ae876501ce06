"""What adding months would change, and the refusal to put a poorer copy of a month over a better one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.domain.record.period import month_words
from portal.errors import BadSource
from portal.pipeline.months.street import StreetMonth

# Copies of one month taken years apart differ by a few rows in a hundred. A fifth fewer is a broken or partial file.
MOST_FEWER = 0.20


@dataclass(frozen=True)
class MonthChange:
    """One month before and after. `held` is None where no rows of it were held."""

    month: str
    file_name: str
    held: int | None
    rows: int
    same_content: bool
    not_supplied: bool
    over: str = ""

    @property
    def shrinks(self) -> bool:
        return self.held is not None and self.rows < (1 - MOST_FEWER) * self.held

    def words(self, act: str) -> str:
        """`act` is 'is' for what was done and 'would be' for a preview."""
        if self.held is None:
            what = f"{act} added, {self.rows:,} rows"
        elif self.same_content:
            what = f"{act} left as it is, the same {self.rows:,} rows are held"
        else:
            what = (
                f"{act} replaced, {self.held:,} rows held, {self.rows:,} given ({self.rows - self.held:+,})"
            )
        known = "; the force is known not to have supplied it in full, so it stays missing on every page"
        older = f"; {self.over} holds an older copy, which was not taken" if self.over else ""
        return f"{month_words(self.month)}: {what}{older}{known if self.not_supplied else ''}"


def month_changes(streets: list[StreetMonth], held: pd.DataFrame, given: pd.DataFrame) -> list[MonthChange]:
    """One change a month. `held` and `given` are coverage tables, before and of the new files alone."""
    before = held[held.row_count.notna()].set_index("month")
    status = given.set_index("month").status
    return [
        MonthChange(
            month.file.month,
            month.file.name,
            int(before.row_count[month.file.month]) if month.file.month in before.index else None,
            month.rows,
            month.file.month in before.index and before.street_sha256[month.file.month] == month.sha256,
            status[month.file.month] == "not_supplied",
            month.file.over,
        )
        for month in streets
    ]


def refuse_fewer_rows(changes: list[MonthChange]) -> None:
    """Raises BadSource at the first month that would lose more than MOST_FEWER of its rows."""
    for change in changes:
        if change.shrinks:
            raise BadSource(
                f"{change.file_name}: it has {change.rows:,} rows, {1 - change.rows / (change.held or 1):.0%} fewer than the "
                f"{change.held:,} held for {month_words(change.month)}; nothing was changed. If the force withdrew them, "
                "run the same command again with --replace"
            )


def with_known_dates(given: pd.DataFrame, streets: list[StreetMonth], held: pd.DataFrame) -> pd.DataFrame:
    """The new coverage rows with a retrieval date only where it is known for these very bytes.

    The dates in a force's configuration are about the copies the full build reads, not about a file added later.
    """
    before = held.set_index("month")
    dates = {}
    for month in streets:
        name = month.file.month
        same = name in before.index and before.street_sha256[name] == month.sha256
        dates[name] = month.retrieved or (before.retrieved[name] if same else "")
    return given.assign(retrieved=given.month.map(dates))


def with_verdict(given: pd.DataFrame, verdict: pd.DataFrame, accept: str) -> pd.DataFrame:
    """The new coverage rows with what was odd about them, and why they were taken. `verdict` is what `judge` gave."""
    at = verdict.reindex(given.month)
    odd = at.odd.fillna("").to_numpy()
    lost = at.lost.eq(True).to_numpy() | (given.below_force == "not_counted").to_numpy()
    return given.assign(
        odd=odd,
        accepted=[" ".join(accept.split()) if what else "" for what in odd],
        withheld_types=at.withheld_types.fillna("").to_numpy(),
        below_force=["not_counted" if gone else "counted" for gone in lost],
    )
