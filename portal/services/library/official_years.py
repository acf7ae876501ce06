"""The official figure of all crime in the force, year by year, beside what the street files hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from portal.domain.record.crime import ALL
from portal.domain.record.period import Period, month_index
from portal.measures.record import area_count, missing_months
from portal.services.library.library import Library
from portal.services.library.numbers import number


@dataclass(frozen=True)
class OfficialYear:
    """`official` is as published, `bound` says how ("as printed", "about", "more than"); `held` is None where a month is not.

    `placed` is how many of the crimes held have a place below the force.
    """

    period: Period
    official: int
    bound: str
    publisher: str
    source_title: str
    source_url: str
    held: int | None
    placed: int | None

    @property
    def official_words(self) -> str:
        start = "" if self.bound == "as printed" else f"{self.bound} "
        return start + number(self.official)

    @property
    def held_words(self) -> str:
        return "not all its months are held" if self.held is None else number(self.held)

    @property
    def share(self) -> float | None:
        """Of every 100 in the official figure, how many the street files hold; over 100 where they hold more."""
        return None if self.held is None or self.bound == "more than" else 100 * self.held / self.official

    @property
    def share_words(self) -> str:
        return "" if self.share is None else f"{self.share:.1f} of every 100"


@lru_cache(maxsize=4)
def official_years(library: Library) -> tuple[OfficialYear, ...]:
    """Every year of twelve months for which an official figure is known, newest first."""
    rows = library.recorded_totals
    name = library.force.name.replace("&", "and")
    known = rows[(rows.area_name == name) & (rows.category == "all crime") & rows.recorded_count.notna()]
    found = [_year(library, row) for row in known[known.period_from != ""].to_dict("records")]
    twelve = [year for year in found if len(year.period) == 12]
    return tuple(sorted(twelve, key=lambda year: year.period.last, reverse=True))


def _year(library: Library, row: dict[str, object]) -> OfficialYear:
    period, held, placed = Period(str(row["period_from"]), str(row["period_to"])), None, None
    if not missing_months(library.record, period):
        held = area_count(library.record, library.force, period, ALL) or 0
        placed = _placed(library, period)
    return OfficialYear(period, int(str(row["recorded_count"])), str(row["count_bound"]), str(row["published_by"]),
                        str(row["source_title"]), str(row["source_url"]), held, placed)  # fmt: skip


def _placed(library: Library, period: Period) -> int:
    sectors = [area for area in library.areas.values() if area.level == "sector"]
    return sum(area_count(library.record, sector, period, ALL) or 0 for sector in sectors)


def official_sentence(library: Library, period: Period) -> str:
    """What stands wherever the force's own count of all crime is printed; empty where no official figure can be compared.

    Where none is known for exactly these months it tells of the nearest year that has one, and says so.
    """
    known = [year for year in official_years(library) if year.share is not None]
    if not known:
        return ""
    start = month_index(period.first)
    nearest = min(known, key=lambda year: abs(month_index(year.period.first) - start))
    if nearest.period == period:
        return (
            f"The official figure for {period.words} is {nearest.official_words} ({nearest.publisher}). Street files hold "
            f"{nearest.share_words} that it has."
        )
    return (
        f"No official figure is held for exactly these months. For the nearest year that has one, {nearest.period.words}, it "
        f"is {nearest.official_words} ({nearest.publisher}), and street files hold {nearest.share_words} that it has."
    )
