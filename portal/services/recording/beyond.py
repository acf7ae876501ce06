"""What is said where the rates with a range do not reach: after the last of them, and of months no estimate can be made for."""

from __future__ import annotations

from functools import lru_cache

from portal.domain.record.period import day_words
from portal.services.library.library import Library
from portal.services.recording.findings import Finding, findings, rates

NO_NEWER = "No newer rate for this force has been published"
NO_INSPECTION = "No inspection of crime recording is held for this force."


@lru_cache(maxsize=8)
def later_words(library: Library) -> str:
    """A sentence without its stop. A rate without a range is told as it was printed, and is never given one."""
    found = findings(library)
    ranged = rates(found, "all")
    after = [
        each for each in found if ranged and _is_bare(each) and each.published_on > ranged[-1].published_on
    ]
    if not after:
        return NO_NEWER
    last = after[-1]
    return (
        f"A later inspection, {last.title}, published on {day_words(last.published_on.isoformat())}, put it at "
        f"{100 - (last.recorded_pct or 0):.3g} in 100, with no range in the text read"
    )


def _is_bare(finding: Finding) -> bool:
    """A rate of all crime without an interval."""
    return (
        finding.kind == "rate"
        and finding.group == "all"
        and finding.half_width_pct is None
        and finding.recorded_pct is not None
    )


@lru_cache(maxsize=8)
def no_estimate_words(library: Library) -> str:
    """Why there is no estimate of any months held, in one sentence."""
    found = findings(library)
    if ranged := rates(found):
        last = ranged[-1]
        return (
            f"Inspectors checked how this force records crime ({last.title}, published on "
            f"{day_words(last.published_on.isoformat())}), but their rate stands for no twelve months that are held here, so "
            "nothing is estimated."
        )
    if any(each.recorded_pct is not None for each in found):
        return "Inspectors looked at how this force records crime, but no rate with a range is held, so nothing is estimated."
    return NO_INSPECTION
