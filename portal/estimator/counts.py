"""Published rows to counts by leaf, audit group and month; incidents dropped, months not supplied kept
apart from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portal.domain.record.crime import BY_SLUG
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator.rates import COUNTED_GROUPS


@dataclass(frozen=True)
class Counts:
    """`recorded` (S, G, T) whole numbers; `complete` (T,) says which months were supplied whole."""

    recorded: np.ndarray
    leaves: tuple[str, ...]
    groups: tuple[str, ...]
    months: tuple[str, ...]
    complete: np.ndarray


def group_counts(
    leaf: Sequence[str],
    month: Sequence[str],
    crime_type: Sequence[str],
    count: Sequence[int] | np.ndarray,
    *,
    leaves: Sequence[str],
    months: Sequence[str],
    complete: Sequence[bool],
) -> Counts:
    """Sums rows (equal-length columns) into the grid. `crime_type` holds published slugs.

    `leaves` lists every leaf, 'no location' included, so a leaf with no rows is 0 and not absent.
    Anti-social behaviour is dropped: it is not crime and no audit covers it. Raises BadRequest on a type,
    leaf or month that is not listed.
    """
    leaf_at = _positions(leaves)
    month_at = _positions(months)
    group_at = {group: index for index, group in enumerate(COUNTED_GROUPS)}
    try:
        group = np.array([group_at.get(BY_SLUG[slug].group or "", -1) for slug in crime_type], dtype=int)
        where = np.array([leaf_at[code] for code in leaf], dtype=int)
        when = np.array([month_at[text] for text in month], dtype=int)
    except KeyError as error:
        raise BadRequest(f"{error.args[0]!r} is not a listed leaf, month or crime type") from None
    crimes = group >= 0
    recorded = np.zeros((len(leaves), len(COUNTED_GROUPS), len(months)), dtype=np.int64)
    np.add.at(recorded, (where[crimes], group[crimes], when[crimes]), np.asarray(count)[crimes])
    return Counts(recorded, tuple(leaves), COUNTED_GROUPS, tuple(months), np.asarray(complete, bool))


def group_cube(
    cube: np.ndarray,
    crime_types: Sequence[str],
    *,
    leaves: Sequence[str],
    months: Sequence[str],
    complete: Sequence[bool],
) -> Counts:
    """The same from a dense (S, types, T) array of counts, for callers that hold one."""
    recorded = np.stack(
        [
            cube[:, [BY_SLUG[slug].group == group for slug in crime_types]].sum(axis=1)
            for group in COUNTED_GROUPS
        ],
        axis=1,
    )
    return Counts(recorded, tuple(leaves), COUNTED_GROUPS, tuple(months), np.asarray(complete, bool))


def period_totals(counts: Counts, period: Period) -> Mapping[str, np.ndarray]:
    """Group → counts by leaf (S,) over the period; all NaN when any of its months is absent or incomplete."""
    at = _positions(counts.months)
    held = [at[month] for month in period.months if month in at]
    whole = len(held) == len(period) and bool(counts.complete[held].all())
    totals = counts.recorded[:, :, held].sum(axis=2).astype(float)
    if not whole:
        totals[:] = np.nan
    return {group: totals[:, index] for index, group in enumerate(counts.groups)}


def area_matrix(areas: Sequence[Sequence[str]], leaves: Sequence[str]) -> np.ndarray:
    """(A, S) zeros and ones: which leaves make up each area. Raises BadRequest on a leaf that is not
    listed."""
    at = _positions(leaves)
    matrix = np.zeros((len(areas), len(leaves)))
    for row, members in enumerate(areas):
        unknown = [code for code in members if code not in at]
        if unknown:
            raise BadRequest(f"'{unknown[0]}' is not a listed leaf, so the area cannot be added up")
        matrix[row, [at[code] for code in members]] = 1
    return matrix


def _positions(names: Sequence[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}
