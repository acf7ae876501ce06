"""The figure of unrecorded crime for one place, built on its recorded figure."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from portal.domain.record.area import Area
from portal.domain.record.figure import Basis, Figure, RateHeld, ScenarioRow
from portal.domain.record.period import Period, day_words
from portal.estimator import WHY_NOT, Scenario, Unrecorded, audited_inspection
from portal.estimator.spread import spread_sds
from portal.measures.rates import per_1000, per_1000_range
from portal.measures.record import area_count
from portal.services.library.library import Library
from portal.services.unrecorded import first_edition
from portal.services.unrecorded.beside_ours import beside_ours
from portal.services.unrecorded.estimates import (
    area_estimates,
    group_words,
    groups_of,
    scenarios_for,
    why_no_estimate,
)
from portal.services.unrecorded.scenarios import scenario_rows
from portal.services.unrecorded.sentences import (
    audited_sentence,
    estimate_caveats,
    estimate_sentence,
    scenario_caveats,
    scenario_sentence,
)

# An audit of reports hardly tests what police find themselves; above this share of other crime a place is warned of.
FOUND_BY_POLICE_TYPES, FOUND_BY_POLICE_SHARE = ("drugs", "possession-of-weapons"), 0.2
TABLES = ("crime_counts", "lsoas", "population", "audits", "inspections")


def unrecorded_figure(library: Library, recorded: Figure, inspection: str | None, spread: str) -> Figure:
    """An estimate for an audited year, a scenario when an inspection is asked for in any other, else the reason."""
    spread_sds(spread)
    area, period, crime = recorded.area, recorded.period, recorded.crime
    why = why_no_estimate(library, area.ruled_as, period, crime, inspection)
    if why or recorded.value is None:
        return _not_shown(library, recorded, why or recorded.sentence)
    audited = audited_inspection(library.audits, period)
    if audited is not None and inspection in (None, audited):
        return _estimated(library, recorded, audited, spread)
    return _scenario(library, recorded, str(inspection))


@lru_cache(maxsize=8)
def inspection_names(library: Library) -> dict[str, str]:
    rows = library.inspections
    return {r.inspection_id: f"{r.title} (published {day_words(r.published_on)})" for r in rows.itertuples()}


def _not_shown(library: Library, recorded: Figure, why: str) -> Figure:
    return replace(
        recorded, measure="unrecorded", value=None, per_1000=None, per_1000_range95=None, label="not_shown",
        basis=Basis("none", why),
        sentence=why, caveats=(), sources=library.sources(*TABLES), range80=None, range95=None,
    )  # fmt: skip


def _estimated(library: Library, recorded: Figure, inspection_id: str, spread: str) -> Figure:
    area, period, crime = recorded.area, recorded.period, recorded.crime
    answer, row = estimate_row(library, area, period, crime, spread)
    label, why = answer.labels[row], answer.why_not[row]
    if label == "not_shown":
        return _not_shown(library, recorded, WHY_NOT[why or "few_recorded"])
    values = printed_values(library, answer, row)
    title = inspection_names(library)[inspection_id]
    rates = {group: rate.p for group, rate in answer.rates.items()}
    return replace(
        recorded,
        measure="unrecorded",
        value=values["plug"],
        range80=(values["lo80"], values["hi80"]),
        range95=(values["lo95"], values["hi95"]),
        if_rate_held=RateHeld(
            (values["held_lo80"], values["held_hi80"]), (values["held_lo95"], values["held_hi95"])
        ),
        label=label,
        per_1000=per_1000(values["plug"], recorded.population, period),
        per_1000_range95=per_1000_range((values["lo95"], values["hi95"]), recorded.population, period),
        basis=Basis(
            "audited",
            f"The force's audited recording rates of {title}, applied to the crime recorded here.",
            inspection_id,
            rates,
        ),
        sentence=_sentence(library, recorded, values, label, spread),
        caveats=_caveats(library, recorded, inspection_id),
        sources=library.sources(*TABLES),
    )


def _sentence(library: Library, recorded: Figure, values: dict[str, float], label: str, spread: str) -> str:
    asked = recorded.area, recorded.period, group_words(recorded.crime), values, label
    if library.is_first_edition:
        return first_edition.estimate_sentence(*asked)
    return estimate_sentence(*asked, spread)


def _caveats(library: Library, recorded: Figure, inspection_id: str) -> tuple[str, ...]:
    title = inspection_names(library)[inspection_id]
    audited = audited_sentence(title, recorded.period, is_our_match(library, inspection_id))
    found = is_mostly_found_by_police(library, recorded)
    if library.is_first_edition:
        return estimate_caveats(recorded.area, audited, found, means=first_edition.RANGE_MEANS)
    return estimate_caveats(recorded.area, audited, found, beside_ours(library, recorded, inspection_id))


def estimate_row(
    library: Library, area: Area, period: Period, crime: str, spread: str
) -> tuple[Unrecorded, int]:
    """The engine's answer for an audited year and the row of it that is this place."""
    found = area_estimates(library, area.level, period, crime, spread)
    return found.answer, found.position["force" if area.level == "force" else area.code]


