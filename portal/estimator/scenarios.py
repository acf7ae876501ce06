"""Periods no audit covers: what the count would be if recording was as inspectors found it. Plain
arithmetic, no range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.errors import BadRequest
from portal.estimator.audits import Audit, inspections, of_inspection
from portal.estimator.hyperparameters import HYPER, Hyperparameters
from portal.estimator.rates import COUNTED_GROUPS, rates_of_inspection


@dataclass(frozen=True)
class Scenario:
    """One inspection's rates on the given counts. Never an estimate of what happened, so no range and no
    label.

    `p` is the overall rate that the counts and the group rates imply; `rates` are by group.
    """

    inspection_id: str
    p: float
    rates: Mapping[str, float]
    unrecorded: float


def scenarios(
    recorded: Mapping[str, float],
    audits: Sequence[Audit],
    shares: Mapping[str, float],
    *,
    rates: str = "by_group",
    hyper: Hyperparameters = HYPER,
) -> list[Scenario]:
    """Every inspection that measured all the groups asked for, in the order of `audits` (publication order).

    `recorded`: group → crimes; `shares` as in `rates_of_inspection`. rates='by_group' uses the merged and
    derived rates, so groups and areas add up and an audited year's own scenario equals its central
    estimate. rates='published' uses the inspectorate's printed figure for all crime or for violence, which
    a reader can redo by hand but which does not add over groups. Raises BadRequest on any other wording. An
    inspection without an all-crime rate (2018) is absent unless violence alone is asked; a missing violence share raises Unidentified.
    """
    if rates not in ("by_group", "published"):
        raise BadRequest(f"'{rates}' is not a kind of rate; use by_group or published")
    if not recorded or any(group not in COUNTED_GROUPS for group in recorded):
        raise BadRequest(
            f"scenarios are for the groups {' and '.join(COUNTED_GROUPS)}, not {sorted(recorded)}"
        )
    offered = []
    for inspection_id in inspections(audits):
        omegas = _omegas(recorded, audits, inspection_id, shares, rates, hyper)
        if omegas is not None:
            total = sum(recorded.values())
            unrecorded = sum(recorded[group] * omegas[group] for group in recorded)
            by_group = {group: 1 / (1 + omega) for group, omega in omegas.items()}
            p = total / (total + unrecorded) if total else float("nan")
            offered.append(Scenario(inspection_id, p, by_group, unrecorded))
    return offered


def _omegas(
    recorded: Mapping[str, float],
    audits: Sequence[Audit],
    inspection_id: str,
    shares: Mapping[str, float],
    rates: str,
    hyper: Hyperparameters,
) -> dict[str, float] | None:
    printed = of_inspection(audits, inspection_id).get("all" if len(recorded) > 1 else next(iter(recorded)))
    if rates == "published" and printed is not None:
        return dict.fromkeys(recorded, (1 - printed.p) / printed.p)
    if rates == "published" and len(recorded) > 1:
        return None
    found = rates_of_inspection(audits, inspection_id, shares, hyper=hyper)
    if any(group not in found for group in recorded):
        return None
    return {group: found[group].omega for group in recorded}
