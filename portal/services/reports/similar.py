"""Published reports that seem to be about the same thing, for an author to join. Nothing unpublished is ever looked at."""

from __future__ import annotations

from rapidfuzz import fuzz, utils

from portal.domain.publishing.public_stores import PublicStore
from portal.domain.publishing.publication import PublicReport

# From half the words in common; fewer and the suggestions are a nuisance, more and the same street in other words is missed.
ALIKE = 60
MOST = 3


def similar_reports(public: PublicStore, kind: str, sector_code: str, text: str) -> tuple[PublicReport, ...]:
    """At most three of the same kind and sector, most alike first."""
    scored = [
        (fuzz.token_set_ratio(text, report.text, processor=utils.default_process), report)
        for report in public.published((sector_code,))
        if report.kind == kind
    ]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return tuple(report for _, report in alike[:MOST])
