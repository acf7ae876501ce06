"""Is a change between two counts of recorded crime more than chance? An exact conditional test; no cause
is claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from portal.errors import BadRequest
from portal.estimator.hyperparameters import HYPER

# The exact sum has as many terms as there are crimes; beyond this the normal differs by less than .005 in p,
# most where one period is much longer than the other.
EXACT_UP_TO = 3_000
REAL, NOT_SHOWN, CANNOT_TELL = "real", "not shown to be real", "cannot tell"
REASONS = {
    REAL: "Chance alone would give a difference this large less often than once in twenty.",
    NOT_SHOWN: "Chance alone gives a difference this large more often than once in twenty.",
    CANNOT_TELL: "Counts this small cannot show a change: not even a fall to none would stand out.",
}


@dataclass(frozen=True)
class RealChange:
    """`change_pct` compares counts per month supplied (None from 0). `smallest_rise` and `smallest_fall`
    are the later counts nearest to no change that would have been called real; None where not even a fall
    to 0 would."""

    verdict: str
    reason: str
    change_pct: float | None
    p_value: float | None
    smallest_rise: int | None
    smallest_fall: int | None
    expected: float | None

    @property
    def smallest_pct(self) -> tuple[float | None, float | None]:
        """The smallest fall (below 0) and rise that could be told, in per cent of what no change would give."""
        if not self.expected:
            return None, None
        fall, rise = (
            None if count is None else 100 * (count / self.expected - 1)
            for count in (self.smallest_fall, self.smallest_rise)
        )
        return fall, rise


def real_change(
    earlier: int,
    earlier_months: float,
    later: int,
    later_months: float,
    *,
    breaks: Sequence[str] = (),
    overdispersion: float = HYPER.overdispersion,
    alpha: float = HYPER.alpha,
) -> RealChange:
    """Compares two counts with exposures in months supplied.

    Method: given the sum of two Poisson counts, the later one is binomial with the later share of the
    months as its probability (Przyborowski and Wilenski 1940); two-sided p is twice the smaller tail. With
    `overdispersion` phi > 1 the counts are negative binomial with variance phi times the mean, and the same
    conditioning gives a beta-binomial, its scale set by the observed sum. The test knows nothing of
    seasons: compare the same months of two years. `breaks` are reasons, one sentence each, why the two
    periods were not counted alike; any of them makes it 'cannot tell', because a test of chance cannot rule
    out a change of practice. Raises BadRequest on counts below 0, no months, or overdispersion below 1.
    """
    if min(earlier, later) < 0 or overdispersion < 1:
        raise BadRequest("counts cannot be below 0, and overdispersion cannot be below 1")
    if min(earlier_months, later_months) <= 0:
        raise BadRequest("one of the two periods holds no month that was supplied; choose periods with data")
    share = later_months / (earlier_months + later_months)
    expected = earlier * later_months / earlier_months
    change = None if earlier == 0 else 100 * (later / expected - 1)
    if breaks:
        return RealChange(CANNOT_TELL, " ".join(breaks), change, None, None, None, expected)

    def p_of(count: int) -> float:
        return _two_sided(count, earlier + count, share, overdispersion)

    rise = _nearest(lambda step: p_of(int(expected) + step) < alpha, None)
    fall = _nearest(lambda step: p_of(int(expected) - step) < alpha, int(expected))
    smallest_rise = None if rise is None else int(expected) + rise
    smallest_fall = None if fall is None else int(expected) - fall
    p_value = p_of(later)
    verdict = REAL if p_value < alpha else NOT_SHOWN if smallest_fall is not None else CANNOT_TELL
    return RealChange(verdict, REASONS[verdict], change, p_value, smallest_rise, smallest_fall, expected)


def _two_sided(later: int, total: int, share: float, overdispersion: float) -> float:
    if total == 0:
        return 1.0
    from scipy.stats import betabinom, binom

    if overdispersion == 1:
        tails = binom.cdf(later, total, share), binom.sf(later - 1, total, share)
    else:
        scale = total / (overdispersion - 1)
        if total > EXACT_UP_TO:
            return _two_sided_normal(later, total, share, scale)
        law = total, share * scale, (1 - share) * scale
        tails = betabinom.cdf(later, *law), betabinom.sf(later - 1, *law)
    return float(min(1.0, 2 * min(tails)))


def _two_sided_normal(later: int, total: int, share: float, scale: float) -> float:
    """The beta-binomial by its first two moments, with a continuity correction."""
    from scipy.special import ndtr

    sd = sqrt(total * share * (1 - share) * (scale + total) / (scale + 1))
    return float(min(1.0, 2 * ndtr((0.5 - abs(later - total * share)) / sd)))


def _nearest(is_real: Callable[[int], bool], limit: int | None) -> int | None:
    """The smallest step at which a change is real, by doubling and halving (it stays real beyond); None
    within limit."""
    high = 1
    while (limit is None or high < limit) and not is_real(high):
        high *= 2
    high = high if limit is None else min(high, limit)
    if high < 1 or not is_real(high):
        return None
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_real(middle) else (middle, high)
    return high
