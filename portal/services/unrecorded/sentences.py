"""The sentences of modelled figures: range first, whose rate, for when, and what it is not."""

from __future__ import annotations

from portal.domain.record.area import BEST_FIT, Area
from portal.domain.record.figure import ScenarioRow
from portal.domain.record.period import Period
from portal.estimator import round_outward
from portal.estimator.presentation import RANGE_MEANS, SCOPE, why_sentence
from portal.services.library.numbers import during, number, place
from portal.services.unrecorded.first_edition import step_of_scenario

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


ALLOWING = {"default": "as we assume", "wide": "as whole forces do"}


def rounded(values: dict[str, float]) -> tuple[float, float, float]:
    """Low, central and high as a page prints them: the wider range, rounded outward on `rounding_sd`."""
    central, (low, high) = round_outward(
        values["plug"], values["lo95"], values["hi95"], values["rounding_sd"]
    )
    return low, central, high


def rounded_inner(values: dict[str, float]) -> tuple[float, float]:
    """The 80% range in the steps of the wide one, rounded outward."""
    return round_outward(values["plug"], values["lo80"], values["hi80"], values["rounding_sd"])[1]


def rounded_held(values: dict[str, float]) -> tuple[float, float]:
    """The 95% range if the force's rate held here, in the same steps."""
    return round_outward(values["plug"], values["held_lo95"], values["held_hi95"], values["rounding_sd"])[1]


def estimate_sentence(
    area: Area, period: Period, what: str, values: dict[str, float], label: str, spread: str
) -> str:
    """Each range under the condition it was computed under, then the months and what was recorded in them."""
    _, central, _ = rounded(values)
    low, high = rounded_held(values)
    about = "" if label == "range_only" else f" (about {number(central)})"
    found = f"{number(low)} to {number(high)} more {what} were reported and not recorded{about}."
    if area.level == "force":
        said = f"By the force's audited recording rate: {found}"
    else:
        # In brackets after a name there is no room for an owner's s.
        whose = f"the police of {place(area)}" if area.level in BEST_FIT else f"{owner(place(area))} police"
        said = f"If {whose} recorded as the force did: {found}{allowing(values, spread)}"
    return f"{said} This is for {period.words}, beside the {number(values['recorded'])} that were recorded."


def allowing(values: dict[str, float], spread: str) -> str:
    """The wider range under its own condition; nothing where places are taken to be alike."""
    if spread not in ALLOWING:
        return ""
    low, _, high = rounded(values)
    return f" Allowing for places to differ {ALLOWING[spread]}: {number(low)} to {number(high)}."


def owner(name: str) -> str:
    """'a town's'; a name that ends in s takes the apostrophe alone."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def scenario_sentence(area: Area, period: Period, what: str, rows: tuple[ScenarioRow, ...]) -> str:
    """Every rate of the list, lowest first; no one number of them is the headline."""
    return (
        f"This is not an estimate of what happened. No inspection measured recording {during(period)}. "
        f"{what[0].upper()}{what[1:]} reported in {place(area)} and not recorded would have been "
        f"{'; '.join(scenario_words(row) for row in rows)}."
    )


def scenario_words(row: ScenarioRow) -> str:
    """One row of a scenario: the number, its range where an interval was published, the rate, whose and when."""
    ends = (
        f" ({number(step_of_scenario(row.range95[0]))} to {number(step_of_scenario(row.range95[1]))})"
        if row.range95
        else ""
    )
    return f"about {number(step_of_scenario(row.value))}{ends} at {100 * row.rate:.1f} recorded of 100 ({row.year}, {row.whose})"


def audited_sentence(title: str, period: Period, is_match: bool) -> str:
    """Which inspection an estimate stands on and for which months; says so where matching the two is ours."""
    match = f" {OURS}" if is_match else ""
    return f"The rate is from {title}, applied to {period.words}.{match}"


def estimate_caveats(
    area: Area, audited: str, found_by_police: bool, beside: tuple[str, ...] = (), means: str = RANGE_MEANS
) -> tuple[str, ...]:
    """What an estimate must be read with, the most needed first; `audited` is what audited_sentence says and `beside` the
    inspectorate's own figure and the official total, where they are known."""
    local = (why_sentence(area.name),) if area.level != "force" else ()
    return (
        *local,
        *((area.notice,) if area.level in BEST_FIT else ()),
        *beside,
        SCOPE,
        f"{audited} It says nothing about any other time.",
        means,
        *((FOUND_BY_POLICE,) if found_by_police else ()),
        NO_FRAUD,
        CONCERN,
    )


def scenario_caveats(area: Area) -> tuple[str, ...]:
    local = (why_sentence(area.name),) if area.level != "force" else ()
    return ("No inspection measured recording in these months.", *local, SCOPE, CONCERN)
