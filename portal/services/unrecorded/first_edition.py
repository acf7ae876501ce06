"""The wording of releases published under the first edition of the method, kept so that their answers stay the same to
the byte and their checksums still verify. Nothing new is written here."""

from __future__ import annotations

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.estimator import Scenario, round_outward
from portal.services.library.numbers import during, number, place

RANGE_MEANS = (
    "If we could repeat the check many times, and places differed as we assume, about 95 in 100 such ranges "
    "would contain the real figure."
)


def estimate_sentence(area: Area, period: Period, what: str, values: dict[str, float], label: str) -> str:
    """The range, then the central value where the label allows one."""
    central, (low, high) = round_outward(values["plug"], values["lo95"], values["hi95"], values["sd"])
    about = "" if label == "range_only" else f" (about {number(central)})"
    span = f"between {number(low)} and {number(high)} {what}{about} were reported in {place(area)} {during(period)} and not recorded"
    beside = f"beside the {number(values['recorded'])} that were"
    if area.level == "force":
        return f"By the force's audited recording rate, {span}, {beside}."
    return f"If the force's audited recording rate held here too, {span}, {beside}."


def scenario_sentence(
    area: Area, period: Period, what: str, chosen: Scenario, offered: list[Scenario], title: str
) -> str:
    """What one inspection's rate would mean, between the least and the most that whole inspections would."""
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
        f"{title}, about {number(step_of_scenario(chosen.unrecorded))} {what} would have been reported in "
        f"{place(area)} and not recorded.{between}"
    )


def step_of_scenario(value: float) -> float:
    """Two figures are as many as a scenario can carry."""
    size: int = 10 ** max(len(str(int(value))) - 2, 0)
    return round(value / size) * size
