"""What makes a table of areas whole: the rows that are in no area, the force, what to print, and why something is not there."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.area import BEST_FIT
from portal.domain.record.figure import SMALL_NUMBER, Figure
from portal.estimator import round_outward
from portal.measures.record import area_count, missing_months, type_columns
from portal.measures.visitors import STANDS_OUT, summer_over_winter
from portal.services.counted.area_map import AreaMap
from portal.services.counted.figure import figure, why_withheld
from portal.services.counted.sentences import APPROXIMATE, FORCE_UNPLACED, RATE_RANGE, SMALL
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import COLUMNS, printed
from portal.services.unrecorded.estimates import why_no_estimate
from portal.services.unrecorded.figure import estimate_row, printed_values
from portal.services.unrecorded.sentences import rounded, rounded_held

ELSEWHERE, NO_PLACE = "elsewhere", "no_place"
NO_RATE = "No area of this kind has residents to divide by."
NO_ESTIMATE = "Nothing is estimated for records of no area; they are in the force's own estimate."
UNCHECKED = "Nobody has checked recording in any of these areas separately."
MARKED = f"{SMALL} Such rows are marked in the column small_number."
PRINTED = [
    "estimated_unrecorded_print", "estimated_lower_print", "estimated_upper_print", "if_rate_held_lower_print",
    "if_rate_held_upper_print",
]  # fmt: skip
# Levels of which a reader can take in a list of names.
NAMED_LEVELS = ("sector", "town")


def add_printed(table: pd.DataFrame, rows: pd.DataFrame, label: pd.Series) -> None:
    """Adds PRINTED: each estimate as a page prints it, ranges rounded outward, empty where nothing is shown."""
    for column in PRINTED:
        table[column] = pd.Series(pd.NA, index=table.index, dtype="Float64")
    for row in rows.itertuples():
        if label[row.Index] == "not_shown" or pd.isna(getattr(row, COLUMNS[1], pd.NA)):
            continue
        as_printed = printed(row)
        table.loc[row.Index, PRINTED[1:3]] = (as_printed.low, as_printed.high)
        if label[row.Index] != "range_only":
            table.loc[row.Index, PRINTED[0]] = as_printed.central
        if not pd.isna(row.if_rate_held_lower):
            table.loc[row.Index, PRINTED[3:]] = round_outward(
                row.estimated_unrecorded, row.if_rate_held_lower, row.if_rate_held_upper, row.spread_sd
            )[1]


def why_nothing(library: Library, selection: Selection) -> str:
    """Why a whole table has no such number; empty where that differs from row to row."""
    withheld = why_withheld(library, library.force, selection.period, selection.crime)
    if withheld or not selection.is_estimated:
        return withheld
    level = "msoa" if selection.level in BEST_FIT else selection.level
    return why_no_estimate(library, level, selection.period, selection.crime, selection.inspection or None)


def with_whole(library: Library, selection: Selection, level: str, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of areas, then those in no area of the level, and the force, to which all add up."""
    added = [_force_row(library, selection)]
    counts: dict[str, int | None] = {NO_PLACE: None, ELSEWHERE: None}
    if not missing_months(library.record, selection.period):
        away = library.record.unplaced[library.record.within(selection.period)]
        unplaced = int(away[:, type_columns(selection.crime)].sum())
        whole = area_count(library.record, library.force, selection.period, selection.crime) or 0
        counts = {NO_PLACE: unplaced, ELSEWHERE: int(whole - unplaced - table.recorded_count.sum())}
    names = {NO_PLACE: "No place given, or outside the force area", ELSEWHERE: "Elsewhere in the force area"}
    if level in BEST_FIT:
        names[ELSEWHERE] += f", or in a {level} without a figure"
    # Towns are some of the force area, and so are wards and parishes with a figure; all other levels are all of it.
    for code in (NO_PLACE, *([ELSEWHERE] if level in ("town", *BEST_FIT) else [])):
        reason = why_nothing(library, selection) or (NO_ESTIMATE if selection.is_estimated else NO_RATE)
        is_shown = counts[code] is not None and not selection.is_estimated
        added.insert(0, {
            "area_code": code, "area_name": names[code], "level": "none", "sector_name": "", "row": code,
            "recorded_count": counts[code], "label": "number" if is_shown else "not_shown",
            "basis": "counted" if is_shown else "none", "inspection": "", "not_shown_because": reason,
        })  # fmt: skip
    more = pd.DataFrame(added).reindex(columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, more], ignore_index=True)