def printed_values(library: Library, answer: Unrecorded, row: int) -> dict[str, float]:
    """One area's numbers by name, those of `if_rate_held` after 'held_', and the deviation its roundings go by.

    That is of the narrower range, so that the middle is the same at every spread.
    """
    values, held = answer.estimates.at(row), answer.if_rate_held.at(row)
    rounding = {"rounding_sd": (values if library.is_first_edition else held)["sd"]}
    return values | {f"held_{name}": value for name, value in held.items()} | rounding


def _scenario(library: Library, recorded: Figure, inspection_id: str) -> Figure:
    offered = offered_scenarios(library, recorded)
    chosen = next(scenario for scenario in offered if scenario.inspection_id == inspection_id)
    area, period, what = recorded.area, recorded.period, group_words(recorded.crime)
    title = inspection_names(library)[inspection_id]
    rows: tuple[ScenarioRow, ...] = ()
    value: float | None = None
    label = "range_only"
    if library.is_first_edition:
        value, label = chosen.unrecorded, "caution"
        sentence = first_edition.scenario_sentence(area, period, what, chosen, offered, title)
    else:
        rows = scenario_rows(library, area, period, recorded.crime)
        sentence = scenario_sentence(area, period, what, rows)
    return replace(
        recorded,
        measure="unrecorded",
        value=value,
        scenarios=rows,
        label=label,
        per_1000=None,
        per_1000_range95=None,
        basis=Basis(
            "scenario", f"A scenario: the recording rates of {title} on months it did not audit.",
            inspection_id, dict(chosen.rates),
        ),
        sentence=sentence,
        caveats=scenario_caveats(area),
        sources=library.sources(*TABLES),
    )  # fmt: skip


def is_our_match(library: Library, inspection_id: str) -> bool:
    """Whether the audit's own months are not public, so that the twelve months it is applied to are our choice."""
    return all(audit.window is None for audit in library.audits if audit.inspection_id == inspection_id)


def is_mostly_found_by_police(library: Library, recorded: Figure) -> bool:
    """Whether drugs and weapons are more than a fifth of the other crime recorded here, where other crime is asked for."""
    if "other" not in groups_of(recorded.crime):
        return False
    area, period = recorded.area, recorded.period
    found, other = (
        sum(area_count(library.record, area, period, crime) or 0 for crime in of)
        for of in (FOUND_BY_POLICE_TYPES, ("other",))
    )
    return found > FOUND_BY_POLICE_SHARE * other


def offered_scenarios(library: Library, recorded: Figure) -> list[Scenario]:
    """Every inspection's rates on this place's recorded crime."""
    area, period = recorded.area, recorded.period
    counts = {
        group: float(area_count(library.record, area, period, group) or 0)
        for group in groups_of(recorded.crime)
    }
    return scenarios_for(library, counts)
