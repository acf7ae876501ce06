"""Rounding that never narrows a range, and the fixed sentences. Numbers in downloads stay unrounded;
these do not."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import Any

from portal.estimator.labels import WHY_NOT

SCOPE = "This is about crimes people did report. Many crimes are never reported; they are not counted here."
RANGE_MEANS = (
    "If we could repeat the check many times, and places differed as we assume, about 95 in 100 such ranges "
    "would contain the real figure."
)
NOT_SHOWN = "Too few crimes, or no inspection for this period, to give a figure you could rely on."
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


def head_sentence(p: float, half_width: float) -> str:
    """The force's own audited figure in words."""
    centre, (low, high) = per_hundred(p, half_width)
    return (
        f"In the year the inspectors checked, about {centre} in every 100 crimes reported to the force were "
        f"not recorded (likely between {low} and {high})."
    )


def why_sentence(place: str) -> str:
    return (
        f"Nobody has checked crime recording in {place} separately. We applied the force's rate for each "
        "kind of crime. Places differ on this page because their recorded crime differs, not because we "
        "know their police recorded better or worse."
    )


def present(
    values: Mapping[str, float],
    label: str,
    *,
    population: int | None = None,
    place: str = "this area",
    rate: tuple[float, float] | None = None,
    why_not: str | None = None,
) -> dict[str, Any]:
    """What a page may print of one row of Estimates (`estimates.at(i)`).

    Keys: number, range, per_1000 (range), per_hundred, sentences, assumptions; None where the label or the
    level does not allow it. `rate` is a published (p, half-width) and only given for the force or an
    audited group of it. `population` only with a twelve-month period: a monthly rate per resident is never
    shown.
    """
    if label == "not_shown":
        reason = WHY_NOT[why_not] if why_not else NOT_SHOWN
        return dict.fromkeys(("number", "range", "per_1000", "per_hundred")) | {
            "sentences": [reason, SCOPE],
            "assumptions": [],
        }
    number, (low, high) = round_outward(values["plug"], values["lo95"], values["hi95"], values["sd"])
    shown = None if label == "range_only" else number
    recorded = values["recorded"]
    more = (
        f"If that was true here too, about {shown:,.0f} more crimes were reported in {place} than the "
        f"{recorded:,.0f} recorded. A fair range is {low:,.0f} to {high:,.0f}."
        if shown is not None
        else f"If that was true here too, between {low:,.0f} and {high:,.0f} more crimes were reported in "
        f"{place} than the {recorded:,.0f} recorded."
    )
    return {
        "number": shown,
        "range": (low, high),
        "per_1000": _per_1000(values["lo95"], values["hi95"], population),
        "per_hundred": per_hundred(*rate) if rate else None,
        "sentences": [*([head_sentence(*rate)] if rate else []), more, RANGE_MEANS, SCOPE],
        "assumptions": [why_sentence(place)],
    }


def _per_1000(low: float, high: float, population: int | None) -> tuple[float, float] | None:
    """Outward to one decimal; None without residents to divide by."""
    if not population:
        return None
    return (
        floor(low * 10_000 / population + _SLACK) / 10,
        ceil(high * 10_000 / population - _SLACK) / 10,
    )
