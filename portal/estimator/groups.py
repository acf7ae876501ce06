"""The two audit groups: violence merged with sexual offences, and all other crime by subtraction. Always
through omega."""

from __future__ import annotations

from collections.abc import Sequence

from portal.estimator.faults import Unidentified


def merged_omega(
    w: float, om1: float, om2: float, var1: float, var2: float, var_w: float
) -> tuple[float, float]:
    """Omega and its variance for two recorded kinds counted together.

    `w` is the share of *recorded* crime in the first kind (0 to 1). Rates are never averaged directly: on
    recorded crime the weights belong to omega, so the merged rate is the harmonic mean.
    """
    omega = w * om1 + (1 - w) * om2
    variance = w**2 * var1 + (1 - w) ** 2 * var2 + (om1 - om2) ** 2 * var_w
    return omega, variance


def residual_omega(
    om_all: float, var_all: float, shares: Sequence[float], oms: Sequence[float], vars_: Sequence[float]
) -> tuple[float, float]:
    """Omega and its variance for what is left of all crime after groups with known omega.

    `shares` are the groups' shares of recorded crime in the audit year. Audits are stratified, so the
    residual and the known groups are independent and together give back the published all-crime figure and
    interval. Raises Unidentified when nothing positive is left: use the single all-crime rate then.
    """
    rest = 1 - sum(shares)
    if rest <= 0:
        raise Unidentified(
            "the known groups already make up all recorded crime, so no rate is left to derive"
        )
    omega = (om_all - sum(q * om for q, om in zip(shares, oms, strict=True))) / rest
    variance = (var_all - sum(q**2 * v for q, v in zip(shares, vars_, strict=True))) / rest**2
    if omega <= 0 or variance <= 0:
        raise Unidentified(
            "the all-crime audit leaves no positive rate or variance for other crime; use the all-crime rate"
        )
    return omega, variance
