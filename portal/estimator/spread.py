"""Assumed differences of recording between places of one force: benchmarked, so that they never move a
central value."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from portal.errors import BadRequest
from portal.estimator.hyperparameters import HYPER, SPREADS, Hyperparameters


@dataclass(frozen=True)
class Places:
    """The MSOA and district of each leaf (S,). Crimes with no location are one leaf under labels of its own.

    Label by the counted vintage's own MSOA; an area below MSOA then inherits its MSOA's effect.
    """

    msoa: Sequence[Hashable]
    district: Sequence[Hashable]

    @property
    def msoa_index(self) -> np.ndarray:
        return _positions(self.msoa)

    @property
    def district_index(self) -> np.ndarray:
        return _positions(self.district)


def _positions(labels: Sequence[Hashable]) -> np.ndarray:
    order: dict[Hashable, int] = {}
    return np.array([order.setdefault(label, len(order)) for label in labels], dtype=int)


def spread_sds(spread: str, hyper: Hyperparameters = HYPER) -> tuple[float, float]:
    """(between districts, between MSOAs of a district), logit scale. Raises BadRequest on an unknown
    setting."""
    if spread not in hyper.spread:
        raise BadRequest(f"'{spread}' is not a spread; use one of: {', '.join(SPREADS)}")
    return hyper.spread[spread]


def local_variance(
    plug_leaf: np.ndarray,
    area: np.ndarray,
    msoa: np.ndarray,
    district: np.ndarray,
    tau_d: float,
    tau_m: float,
) -> np.ndarray:
    """Variance (A,) that local differences add to the log of an area's unrecorded crime, to first order.

    `plug_leaf` (S,) is the whole force's central estimate by leaf; `area` (A, S) is 0 or 1; `msoa` and
    `district` (S,) are positions. Effects are benchmarked to the audited force figure, so an area counts
    only by how its composition differs from the force's: 0 for the force, near tau_d² + tau_m² for one
    small MSOA. Both levels are needed; MSOA effects alone average out and make district ranges far too
    narrow. 0 where an area has no estimate.
    """
    total = plug_leaf.sum()
    own = area @ plug_leaf
    variance = np.zeros(area.shape[0])
    for unit, tau in ((district, tau_d), (msoa, tau_m)):
        if tau == 0 or total == 0:
            continue
        order = np.argsort(unit, kind="stable")
        starts = np.unique(unit[order], return_index=True)[1]
        force = np.add.reduceat(plug_leaf[order], starts) / total
        within = np.add.reduceat((area * plug_leaf)[:, order], starts, axis=1)
        # An area without crime is given the force's own composition: no difference, so no variance.
        share = np.where(own[:, None] > 0, within / np.where(own > 0, own, 1)[:, None], force)
        variance += tau**2 * ((share - force) ** 2).sum(axis=1)
    return variance
