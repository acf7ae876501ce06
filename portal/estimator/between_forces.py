"""How much forces differ in recording beyond sampling error: the anchor of the assumed local spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from portal.estimator.conversion import audit_to_logit


def between_force_sd(
    p: Sequence[float], half_width: Sequence[float | None], level: float = 0.95
) -> tuple[float, float]:
    """Restricted maximum likelihood standard deviation and mean of the forces' logit rates.

    `p` and `half_width` are proportions, one force each. A force whose half-width was not readable takes
    the plain mean of the others: sampling error is a hundredth of the spread, so the answer moves by .002
    if that is doubled or halved. Ordinary random-effects model with known sampling variances.
    """
    typical = float(np.mean([h for h in half_width if h is not None]))
    pairs = [
        audit_to_logit(rate, typical if h is None else h, level)
        for rate, h in zip(p, half_width, strict=True)
    ]
    y, variance = np.array(pairs).T[0], np.array(pairs).T[1] ** 2

    def minus_log_likelihood(tau2: float) -> float:
        weight = 1 / (variance + tau2)
        centre = (weight * y).sum() / weight.sum()
        terms = np.log(variance + tau2).sum() + np.log(weight.sum()) + (weight * (y - centre) ** 2).sum()
        return 0.5 * float(terms)

    tau2 = minimize_scalar(minus_log_likelihood, bounds=(0, 4), method="bounded", options={"xatol": 1e-10}).x
    weight = 1 / (variance + tau2)
    return float(np.sqrt(tau2)), float((weight * y).sum() / weight.sum())
