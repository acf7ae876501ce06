"""Joins counted months to the small areas of the force and says where every row went."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd

from portal.domain.record.crime import INCIDENT
from portal.domain.record.period import month_at, month_index
from portal.errors import BadSource
from portal.pipeline.forces import Force
from portal.pipeline.months.official import OfficialFile
from portal.pipeline.months.official_words import era_of, is_issued
from portal.pipeline.months.street import OutcomeMonth, StreetMonth, read_outcomes, read_street

# Street-level publication began with this month.
FIRST_PUBLISHED = "2010-12"
# A month that names a place for fewer of its rows than this has no count below the force, however it was taken.
LEAST_PLACED = 0.5
READERS = 2

COUNTED = (
    "crime_counts",
    "incident_counts",
    "unplaced_counts",
    "outcome_counts",
    "outcome_events",
    "coverage",
)


@dataclass(frozen=True)
class Counted:
    """The tables of COUNTED by name, for a set of months."""

    tables: dict[str, pd.DataFrame]
    files: int
    rows: int


def read_months(files: Iterable[OfficialFile], force: Force) -> tuple[list[StreetMonth], list[OutcomeMonth]]:
    """Reads and checks every file before anything is written. Raises BadSource at the first bad one."""
    streets: list[StreetMonth] = []
    outcomes: list[OutcomeMonth] = []

    def read(file: OfficialFile) -> StreetMonth | OutcomeMonth:
        reader = read_street if file.kind == "street" else read_outcomes
        return reader(file, force.feed_name)

    # Two at a time: half of a file's time is spent outside the tables, where one core would wait for the other.
    with ThreadPoolExecutor(READERS) as pool:
        for month in pool.map(read, files):
            if isinstance(month, StreetMonth):
                streets.append(month)
            else:
                outcomes.append(month)
    if not streets:
        raise BadSource(
            f"no street file of {force.slug} was found; files must lie as YYYY-MM/YYYY-MM-{force.slug}-street.csv"
        )
    return streets, outcomes


def count_months(streets: list[StreetMonth], outcomes: list[OutcomeMonth], force: Force, lsoas: pd.DataFrame,
                 known_codes: set[str] | None) -> Counted:  # fmt: skip
    """Counts by place. `known_codes` is every official LSOA code; None when no such list is at hand
    and only codes past the last one issued are told to be none."""
    vintage = dict(zip(lsoas.lsoa_code, lsoas.vintage, strict=True))
    # Plain lists: a column of text is slow to walk through, and this is done for every month.
    codes = list(vintage)
    placed, unplaced, last_outcomes, coverage = [], [], [], []
    for month in streets:
        rows = month.counts.assign(month=month.file.month)
        rows["reason"] = [_reason(code, vintage, known_codes) for code in rows.lsoa_code.tolist()]
        row = _coverage_row(month, rows, vintage, force)
        coverage.append(row)
        placed.append(rows[rows.reason == ""])
        unplaced.append(rows[rows.reason != ""])
        given = month.outcomes.assign(month=month.file.month)
        given["lsoa_code"] = given.lsoa_code.where(given.lsoa_code.isin(codes), "")
        last_outcomes.append(
            given.groupby(["month", "lsoa_code", "outcome"], as_index=False).recorded_count.sum()
        )
    inside, away = pd.concat(placed), pd.concat(unplaced)
    tables = {
        "crime_counts": inside[inside.crime_type != INCIDENT],
        "incident_counts": inside[inside.crime_type == INCIDENT],
        "unplaced_counts": away.groupby(
            ["month", "reason", "crime_type"], as_index=False
        ).recorded_count.sum(),
        "outcome_counts": pd.concat(last_outcomes),
        "outcome_events": _outcome_events(outcomes),
        "coverage": pd.DataFrame(coverage),
    }
    return Counted(tables, len(streets) + len(outcomes), sum(month.rows for month in streets))


def _reason(code: str, vintage: dict[str, str], known_codes: set[str] | None) -> str:
    if code == "":
        return "no_location"
    if code in vintage:
        return ""
    known = is_issued(code) if known_codes is None else code in known_codes
    return "outside_area" if known else "unknown_code"


def _coverage_row(
    month: StreetMonth, rows: pd.DataFrame, vintage: dict[str, str], force: Force
) -> dict[str, Any]:
    where = rows.groupby("reason").recorded_count.sum()
    codes = rows.groupby(rows.lsoa_code.map(vintage)).recorded_count.sum()
    incidents = int(rows.recorded_count[rows.crime_type == INCIDENT].sum())
    old, new = int(codes.get("2011", 0)), int(codes.get("2021", 0))
    reason = force.why_not_supplied(month.file.month)
    return {
        "month": month.file.month,
        "status": "not_supplied" if reason else "supplied",
        "row_count": month.rows,
        "crime_count": month.rows - incidents,
        "incident_count": incidents,
        "placed_count": int(where.get("", 0)),
        "no_location_count": int(where.get("no_location", 0)),
        "outside_area_count": int(where.get("outside_area", 0)),
        "unknown_code_count": int(where.get("unknown_code", 0)),
        "code_2011_count": old,
        "code_2021_count": new,
        "repeated_crime_id_count": month.repeated_crime_ids,
        "identical_incident_count": month.identical_incident_rows,
        "lsoa_vintage": "mixed" if old and new else "2011" if old else "2021" if new else "",
        "retrieved": month.retrieved or force.retrieved_on(month.file.month),
        "street_sha256": month.sha256,
        "reason": reason,
        "type_era": era_of(month.file.month).first,
        "unnamed_words": "; ".join(month.new_words),
        "withheld_types": "",
        "below_force": "counted" if where.get("", 0) >= LEAST_PLACED * month.rows else "not_counted",
        "odd": "",
        "accepted": "",
    }


def _outcome_events(outcomes: list[OutcomeMonth]) -> pd.DataFrame:
    if not outcomes:
        return pd.DataFrame(columns=["month", "outcome", "outcome_count", "crime_count"])
    return pd.concat([month.outcomes.assign(month=month.file.month) for month in outcomes])


def fill_coverage(held: pd.DataFrame, force: Force) -> pd.DataFrame:
    """Every month from the first published to the last held; those without a file say why they are missing."""
    months = range(month_index(FIRST_PUBLISHED), month_index(held.month.max()) + 1)
    full = held.set_index("month").reindex([month_at(i) for i in months]).rename_axis("month").reset_index()
    absent = full.status.isna()
    reasons = full.month[absent].map(force.why_not_supplied)
    full.loc[absent, "reason"] = reasons
    full.loc[absent, "status"] = reasons.map(lambda reason: "not_supplied" if reason else "not_held")
    counts = [column for column in full.columns if column.endswith("_count")]
    full[counts] = full[counts].astype("Int64")
    return full


def merge_months(
    old: dict[str, pd.DataFrame], new: dict[str, pd.DataFrame], force: Force
) -> dict[str, pd.DataFrame]:
    """The old tables with the new months put in; a month given again replaces what was there."""
    given = set(new["coverage"].month)
    events = set(new["outcome_events"].month)
    merged = {}
    for name in COUNTED:
        replaced = events if name == "outcome_events" else given
        kept = old[name][~old[name].month.isin(replaced)]
        merged[name] = pd.concat([kept, new[name]], ignore_index=True)
    held = merged["coverage"]
    merged["coverage"] = fill_coverage(held[held.row_count.notna()], force)
    return merged
