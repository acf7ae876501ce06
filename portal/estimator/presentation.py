"""Rounding that never narrows a range, and the fixed sentences. Numbers in downloads stay unrounded;
these do not."""

from __future__ import annotations

from math import ceil, floor, log10

SCOPE = "This is about crimes people did report. Many crimes are never reported; they are not counted here."
RANGE_MEANS = (
    "About 95 in 100 such ranges would hold the real figure if the months the inspectors checked lie within half a year of "
    "these, if places differ as assumed, and if the interval the inspectors published is one of 95 in 100. They do not say "
    "which it is. No range allows for an audit that is itself wrong."
)
# Decimal noise (0.1 + 0.2) must not push a limit that is already round one step further out.
_SLACK = 1e-9


def rounding_step(sd: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above max(sd/4, 1)."""
    target = max(sd / 4, 1.0)
    base = 10.0 ** floor(log10(target) + _SLACK)
    return max(base * digit for digit in (1, 2, 5) if base * digit <= target * (1 + _SLACK))


def round_outward(value: float, low: float, high: float, sd: float) -> tuple[float, tuple[float, float]]:
    """Number to the nearest step (halves up), range outward to whole steps. Totals are rounded on their
    own."""
    step = rounding_step(sd)
    return (
        floor(value / step + 0.5) * step,
        (floor(low / step + _SLACK) * step, ceil(high / step - _SLACK) * step),
    )


def per_hundred(p: float, half_width: float) -> tuple[int, tuple[int, int]]:
    """Unrecorded in every 100 reported, with the inspectorate's own interval, all as whole numbers (halves
    up).

    For the force and its audited groups alone. The interval is the published one: its confidence level is
    not stated.
    """
    return _hundred(p), (_hundred(p + half_width), _hundred(p - half_width))


def _hundred(p: float) -> int:
    return floor(100 * (1 - p) + 0.5 + _SLACK)


def why_sentence(place: str) -> str:
    return (
        f"Nobody has checked crime recording in {place} separately. We applied the force's rate for each "
        "kind of crime. Places differ on this page because their recorded crime differs, not because we "
        "know their police recorded better or worse."
    )
