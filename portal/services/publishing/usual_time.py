"""How long the last answers of a sector took, for somebody who has not written yet."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean

from portal.domain.publishing.small_numbers import LEAST_BASE
from portal.services.publishing.rates import WINDOW
from portal.services.publishing.wiring import Publisher

# From this many answers on a time is said, and it is that of the newest of them.
LATEST = LEAST_BASE


@dataclass(frozen=True)
class UsualTime:
    """`days` is the mean of the last ten first answers, in whole days; None while there are fewer than ten."""

    is_answered: bool
    days: int | None = None


def usual_time(publisher: Publisher, sector_code: str) -> UsualTime:
    """Of messages sent in the last twelve months; what was typed in at the desk is left out. Raises StoreUnavailable."""
    facts = publisher.public.facts(publisher.reports.now() - WINDOW)
    answered = [
        (fact.first_answer_at, fact.answer_days)
        for fact in facts
        if fact.sector_code == sector_code and not fact.is_typed and fact.first_answer_at is not None
    ]
    newest = sorted(answered, reverse=True)[:LATEST]
    if len(newest) < LATEST:
        return UsualTime(bool(newest))
    return UsualTime(True, round(mean(days or 0 for _, days in newest)))
