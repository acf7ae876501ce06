"""Audited recording rates to crimes reported but not recorded, with ranges: no files, no frames, no chance.

The specification in plain words, the equations and the limits are in docs/method.md. Pages, files and the interface
all come here through `portal.services.unrecorded.estimates`, which asks in this order:

    question_fault(level, crime, period)  # a code where no count could change that there is no estimate
    audited_inspection(audits, period)  # the inspection whose twelve months these are exactly, or None
    answer = estimate_unrecorded(  # for an audited year
        leaf_counts(record, period, audit_groups(crime)),  # whole force: group to one count per leaf
        members=members,  # (areas, leaves) of zeros and ones; for the force a row of ones
        places=Places(msoa_of_leaf, sector_of_leaf),  # 'no area' is a leaf with labels of its own
        audits=library.audits, period=period, shares=violence_shares(library), spread="default",
        complete=not missing_months(record, period), published_total=implied_total(...))
    answer.estimates.at(row), answer.labels[row], answer.why_not[row], answer.rates["violence"].p
    scenarios({"violence": 340.0, "other": 510.0}, audits, shares)  # for any other period: no range

Numbers come unrounded; `round_outward` rounds them for a page, and files keep them as they are. Anti-social behaviour
is in no group. `answer.labels[row] == 'not_shown'` always comes with a code in `why_not[row]`, whose sentence is
`WHY_NOT[code]`.
"""

from portal.estimator.audits import Audit, audited_inspection
from portal.estimator.faults import Unidentified, UnusableAudit
from portal.estimator.hyperparameters import HYPER, Hyperparameters
from portal.estimator.labels import WHY_NOT, question_fault, reliability
from portal.estimator.presentation import per_hundred, round_outward
from portal.estimator.ranges import Estimates, Limits, Parts, estimate, limits, parts
from portal.estimator.rates import GroupRate, RatePosterior, rate_posterior, rates_of_inspection
from portal.estimator.real_change import BEYOND, CANNOT_TELL, RealChange, real_change
from portal.estimator.scenarios import Scenario, scenarios
from portal.estimator.spread import Places, local_variance
from portal.estimator.unrecorded import Unrecorded, estimate_unrecorded
from portal.estimator.ups_and_downs import UpsAndDowns, count_range95, ups_and_downs

__all__ = [
    "HYPER",
    "WHY_NOT",
    "Audit",
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
    "UpsAndDowns",
    "audited_inspection",
    "count_range95",
    "estimate",
    "estimate_unrecorded",
    "limits",
    "local_variance",
    "parts",
    "per_hundred",
    "question_fault",
    "rate_posterior",
    "rates_of_inspection",
    "BEYOND",
    "CANNOT_TELL",
    "real_change",
    "reliability",
    "round_outward",
    "scenarios",
    "ups_and_downs",
]
