"""The sentences of modelled figures: range first, whose rate, for when, and what it is not."""

from __future__ import annotations

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.estimator import Scenario, round_outward
from portal.estimator.presentation import RANGE_MEANS, SCOPE, why_sentence
from portal.services.library.numbers import during, number, place

OURS = (
    "The exact dates of the 2021/22 audit are not public in any text we could read. Matching it to these twelve months "
    "is our decision."
)
NO_FRAUD = "Fraud is in neither the audits nor the files."
FOUND_BY_POLICE = (
    "Much of the other crime recorded here is of kinds that police mostly find themselves (drugs, weapons). An audit of "
    "reports hardly tests those, so the estimate may be too high."
)
CONCERN = "In July 2025 the inspectorate noted progress, but its cause of concern about crime recording stayed open."


def rounded(values: dict[str, float]) -> tuple[float, float, float]:
    """Low, central and high as a page prints them: the range rounded outward."""
    central, (low, high) = round_outward(values["plug"], values["lo95"], values["hi95"], values["sd"])
    return low, central, high


def rounded_inner(values: dict[str, float]) -> tuple[float, float]:
    """The 80% range in the steps of the wide one, rounded outward."""
    return round_outward(values["plug"], values["lo80"], values["hi80"], values["sd"])[1]


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
    low, high = (number(step_of_scenario(scenario.unrecorded)) for scenario in (least, most))
    between = f" At the highest audited rate it would be about {low}, at the lowest about {high}."
    if least is most:
        between = ""
    elif chosen is most:
        between = f" That is the lowest audited rate; at the highest it would be about {low}."
    elif chosen is least:
        between = f" That is the highest audited rate; at the lowest it would be about {high}."
    return (
        f"This is not an estimate of what happened. If recording {during(period)} was as inspectors found it in "
        f"{names[chosen.inspection_id]}, about {number(step_of_scenario(chosen.unrecorded))} {what} would have been reported in "
        f"{place(area)} and not recorded.{between}"
    )


def step_of_scenario(value: float) -> float:
    """Two figures are as many as a scenario can carry."""
    size: int = 10 ** max(len(str(int(value))) - 2, 0)
    return round(value / size) * size


def audited_sentence(title: str, period: Period, is_match: bool) -> str:
    """Which inspection an estimate stands on and for which months; says so where matching the two is ours."""
    match = f" {OURS}" if is_match else ""
    return f"The rate is from {title}, applied to {period.words}.{match}"


def estimate_caveats(area: Area, audited: str, found_by_police: bool) -> tuple[str, ...]:
    """What an estimate must be read with, the most needed first; `audited` is what audited_sentence says."""
    local = (why_sentence(area.name),) if area.level != "force" else ()
    return (
        *local,
        SCOPE,
        f"{audited} It says nothing about any other time.",
        RANGE_MEANS,
        *((FOUND_BY_POLICE,) if found_by_police else ()),
        NO_FRAUD,
        CONCERN,
    )


def scenario_lines(
    chosen: Scenario, offered: list[Scenario], names: dict[str, str], what: str
) -> tuple[str, ...]:
    """Every inspection's rates on the same recorded crime, oldest first, each with what it is among them."""
    lines = []
    for scenario in offered:
        tags = [f"the {tag} audited rate" if tag != "latest" else "the latest" for tag in scenario.tags]
        own = ["the one chosen"] if scenario.inspection_id == chosen.inspection_id else []
        said = "".join(f", {part}" for part in (*tags, *own))
        lines.append(
            f"As in {names[scenario.inspection_id]}{said}: about {number(step_of_scenario(scenario.unrecorded))} {what} not recorded."
        )
    return tuple(lines)


def scenario_caveats(area: Area) -> tuple[str, ...]:
    local = (why_sentence(area.name),) if area.level != "force" else ()
    return ("No inspection measured recording in these months.", *local, SCOPE, CONCERN)