def _force_row(library: Library, selection: Selection) -> dict[str, object]:
    force = library.force
    counted = figure(library, force.code, selection.period, selection.crime)
    shown = _asked(library, selection) if selection.is_estimated else counted
    ends = counted.per_1000_range95 or (None, None)
    row: dict[str, object] = {
        "area_code": force.code, "area_name": force.name, "level": "force", "sector_name": "", "row": "force",
        "recorded_count": counted.value, "recorded_per_1000": counted.per_1000, "recorded_per_1000_lower": ends[0],
        "recorded_per_1000_upper": ends[1], "resident_count": counted.population, "label": shown.label,
        "basis": shown.basis.kind, "inspection": shown.basis.inspection or "",
        "not_shown_because": shown.sentence if shown.basis.kind == "none" else "",
    }  # fmt: skip
    if shown.basis.kind == "audited":
        row |= _estimated(library, selection, shown)
    if shown.basis.kind == "scenario":
        found = sorted(one.value for one in shown.scenarios)
        row |= {"estimated_lower": found[0], "estimated_upper": found[-1]} if found else {}
    return row


def _asked(library: Library, selection: Selection) -> Figure:
    return figure(
        library, library.force.code, selection.period, selection.crime, "unrecorded", selection.inspection or None,
        selection.spread,
    )  # fmt: skip


def _estimated(library: Library, selection: Selection, shown: Figure) -> dict[str, float | None]:
    answer, at = estimate_row(library, library.force, selection.period, selection.crime, selection.spread)
    values = printed_values(library, answer, at)
    names = ("plug", "lo95", "hi95", "lo80", "hi80", "held_lo95", "held_hi95", "held_lo80", "held_hi80")
    found: dict[str, float | None] = dict(zip(COLUMNS, (values[name] for name in names), strict=False))
    low, central, high = rounded(values)
    found |= dict(zip(PRINTED, (central, low, high, *rounded_held(values)), strict=True))
    if shown.label == "range_only":
        found |= {COLUMNS[0]: None, PRINTED[0]: None}
    return found


def level_caveats(library: Library, shown: AreaMap, whole: Figure) -> tuple[str, ...]:
    """What to know before quoting any row: what holds for the whole level, and for which rows something more holds."""
    if whole.measure == "unrecorded":
        return (UNCHECKED, *whole.caveats)
    few = shown.rows.recorded_per_1000.notna() & (shown.rows.recorded_count < SMALL_NUMBER)
    found = [each for each in whole.caveats if each != RATE_RANGE]
    found += [FORCE_UNPLACED] if FORCE_UNPLACED not in found else []
    rates = [RATE_RANGE, *([MARKED] if few.any() else [])] if whole.per_1000 is not None else []
    return (*found, APPROXIMATE, *rates, *_visitors(library, shown, whole))


def _visitors(library: Library, shown: AreaMap, whole: Figure) -> list[str]:
    """The places that fill in summer, by name; rates divide by people who live there."""
    if whole.per_1000 is None or shown.level not in NAMED_LEVELS:
        return []
    named = []
    for code in shown.rows.counted_as.unique():
        summer = summer_over_winter(library.record, library.areas[code])
        if summer is not None and summer > STANDS_OUT:
            named.append(library.areas[code].name)
    if not named:
        return []
    return [
        f"Rates divide by people who live in an area. Visitors make them look high in: {', '.join(sorted(named))}."
    ]
