"""The sentences of modelled figures: range first, whose rate, for when, and what it is not."""

from __future__ import annotations

from portal.domain.area import Area
from portal.domain.period import Period
from portal.estimator import Scenario, round_outward
from portal.estimator.presentation import RANGE_MEANS, SCOPE, why_sentence
from portal.services.sentences import during, number, place

OURS = (
    "The exact dates of the 2021/22 audit are not public in any text we could read. Matching it to these twelve months "
    "is our decision."
)
NO_FRAUD = "Fraud is in neither the audits nor the files."
CONCERN = "In July 2025 the inspectorate noted progress, but its cause of concern about crime recording stayed open."


def rounded(values: dict[str, float]) -> tuple[float, float, float]:
    """Low, central and high as a page prints them: the range rounded outward."""
    central, (low, high) = round_outward(values["plug"], values["lo95"], values["hi95"], values["sd"])
    return low, central, high


def estimate_sentence(area: Area, period: Period, what: str, values: dict[str, float], label: str) -> str:
    """The range, then the central value where the label allows one."""
    low, central, high = rounded(values)
    about = "" if label == "range_only" else f" (about {number(central)})"
    span = f"between {number(low)} and {number(high)} {what}{about} were reported in {place(area)} {during(period)} and not recorded"
    beside = f"beside the {number(values['recorded'])} that were"
    if area.level == "force":
        return f"By the force's audited recording rate, {span}, {beside}."
    return f"If the force's audited recording rate held here too, {span}, {beside}."


def scenario_sentence(
    area: Area, period: Period, what: str, chosen: Scenario, offered: list[Scenario], names: dict[str, str]
) -> str:
    """What one inspection's rate would mean, between what the lowest and the highest audited rates would."""
    ordered = sorted(offered, key=lambda scenario: scenario.unrecorded)
    least, most = ordered[0], ordered[-1]
    between = (
        f" At the highest audited rate it would be about {number(_step(least.unrecorded))}, at the lowest about "
        f"{number(_step(most.unrecorded))}."
        if least is not most
        else ""
    )
    return (
        f"This is not an estimate of what happened. If recording {during(period)} was as inspectors found it in "
        f"{names[chosen.inspection_id]}, about {number(_step(chosen.unrecorded))} {what} would have been reported in "
        f"{place(area)} and not recorded.{between}"
    )


def _step(value: float) -> float:
    """Two figures are as many as a scenario can carry."""
    size = 10 ** max(len(str(int(value))) - 2, 0)
    return round(value / size) * size


def estimate_caveats(area: Area, inspection_id: str, title: str) -> tuple[str, ...]:
    local = (why_sentence(area.name),) if area.level != "force" else ()
    ours = (OURS,) if inspection_id == "peel-2021-22" else ()
    return (
        *local,
        SCOPE,
        f"The rate is from {title}; it says nothing about any other time.",
        RANGE_MEANS,
        *ours,
        NO_FRAUD,
        CONCERN,
    )


def scenario_caveats(area: Area) -> tuple[str, ...]:
    local = (why_sentence(area.name),) if area.level != "force" else ()
    return ("No inspection measured recording in these months.", *local, SCOPE, CONCERN)
