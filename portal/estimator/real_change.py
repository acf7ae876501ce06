"""Is a change between two counts of recorded crime beyond the usual ups and downs? A conditional test; no cause is
claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from portal.errors import BadRequest
from portal.estimator.hyperparameters import HYPER
from portal.estimator.ups_and_downs import UpsAndDowns

# The exact sum has as many terms as there are crimes; beyond this the normal differs by less than .005 in p,
# most where one period is much longer than the other.
EXACT_UP_TO = 3_000
# A sum of one or two crimes cannot vary as its factor says; this is as uneven as it gets.
SMALLEST_SCALE = 0.05
# No rise beyond this is looked for: with a wide spread between years no count would stand out.
MOST = 1_000_000
BEYOND, WITHIN, CANNOT_TELL = (
    "beyond the usual ups and downs",
    "within the usual ups and downs",
    "cannot tell",
)
REASONS = {
    BEYOND: "Ordinary years gave a difference this large less often than about once in twenty.",
    WITHIN: "Ordinary years gave a difference this large more often than once in twenty.",
    CANNOT_TELL: "Counts this small cannot show a change: not even a fall to none would stand out.",
}
PURE_CHANCE = UpsAndDowns()


@dataclass(frozen=True)
class RealChange:
    """`change_pct` compares counts per month supplied (None from 0). `smallest_rise` and `smallest_fall`
    are the later counts nearest to no change that would have been called beyond the usual; None where not even a fall
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
    usual: UpsAndDowns = PURE_CHANCE,
    alpha: float = HYPER.alpha,
    smallest: bool = True,
) -> RealChange:
    """Compares two counts with exposures in months supplied.

    Method: given the sum of two Poisson counts, the later one is binomial with the later share of the
    months as its probability (Przyborowski and Wilenski 1940); two-sided p is twice the smaller tail. Counts
    of places vary more: `usual` is by how much, as measured on ordinary years, and the same conditioning is
    then taken as a beta-binomial with that variance. The test knows nothing of seasons: compare the same
    months of two years. `breaks` are reasons, one sentence each, why the two periods were not counted alike;
    any of them makes it 'cannot tell', because no test can rule out a change of practice. Without `smallest`
    the smallest changes are left out, which takes most of the time. Raises BadRequest on counts below 0, no
    months, or variances below those of pure chance.
    """
    if min(earlier, later) < 0 or usual.clustering < 1 or usual.between_years < 0:
        raise BadRequest("counts cannot be below 0, and cannot vary less than by pure chance")
    if min(earlier_months, later_months) <= 0:
        raise BadRequest("one of the two periods holds no month that was supplied; choose periods with data")
    share = later_months / (earlier_months + later_months)
    expected = earlier * later_months / earlier_months
    change = None if earlier == 0 else 100 * (later / expected - 1)
    if breaks:
        return RealChange(CANNOT_TELL, " ".join(breaks), change, None, None, None, expected)

    test = _Test(earlier, share, usual, alpha)
    p_value = test.p_of(later)
    if not smallest:
        verdict = BEYOND if p_value < alpha else WITHIN
        return RealChange(verdict, REASONS[verdict], change, p_value, None, None, expected)
    fall, rise = test.smallest(int(expected))
    verdict = BEYOND if p_value < alpha else WITHIN if fall is not None else CANNOT_TELL
    return RealChange(verdict, REASONS[verdict], change, p_value, rise, fall, expected)


@dataclass(frozen=True)
class _Test:
    """An earlier count, and what later ones would be called beside it."""

    earlier: int
    share: float
    usual: UpsAndDowns
    alpha: float

    def p_of(self, later: int) -> float:
        return _two_sided(later, self.earlier + later, self.share, self.usual)

    def smallest(self, expected: int) -> tuple[int | None, int | None]:
        """The later counts nearest to no change that are beyond the usual: below and above."""
        rise = _nearest(lambda step: self.p_of(expected + step) < self.alpha, MOST)
        fall = _nearest(lambda step: self.p_of(expected - step) < self.alpha, expected)
        return None if fall is None else expected - fall, None if rise is None else expected + rise


def _two_sided(later: int, total: int, share: float, usual: UpsAndDowns) -> float:
    if total == 0:
        return 1.0
    from scipy.special import bdtr, bdtrc

    factor = _factor(total, share, usual)
    if factor <= 1:
        # 'Above -1' is certain, and the function knows no such count.
        tails = bdtr(later, total, share), bdtrc(later - 1, total, share) if later else 1.0
    elif total > EXACT_UP_TO:
        return _two_sided_normal(later, total, share, factor)
    else:
        scale = max((total - factor) / (factor - 1), SMALLEST_SCALE)
        tails = _beta_binomial_tails(later, total, share * scale, (1 - share) * scale)
    return float(min(1.0, 2 * min(tails)))


def _beta_binomial_tails(later: int, total: int, a: float, b: float) -> tuple[float, float]:
    """Chances of `later` or fewer, and of `later` or more, among `total`. As scipy.stats has them, whose import takes a
    server a second and 23 MB; `total` + 1 terms."""
    from scipy.special import betaln

    counts = np.arange(total + 1)
    ways = -np.log(total + 1) - betaln(total - counts + 1, counts + 1)
    chance = np.exp(ways + betaln(counts + a, total - counts + b) - betaln(a, b))
    return float(chance[: later + 1].sum()), float(chance[later:].sum())


def _factor(total: int, share: float, usual: UpsAndDowns) -> float:
    """The variance of the later count given the sum, over that of a binomial: with two counts of variance
    k m + (c m)^2 it is k + 2 c^2 times the binomial variance."""
    return usual.clustering + 2 * usual.between_years**2 * total * share * (1 - share)


def _two_sided_normal(later: int, total: int, share: float, factor: float) -> float:
    """The beta-binomial by its first two moments, with a continuity correction."""
    from scipy.special import ndtr

    sd = sqrt(total * share * (1 - share) * factor)
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
