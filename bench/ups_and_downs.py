"""How much places move from year to year, measured on the months held, and how often "beyond the usual" would be wrong.

`python -m bench.ups_and_downs` prints the table of docs/method.md; with `--write` it makes the estimator's table again.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from portal.bootstrap import library
from portal.domain.record.crime import ALL, BY_SLUG, GROUPS
from portal.domain.record.period import Period
from portal.estimator.hyperparameters import HYPER
from portal.estimator.real_change import real_change
from portal.estimator.ups_and_downs import MEASURED_MONTHS, UpsAndDowns
from portal.measures.record import Record, membership, running_counts, type_columns

LEVELS = ("force", "sector", "town", "msoa", "lsoa")
# Held whole, before lockdown, and without a break in what was supplied.
STRETCHES = (("2016-01", "2017-10"), ("2018-01", "2020-02"))
TABLE = Path(__file__).parents[1] / "portal" / "estimator" / "ups_and_downs.csv"
HIGHEST = 4.0


def monthly(record: Record, level: str, crime: str) -> list[np.ndarray]:
    """(areas, months) of each stretch."""
    running = running_counts(record, level, "common")[:, :, type_columns(crime)].sum(axis=2)
    months = np.diff(running, axis=1)
    return [months[:, record.within(Period(first, last))].astype(float) for first, last in STRETCHES]


def pairs_of(stretches: list[np.ndarray], length: int) -> tuple[np.ndarray, np.ndarray]:
    """(pairs, areas) of the earlier and the later count: the same months of two years next to each other."""
    earlier, later = [], []
    for months in stretches:
        for start in range(months.shape[1] - 12 - length + 1):
            earlier.append(months[:, start : start + length].sum(axis=1))
            later.append(months[:, start + 12 : start + 12 + length].sum(axis=1))
    return np.array(earlier), np.array(later)


def clustering_of(stretches: list[np.ndarray]) -> float:
    """Variance over mean of a month's count, after each area's level and each month's own were taken out."""
    squares = free = 0.0
    for months in stretches:
        expected = (
            months.sum(axis=1, keepdims=True) * months.sum(axis=0, keepdims=True) / max(months.sum(), 1)
        )
        there = expected > 0
        squares += float(((months - expected)[there] ** 2 / expected[there]).sum())
        free += (months.shape[0] - 1) * (months.shape[1] - 1)
    return max(1.0, squares / free) if free else 1.0


def between_years_of(earlier: np.ndarray, later: np.ndarray, clustering: float) -> float:
    """The share at which the squared differences are on average what the variance says (halving)."""
    total = (earlier + later).ravel()
    square, total = ((later - earlier).ravel() ** 2)[total > 0], total[total > 0]

    def excess(share: float) -> float:
        return float(np.mean(square / (clustering * total + share**2 * total**2 / 2))) - 1

    low, high = 0.0, HIGHEST
    if not len(total) or excess(low) <= 0:
        return 0.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def measured(
    record: Record, level: str, crime: str, length: int, keep: np.ndarray | None = None
) -> UpsAndDowns:
    """`keep`: which areas are measured; all of them without it."""
    stretches = monthly(record, level, crime)
    if keep is not None:
        stretches = [months[keep] for months in stretches]
    clustering = clustering_of(stretches)
    return UpsAndDowns(clustering, between_years_of(*pairs_of(stretches, length), clustering))


def districts_of(record: Record, level: str) -> np.ndarray:
    """The district most of each area's small areas lie in."""
    areas, position = membership(record, level, "common")
    sectors = record.lsoas.sector_code.to_numpy()
    return np.array(
        [max(set(of), key=list(of).count) for of in (sectors[position == at] for at in range(len(areas)))]
    )


def false_alarms(record: Record, level: str, crime: str, length: int) -> tuple[float, int, int]:
    """Share of pairs called beyond the usual in districts left out in turn, pairs of windows and areas.

    A pair is one area over one pair of windows. Places where nothing could be told are no alarm, as on the page.
    """
    districts, wrong, tried = districts_of(record, level), 0, 0
    earlier, later = pairs_of(monthly(record, level, crime), length)
    for district in sorted(set(districts)):
        out = districts == district
        usual = measured(record, level, crime, length, ~out)
        for one, other in zip(earlier[:, out].ravel(), later[:, out].ravel(), strict=True):
            tried += 1
            found = real_change(int(one), length, int(other), length, usual=usual, smallest=False)
            wrong += found.p_value is not None and found.p_value < HYPER.alpha
    return wrong / tried, len(earlier), len(districts)


def write_table(record: Record) -> None:
    crimes = (ALL, *GROUPS, *BY_SLUG)
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("level", "crime", "months", "clustering", "between_years"))
        for level in LEVELS:
            for crime in crimes:
                for length in MEASURED_MONTHS:
                    usual = measured(record, level, crime, length)
                    rows.writerow(
                        (level, crime, length, f"{usual.clustering:.3f}", f"{usual.between_years:.3f}")
                    )


def show_false_alarms(record: Record) -> None:
    """Prints the table of docs/method.md."""
    print(
        "| level | months | crime | pairs of windows × areas | clustering | between years | false alarms, districts left out |"
    )
    print("|---|---|---|---|---|---|---|")
    for level in ("town", "msoa"):
        for crime, words in ((ALL, "all"), ("other", "without violence")):
            for length in MEASURED_MONTHS:
                usual = measured(record, level, crime, length)
                share, windows, areas = false_alarms(record, level, crime, length)
                print(
                    f"| {level} | {length} | {words} | {windows} × {areas} | {usual.clustering:.2f} | "
                    f"{usual.between_years:.3f} | {100 * share:.1f}% |",
                    flush=True,
                )


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_table(library().record)
    else:
        show_false_alarms(library().record)
