"""Audited recording rates to crimes reported but not recorded, with ranges: no files, no frames, no chance.

The specification in plain words, the equations and the limits are in docs/method.md. A caller needs this:

    audits = [Audit.from_row(row) for row in rows if row["use"] == "yes"]    # of data/audits.csv
    shares = {"peel-2021-22": 0.509}    # violence's share of the force's recorded crime in that audit year
    answer = estimate_unrecorded(
        {"violence": by_leaf, "other": by_leaf_too},  # whole force, whole period, one count per leaf
        members=rows_of_zeros_and_ones,  # (areas, leaves); for the force a row of ones
        places=Places(msoa_of_leaf, district_of_leaf),  # 'no location' is a leaf with labels of its own
        audits=audits, period=Period("2021-03", "2022-02"), shares=shares, spread="default")
    answer.estimates.plug, answer.estimates.range95, answer.labels, answer.why_not, answer.rates["violence"].p
    lenses = scenarios({"violence": 340.0, "other": 510.0}, audits, shares)  # any other period: no range
    shown = present(answer.estimates.at(0), answer.labels[0], population=8200)  # rounded, ranges outward

Counts leave anti-social behaviour out (`group_counts` sees to it). Ask for one group by passing only that
group. `answer.labels[i] == 'not_shown'` always comes with a code in `why_not[i]`, whose sentence is
`WHY_NOT[code]`; `question_fault` refuses a small area, a month or a single type before anything is counted.
"""

from portal.estimator.audits import Audit, audited_inspection
from portal.estimator.counts import Counts, area_matrix, group_counts, period_totals
from portal.estimator.faults import Unidentified, UnusableAudit
from portal.estimator.hyperparameters import HYPER, Hyperparameters
from portal.estimator.labels import WHY_NOT, question_fault, reliability
from portal.estimator.presentation import per_hundred, present, round_outward
from portal.estimator.provenance import provenance
from portal.estimator.ranges import Estimates, Limits, Parts, estimate, limits, parts
from portal.estimator.rates import GroupRate, RatePosterior, rate_posterior, rates_of_inspection
from portal.estimator.real_change import RealChange, real_change
from portal.estimator.scenarios import Scenario, scenarios
from portal.estimator.spread import Places, local_variance
from portal.estimator.unrecorded import Unrecorded, estimate_unrecorded

__all__ = [
    "HYPER",
    "WHY_NOT",
    "Audit",
    "Counts",
    "Estimates",
    "GroupRate",
    "Hyperparameters",
    "Limits",
    "Parts",
    "Places",
    "RatePosterior",
    "RealChange",
    "Scenario",
    "Unidentified",
    "Unrecorded",
    "UnusableAudit",
    "area_matrix",
    "audited_inspection",
    "estimate",
    "estimate_unrecorded",
    "group_counts",
    "limits",
    "local_variance",
    "parts",
    "per_hundred",
    "period_totals",
    "present",
    "provenance",
    "question_fault",
    "rate_posterior",
    "rates_of_inspection",
    "real_change",
    "reliability",
    "round_outward",
    "scenarios",
]
