"""The sentence of a claim that can be printed: our words in the table, every number of it filled in from other tables."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.services.counted.figure import figure
from portal.services.library.library import Library

log = logging.getLogger(__name__)

# A sentence longer than this is no longer one that a newspaper prints as it stands.
SENTENCE_WORDS = 45
_GAP = re.compile(r"\{([^{}]*)\}")
Row = dict[str, Any]


def filled(sentence: str, library: Library) -> str:
    """The sentence with every gap filled. Raises BadRequest, naming the gap, where it cannot be."""
    return _GAP.sub(lambda gap: _fill(gap[1], library), sentence)


def sentence_of(claim: Row, library: Library) -> str:
    """The printable sentence; empty where the release has none or a number of it is not held."""
    try:
        return filled(claim.get("sentence", ""), library)
    except BadRequest as error:
        log.warning("no sentence can be made for the claim %s: %s", claim["claim_id"], error)
        return ""


def _fill(gap: str, library: Library) -> str:
    """`A21 missing`, `T82 reported A21` or a code with two months and `rate`: a row, and what of it."""
    row, *asked = gap.split(" ")
    try:
        if row[:1] == "A" and len(asked) == 1:
            return AUDIT_WORDS[asked[0]](_row(library.audit_rows, "audit_id", row))
        if row[:1] == "T" and asked[:1] == ["reported"] and len(asked) == 2:
            total = _row(library.recorded_totals, "total_id", row)
            return _reported(total, _row(library.audit_rows, "audit_id", asked[1]))
        if row[:1] == "T" and len(asked) == 1:
            return TOTAL_WORDS[asked[0]](_row(library.recorded_totals, "total_id", row))
        first, last, what = asked
        shown = figure(library, row, Period(first, last))
        number = {"rate": shown.per_1000, "count": shown.value}[what]
        return f"{_held(number):,.0f}"
    except (KeyError, IndexError, ValueError, TypeError):
        raise BadRequest(
            f"'{{{gap}}}' fills nothing; docs/statements.md lists what a sentence may ask"
        ) from None


def _row(rows: pd.DataFrame, key: str, name: str) -> Row:
    found: Row = rows[rows[key] == name].iloc[0].to_dict()
    return found


def _held(number: Any) -> float:
    """A number that is not held fills nothing."""
    if pd.isna(number):
        raise ValueError("not held")
    return float(number)


def _short(number: float) -> str:
    """One decimal at most, and none where the number is whole to it."""
    return f"{number:.1f}".removesuffix(".0")


def _unrecorded(audit: Row) -> str:
    """Whole numbers where the rate has a published interval, which is wider than what they leave out."""
    missing = 100 - _held(audit["recorded_pct"])
    return _short(missing) if pd.isna(audit["half_width_pct"]) else f"{missing:.0f}"


def _ends(audit: Row) -> tuple[float, float]:
    rate, half = _held(audit["recorded_pct"]), _held(audit["half_width_pct"])
    return rate - half, rate + half


def _missing_range(audit: Row) -> str:
    low, high = _ends(audit)
    return f"{100 - high:.0f} to {100 - low:.0f}"


def _yearly_ends(audit: Row) -> tuple[float, float]:
    """What the interval of the rate gives for the number a year, at the crimes that number implies as recorded."""
    total, missing = _held(audit["unrecorded_per_year"]), 100 - _held(audit["recorded_pct"])
    recorded = total * (100 - missing) / missing
    return tuple(recorded * (100 - rate) / rate for rate in reversed(_ends(audit)))  # type: ignore[return-value]


def _yearly_range(audit: Row) -> str:
    low, high = _yearly_ends(audit)
    return f"{round(low, -2):,.0f} to {round(high, -2):,.0f}"


def _reported(total: Row, audit: Row) -> str:
    """A published rate of recorded crime, divided by both ends of a recording rate."""
    rate = _held(total["per_1000"])
    low, high = _ends(audit)
    return f"{100 * rate / high:.0f} to {100 * rate / low:.0f}"


AUDIT_WORDS: dict[str, Callable[[Row], str]] = {
    "recorded": lambda audit: _short(_held(audit["recorded_pct"])),
    "recorded-range": lambda audit: "{} to {}".format(*map(_short, _ends(audit))),
    "missing": _unrecorded,
    "missing-range": _missing_range,
    "share": lambda audit: _short(_held(audit["other_pct"])),
    "months": lambda audit: Period(audit["audited_from"], audit["audited_to"]).words,
    "yearly": lambda audit: f"{_held(audit['unrecorded_per_year']):,.0f}",
    "yearly-range": _yearly_range,
}
TOTAL_WORDS: dict[str, Callable[[Row], str]] = {
    "count": lambda total: f"{_held(total['recorded_count']):,.0f}",
    "change": lambda total: _short(abs(_held(total["change_pct"]))),
    "rate": lambda total: _short(_held(total["per_1000"])),
}
