"""May this be shown, and how loudly: labels by count and coefficient of variation, and the reason when
nothing is."""

from __future__ import annotations

from math import isnan

from portal.domain.record.crime import ALL, BY_SLUG, GROUPS, INCIDENT
from portal.domain.record.period import Period
from portal.estimator.hyperparameters import HYPER, Hyperparameters

WHY_NOT = {
    "unaudited": "No inspection covers exactly these twelve months, so there is no estimate of what went "
    "unrecorded.",
    "no_audit": "The inspectors did not measure the recording of this group of crime at that inspection.",
    "month_missing": "At least one month of this period was not supplied in full, so it cannot be added up.",
    "total_disagrees": "Our count of the force's recorded crime differs too much from the published one for this "
    "year, so nothing is estimated from it.",
    "few_recorded": "Too few crimes were recorded here to give a figure you could rely on.",
    "few_unrecorded": "Too few crimes are likely to be missing here to give a figure you could rely on.",
    "too_uncertain": "The range would be too wide to be of use.",
    "small_area": "Areas this small show recorded crime only: the force's rate says nothing about so few "
    "crimes.",
    "part_year": "Recording was measured over a year, so a month or part of a year has no estimate.",
    "single_type": "No inspection measured this crime type on its own for this force; only violence and "
    "sexual offences together, and all other crime together, can be estimated.",
    "incident": "Anti-social behaviour is not crime, and no audit of crime recording covers it.",
    "scenario_area": "Outside an audited year, neighbourhoods, wards and parishes show recorded crime only.",
}


def audit_groups(crime: str) -> tuple[str, ...]:
    """The counted groups a question is about; empty for a single type or an incident."""
    if crime == ALL:
        return tuple(GROUPS)
    if crime in GROUPS:
        return (crime,)
    # The files publish violence and sexual offences as one type, which is exactly the audit group.
    return ("violence",) if crime in BY_SLUG and BY_SLUG[crime].group == "violence" else ()


def question_fault(level: str, crime: str, period: Period) -> str | None:
    """Why a question can have no estimate whatever the counts (a key of WHY_NOT), or None."""
    if crime == INCIDENT:
        return "incident"
    if not audit_groups(crime):
        return "single_type"
    if level == "lsoa":
        return "small_area"
    return "part_year" if len(period) < 12 else None


def scenario_fault(level: str, crime: str, period: Period) -> str | None:
    """Why a question can have no scenario either. Neighbourhoods outside an audited year show recorded
    crime only."""
    return "scenario_area" if level == "msoa" else question_fault(level, crime, period)


def total_agrees(counted: float, published: float, hyper: Hyperparameters = HYPER) -> bool:
    """Whether the force's twelve months as counted lie within the tolerance of a published total of the
    same year.

    An estimate copies every artefact of the count, so a count that is out of line must not reach a page.
    """
    return abs(counted / published - 1) <= hyper.total_tolerance


def why_not(
    recorded: float, plug: float, cv: float, tier: str, complete: bool, hyper: Hyperparameters = HYPER
) -> str | None:
    """The first reason to show nothing, as a key of WHY_NOT; None when something may be shown."""
    if tier not in ("audited", "disagrees"):
        return "no_audit" if tier == "no_audit" else "unaudited"
    if not complete or isnan(recorded):
        return "month_missing"
    if tier == "disagrees":
        return "total_disagrees"
    if recorded < hyper.recorded_min:
        return "few_recorded"
    if isnan(plug) or plug < hyper.unrecorded_min:
        return "few_unrecorded"
    return "too_uncertain" if isnan(cv) or cv > hyper.cv_range_only else None


def reliability(
    recorded: float, plug: float, cv: float, tier: str, complete: bool, hyper: Hyperparameters = HYPER
) -> str:
    """number | caution | range_only | not_shown. Thresholds belong to the better label: a cv of exactly
    .20 is a number."""
    if why_not(recorded, plug, cv, tier, complete, hyper):
        return "not_shown"
    if plug < hyper.unrecorded_number_min:
        return "range_only"
    if cv <= hyper.cv_number:
        return "number"
    return "caution" if cv <= hyper.cv_caution else "range_only"
