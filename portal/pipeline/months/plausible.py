"""One gate for every new month: is it like the months held? A month is not believed because its rows are well formed."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from portal.domain.record.crime import ALL_TYPES, INCIDENT, NOT_NAMED
from portal.domain.record.period import month_index, month_words
from portal.errors import BadSource
from portal.pipeline.months.official_words import era_of
from portal.pipeline.months.street import StreetMonth

FIRST_PUBLISHED = "2010-12"
# A month is compared with the held months nearest in time, on both sides of it. With these bounds all 102 months of the
# committed tables pass, each against the rest, and so do another force's 59 (tests/raw).
NEAREST = 24
# How far past the lowest and highest of those a count may lie: by this factor, or by what chance moves a small count.
FACTOR = 1.35
# One type or sector moves more than all rows do: incidents of December 2025 lie at 1.48.
PART_FACTOR = 1.5
CHANCE = 4.0
# Shares, in percentage points past the lowest and highest held.
POINTS = 0.06
# Map points near a border lie over it: of every force in England and Wales at most 1.6% in February 2025, but for one of one
# square mile with 20 of its 701 rows, which is within what chance moves. Another force's file has nearly all outside.
MOST_OUTSIDE = 0.02
MOST_FAR_AWAY = 0.01
MOST_REPEATED = 0.01
MOST_IN_ONE_AREA = 0.25
FEWEST_MONTHS = 6


def refuse_impossible(month: str, name: str, today: date) -> None:
    """Raises BadSource for a month that nobody can have published yet, or that was before publication began."""
    if not "01" <= month[5:] <= "12":
        raise BadSource(f"{name}: {month} is no month; check the name of the file")
    if month < FIRST_PUBLISHED:
        raise BadSource(
            f"{name}: street files begin with December 2010, so {month_words(month)} cannot be one of them"
        )
    if month >= f"{today:%Y-%m}":
        raise BadSource(
            f"{name}: {month_words(month)} is not over yet, so no file can hold it; check the file and the clock"
        )


def month_profile(crimes: pd.DataFrame, incidents: pd.DataFrame, unplaced: pd.DataFrame, coverage: pd.DataFrame,
                  lsoas: pd.DataFrame) -> pd.DataFrame:  # fmt: skip
    """One row a supplied month: `rows`, shares of its rows, `type …` and `sector …` counts. Frames as their contracts."""
    held = coverage[coverage.status == "supplied"].set_index("month")
    placed = pd.concat([crimes, incidents.assign(crime_type=INCIDENT)])
    every = pd.concat([placed, unplaced])
    types = every.groupby(["month", "crime_type"]).recorded_count.sum().unstack(fill_value=0)
    sector = placed.assign(
        sector=placed.lsoa_code.map(dict(zip(lsoas.lsoa_code, lsoas.sector_code, strict=True)))
    )
    sectors = sector.groupby(["month", "sector"]).recorded_count.sum().unstack(fill_value=0)
    top = placed.groupby(["month", "lsoa_code"]).recorded_count.sum().groupby("month").max()
    rows = held.row_count.astype(float)
    shares = pd.DataFrame({
        "rows": rows, "share placed": held.placed_count / rows, "share of incidents": held.incident_count / rows,
        "share outside": (held.outside_area_count + held.unknown_code_count) / rows,
        "unknown codes": held.unknown_code_count.astype(float), "share repeated": held.repeated_crime_id_count / rows, "share in one area": top / held.placed_count,
    })  # fmt: skip
    parts = [types.add_prefix("type "), sectors.add_prefix("sector ")]
    return shares.join(parts).reindex(held.index).astype(float)


def oddities(month: str, own: pd.Series, held: pd.DataFrame, names: dict[str, str]) -> dict[str, str]:
    """What is unlike the months held, by measure, each in words; empty when nothing is. Rows as `month_profile` has them.

    With fewer than FEWEST_MONTHS held there is nothing to compare with but what no month may be.
    """
    others = held.drop(month, errors="ignore")
    near = others.iloc[
        np.argsort([abs(month_index(m) - month_index(month)) for m in others.index], kind="stable")[:NEAREST]
    ]
    found = _never(own)
    if len(near) < FEWEST_MONTHS:
        return found
    low, high = _bounds(near.rows, FACTOR)
    if not low <= own.rows <= high:
        found["rows"] = (
            f"it has {own.rows:,.0f} rows where months near it have {near.rows.min():,.0f} to {near.rows.max():,.0f}"
        )
    for share, words in (
        ("share placed", "with a place"),
        ("share of incidents", "of anti-social behaviour"),
    ):
        slack = POINTS + CHANCE * (own[share] * (1 - own[share]) / max(own.rows, 1)) ** 0.5
        if not near[share].min() - slack <= own[share] <= near[share].max() + slack:
            found[share] = (f"{own[share]:.0%} of its rows are {words} where months near it have {near[share].min():.0%} to "
                            f"{near[share].max():.0%}")  # fmt: skip
    return found | _parts(month, own, near, names)


def _never(own: pd.Series) -> dict[str, str]:
    """What is odd in any month, whatever is held."""
    limits = (("share outside", most_outside(own.rows), "lie outside the force area or on unknown codes"),
              ("share repeated", MOST_REPEATED, "repeat a crime ID"),
              ("share in one area", MOST_IN_ONE_AREA, "lie in one small area"),
              ("share far away", MOST_FAR_AWAY, "have coordinates outside the country"))  # fmt: skip
    found = {
        name: f"{own[name]:.1%} of its rows {words}"
        for name, most, words in limits
        if own.get(name, 0) > most
    }
    if own.get("unknown codes", 0):
        found["unknown codes"] = (
            f"{own['unknown codes']:,.0f} of its rows have a small-area code that was never issued"
        )
    return found


def _parts(month: str, own: pd.Series, near: pd.DataFrame, names: dict[str, str]) -> dict[str, str]:
    era, found = era_of(month), {}
    alike = near[[era_of(m) == era for m in near.index]]
    for name in near.columns[near.columns.str.startswith(("type ", "sector "))]:
        seen = alike[name] if name.startswith("type ") else near[name]
        if len(seen) < FEWEST_MONTHS or name == f"type {NOT_NAMED.slug}":
            continue
        low, high = _bounds(seen, PART_FACTOR)
        count = own.get(name, 0.0)
        if not low <= count <= high:
            what = names.get(name.split(" ", 1)[1], name)
            found[name] = (
                f"{what} has {count:,.0f} where months near it have {seen.min():,.0f} to {seen.max():,.0f}"
            )
    return found


def _bounds(seen: pd.Series, factor: float) -> tuple[float, float]:
    low, high = float(seen.min()), float(seen.max())
    return low - max(low - low / factor, CHANCE * low**0.5) - 3, high + max(
        high * factor - high, CHANCE * high**0.5
    ) + 3


def most_outside(rows: Any) -> Any:
    """The share of so many rows, a number or a column of them, that may lie outside the force area."""
    return MOST_OUTSIDE + CHANCE * (MOST_OUTSIDE / rows) ** 0.5


def refuse_changed_codes(coverage: pd.DataFrame) -> None:
    """Raises BadSource when a month lies elsewhere: its codes are of a census that is not known here, or of another force."""
    held = coverage[coverage.row_count.notna()]
    outside = held.outside_area_count + held.unknown_code_count
    for month in held[outside > most_outside(held.row_count) * held.row_count].itertuples():
        raise BadSource(
            f"{month_words(month.month)}: column 'LSOA code' places {month.outside_area_count + month.unknown_code_count:,} of "
            f"{month.row_count:,} rows outside the force area; the codes changed, or the file is another force's"
        )


def judge(streets: list[StreetMonth], own: pd.DataFrame, held: pd.DataFrame, lsoas: pd.DataFrame, accept: str,
          today: date) -> pd.DataFrame:  # fmt: skip
    """month → odd, withheld_types, below_force of each new month. Raises BadSource at one that is odd, unless accepted."""
    names = {crime_type.slug: crime_type.label for crime_type in ALL_TYPES}
    names |= dict(zip(lsoas.sector_code, lsoas.sector_name, strict=True)) if "sector_name" in lsoas else {}
    rows = []
    for street in streets:
        month = street.file.month
        refuse_impossible(month, street.file.name, today)
        if month not in own.index:
            continue
        profile = own.loc[month].copy()
        profile["share far away"] = street.far_away_rows / street.rows
        found = oddities(month, profile, held, names)
        withheld = _taken_by_new_words(profile, found)
        odd = "; ".join(found.values())
        if odd and not accept:
            raise BadSource(
                f"{street.file.name}: {month_words(month)} is not like the months held: {'; '.join(list(found.values())[:3])}"
                f"{' and more' if len(found) > 3 else ''}; nothing was changed. If it is right all the same, run the command "
                "again with --accept and the reason"
            )
        lost = any(
            name.startswith(("share placed", "share outside", "share in one", "share far", "sector"))
            for name in found
        )
        rows.append((month, odd, withheld, lost))
    return pd.DataFrame(rows, columns=["month", "odd", "withheld_types", "lost"]).set_index("month")


def _taken_by_new_words(own: pd.Series, found: dict[str, str]) -> str:
    """Types that are short by no more than what new words hold: they have no value in the month, and are not odd."""
    unnamed = own.get(f"type {NOT_NAMED.slug}", 0.0)
    short = [name for name in found if name.startswith("type ")] if unnamed else []
    for name in short:
        del found[name]
    return " ".join(name.removeprefix("type ") for name in short)
