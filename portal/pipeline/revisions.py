"""What moved between two releases, worked out from their tables, and the figures every release is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from portal.domain.record.area import BEST_FIT
from portal.domain.record.figure import Figure
from portal.domain.record.measure import FIGURE_MEASURES
from portal.domain.record.period import Period
from portal.measures.change import latest_complete_year
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods
from portal.tables.load import Package

COUNTS = ("crime_counts", "incident_counts", "unplaced_counts", "outcome_counts")
QUESTION = ["area_code", "from", "to", "crime", "measure"]
CRIMES = ("all", "violence")
WHOLE_LEVELS = ("force", "sector")
DECIMALS = 6


def changes_between(before: Package, after: Package) -> pd.DataFrame:
    """kind, item, before, after, changed_count: months first, then the other tables. Figures are compared elsewhere."""
    rows = [*_months(before, after), *_tables(before, after)]
    return pd.DataFrame(rows, columns=["kind", "item", "before", "after", "changed_count"])


def _months(before: Package, after: Package) -> Iterator[tuple[Any, ...]]:
    rows = {side: _rows_of_months(package) for side, package in (("before", before), ("after", after))}
    differing = _differing_counts(before, after)
    for month in sorted({*rows["before"], *rows["after"]}):
        was, now = rows["before"].get(month), rows["after"].get(month)
        changed = int(differing.get(month, 0))
        if was is None or now is None:
            yield ("month_added" if was is None else "month_removed", month, was, now, changed)
        elif changed or was != now:
            yield ("month_revised", month, was, now, changed)


def _rows_of_months(package: Package) -> dict[str, int]:
    coverage = package.table("coverage")
    held = coverage[coverage.row_count.notna()]
    return dict(zip(held.month, held.row_count.astype(int), strict=True))


def _differing_counts(before: Package, after: Package) -> pd.Series:
    """month → counts that are there on one side only, or differ."""
    found = []
    for name in COUNTS:
        sides = [package.table(name) for package in (before, after) if package.has(name)]
        together = pd.concat(sides).drop_duplicates(keep=False)
        key = [column for column in together if column != "recorded_count"]
        found.append(
            together.drop_duplicates([c for c in key if not c.endswith("_count")]).groupby("month").size()
        )
    return pd.concat(found).groupby(level=0).sum()  # fmt: skip


def _tables(before: Package, after: Package) -> Iterator[tuple[Any, ...]]:
    others = {*before.resources, *after.resources} - {
        name.replace("_", "-") for name in (*COUNTS, "coverage")
    }
    for name in sorted(others):
        sides = [package.resources.get(name) for package in (before, after)]
        if sides[0] and sides[1] and sides[0]["contentHash"] == sides[1]["contentHash"]:
            continue
        was, now = (
            [] if side is None else package.content(name).splitlines()[1:]
            for side, package in zip(sides, (before, after), strict=True)
        )
        changed = len(set(was) ^ set(now))
        yield "table_changed", name.replace("-", "_"), len(was) if sides[0] else None, len(now) if sides[1] else None, changed  # fmt: skip


def release_figures(library: Library) -> pd.DataFrame:
    """Every area of every level that a release holds: recorded in the latest complete year, and both measures in each audited year.

    Of towns and smaller areas all crime together; of small areas what is recorded, which is all they show.
    """
    latest, audited = latest_complete_year(library.record), sorted(audited_periods(library).values())
    asked = [
        (latest, "recorded"),
        *((period, measure) for period in audited for measure in FIGURE_MEASURES),
    ]
    rows = [
        _figure_row(figure(library, area.code, period, crime, measure))
        for area in sorted(library.areas.values(), key=lambda each: each.code)
        if area.level not in BEST_FIT
        for crime in (CRIMES if area.level in WHOLE_LEVELS else CRIMES[:1])
        for period, measure in dict.fromkeys(asked)
        if measure == "recorded" or area.level != "lsoa"
    ]
    return pd.DataFrame(rows).assign(release=library.release)


def _figure_row(asked: Figure) -> dict[str, object]:
    low, high = asked.range95 or (None, None)
    return {
        "area_code": asked.area.code, "from": asked.period.first, "to": asked.period.last, "crime": asked.crime,
        "measure": asked.measure, "value": _text(asked.value), "lower": _text(low), "upper": _text(high),
        "label": asked.label,
    }  # fmt: skip


def _text(number: float | None) -> str:
    return "" if number is None else f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")


def asked_again(library: Library, rows: pd.DataFrame) -> pd.DataFrame:
    """The same questions asked of a library: one row each, with value, lower, upper and label as it answers now."""
    answers = [
        _figure_row(figure(library, row.area_code, Period(row["from"], row["to"]), row.crime, row.measure))
        for _, row in rows.iterrows()
        if row.area_code in library.areas
    ]
    return pd.DataFrame(answers, columns=[*QUESTION, "value", "lower", "upper", "label"])


def moved_figures(was: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Rows in the shape of `changes_between` for figures that answer differently, beyond the last decimal kept."""
    both = was.merge(now, on=QUESTION, suffixes=("_was", "_now"))
    moved = [row for _, row in both.iterrows() if not _same(row)]
    return pd.DataFrame(
        [
            ("figure_moved", " ".join(row[QUESTION]), _number(row.value_was), _number(row.value_now), pd.NA)
            for row in moved
        ],
        columns=["kind", "item", "before", "after", "changed_count"],
    )


def _same(row: pd.Series) -> bool:
    if row.label_was != row.label_now:
        return False
    pairs = [
        (_number(row[f"{name}_was"]), _number(row[f"{name}_now"])) for name in ("value", "lower", "upper")
    ]
    return all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-5))
        for a, b in pairs
    )


def _number(text: object) -> float | None:
    return None if pd.isna(text) or text == "" else float(text)  # type: ignore[arg-type]
