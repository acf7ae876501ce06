"""The quality report of a build, for a person to read before committing the tables."""

from __future__ import annotations

import pandas as pd


def quality_report(coverage: pd.DataFrame, files: int) -> str:
    """Rows in and where they went, month by month, in plain text. `coverage` as in its contract."""
    held = coverage[coverage.row_count.notna()]
    total = held[[column for column in held.columns if column.endswith("_count")]].sum()
    lines = [
        f"Files read: {files}. Months held: {len(held)} of {len(coverage)} "
        f"({(coverage.status == 'not_supplied').sum()} more not supplied in full by the force).",
        f"Rows in: {total.row_count:,}. Rows refused: 0 (a file with one bad row is refused whole).",
        f"  crimes {total.crime_count:,}, incidents of anti-social behaviour {total.incident_count:,}",
        f"  placed in a small area {total.placed_count:,} ({_share(total.placed_count, total.row_count)})",
        f"  no location {total.no_location_count:,} ({_share(total.no_location_count, total.row_count)})",
        f"  outside the force area {total.outside_area_count:,}, unknown area code {total.unknown_code_count:,}",
        f"  on codes only in the 2011 list {total.code_2011_count:,}, only in the 2021 list {total.code_2021_count:,}",
        f"Kept as the files have them: {total.repeated_crime_id_count:,} rows that repeat a crime ID of their month, "
        f"{total.identical_incident_count:,} incident rows identical to another.",
        "",
        "month    status        rows   crimes   ASB     placed  no loc.  outside  unknown  codes  repeated IDs",
    ]
    lines += [
        f"{m.month}  {m.status:<12} {m.row_count:>6,}  {m.crime_count:>6,}  {m.incident_count:>6,}  {m.placed_count:>6,}  "
        f"{_share(m.no_location_count, m.row_count):>7}  {m.outside_area_count:>7,}  {m.unknown_code_count:>7,}  "
        f"{m.lsoa_vintage or '-':>5}  {m.repeated_crime_id_count:>6}"
        for m in held.itertuples()
    ]
    return "\n".join(lines) + "\n"


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"
