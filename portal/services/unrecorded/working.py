"""The working of a modelled figure, from the estimator's own values: nothing here works anything out a second way."""

from __future__ import annotations

import numpy as np

from portal.domain.record.crime import GROUPS
from portal.domain.record.figure import Figure
from portal.estimator import HYPER, Audit, GroupRate, Parts, limits, parts
from portal.estimator.conversion import normal_quantile, rate_of
from portal.estimator.presentation import rounding_step
from portal.estimator.rates import group_covariance
from portal.estimator.spread import spread_sds
from portal.measures.record import area_count
from portal.services.library.library import Library
from portal.services.library.numbers import number, place
from portal.services.unrecorded.estimates import groups_of, violence_shares
from portal.services.unrecorded.figure import (
    estimate_row,
    inspection_names,
    offered_scenarios,
    printed_values,
)
from portal.services.unrecorded.sentences import OURS, rounded, scenario_words
from portal.services.unrecorded.step import Step

TOGETHER = "Together"


def estimate_steps(library: Library, figure: Figure, spread: str) -> tuple[Step, ...]:
    """Counts, published rates, rates of our groups, odds and products, the range, the rounding."""
    answer, row = estimate_row(library, figure.area, figure.period, figure.crime, spread)
    rates = [answer.rates[group] for group in groups_of(figure.crime)]
    counts = group_counts_of(library, figure)
    mu, cov = group_covariance(rates, answer.window_sd)
    of = np.array([[counts[rate.group] for rate in rates]])
    found, held = (parts(of, mu, cov, local, HYPER.phi) for local in (answer.local[row : row + 1], 0.0))
    return (
        counts_step(counts),
        _published_step(library, figure, rates),
        _rates_step(library, str(figure.basis.inspection), rates),
        _odds_step(counts, rates),
        _range_step(figure, found, held, (float(answer.local[row]), answer.window_sd), spread),
        _rounding_step(printed_values(library, answer, row)),
    )  # fmt: skip


def group_counts_of(library: Library, figure: Figure) -> dict[str, int]:
    """Recorded crimes of the place by audit group."""
    area = figure.area
    return {
        group: area_count(library.record, area, figure.period, group) or 0
        for group in groups_of(figure.crime)
    }


def counts_step(counts: dict[str, int]) -> Step:
    rows = [(_name(group), number(count)) for group, count in counts.items()]
    return Step(
        "Count what was recorded",
        "Inspectors measured recording by group, so the crimes recorded here are counted by group.",
        ("Group", "Recorded"),
        (*rows, *([(TOGETHER, number(sum(counts.values())))] if len(rows) > 1 else [])),
    )


def _published_step(library: Library, figure: Figure, rates: list[GroupRate]) -> Step:
    inspection = str(figure.basis.inspection)
    used = dict.fromkeys(audit_id for rate in rates for audit_id in rate.audit_ids)
    audits = [audit for audit in library.audits if audit.audit_id in used]
    when = next((audit.window for audit in audits if audit.window), None)
    checked = f"Reports of {when.words} were checked." if when else OURS
    return Step(
        "Take the rates the inspectors published",
        f"{inspection_names(library)[inspection]}. {checked} They are for the whole force, and are used for {figure.period.words}.",
        ("Crimes checked", "Recorded of 100, range as published", "Middle"),
        tuple(_published_row(audit) for audit in audits),
    )


def _published_row(audit: Audit) -> tuple[str, str, str]:
    name = {"all": "All crime", "violence": "Violence against the person", "sexual": "Sexual offences"}
    half = 100 * (audit.half_width or 0)
    middle = 100 * audit.p
    return name[audit.group], f"{middle - half:.4g} to {middle + half:.4g}", f"{middle:.4g}"


def _rates_step(library: Library, inspection: str, rates: list[GroupRate]) -> Step:
    """The groups of the files are not those of the audit; says what each rate was made of."""
    reach = normal_quantile(0.95)
    share = {**HYPER.share_of_all_recorded, **violence_shares(library)}.get(inspection)
    how = {
        "audited": "As published.",
        "merged": f"The files join violence and sexual offences. We take {100 * HYPER.against_the_person_share:.0f} of 100 of them "
        f"to be violence, and assume {100 * HYPER.sexual_recorded:.0f} of 100 sexual offences are recorded (give or take "
        f"{100 * HYPER.sexual_half_width:.0f}): no rate of this force has been read.",
        "derived": "All other crime gets what is left of the all-crime rate once violence and sexual offences, "
        f"{100 * (share or 0):.1f} of 100 recorded crimes of that year, are taken out.",
        "single": "The one rate for all crime stands for every group.",
    }
    return Step(
        "Work out rates for the groups the files have",
        " ".join(dict.fromkeys(how[rate.how] for rate in rates)),
        ("Group", "Recorded of 100, 95% range", "Middle"),
        tuple(
            (
                _name(rate.group),
                f"{100 * rate_of(rate.mu - reach * rate.sd):.1f} to {100 * rate_of(rate.mu + reach * rate.sd):.1f}",
                f"{100 * rate.p:.2f}",
            )
            for rate in rates
        ),
    )


def _odds_step(counts: dict[str, int], rates: list[GroupRate]) -> Step:
    rows = [
        (
            _name(rate.group),
            f"(1 − {rate.p:.4f}) ÷ {rate.p:.4f} = {rate.omega:.4f}",
            f"{number(counts[rate.group])} × {rate.omega:.4f} = {counts[rate.group] * rate.omega:,.1f}",
        )
        for rate in rates
    ]
    total = sum(counts[rate.group] * rate.omega for rate in rates)
    return Step(
        "Multiply by the unrecorded for each recorded crime",
        "A rate is a share of what was reported, so the recorded count is multiplied by the odds, not by one minus the rate.",
        ("Group", "Unrecorded for each recorded", "Unrecorded"),
        (*rows, *([(TOGETHER, "", f"{total:,.1f}")] if len(rows) > 1 else [])),
    )


def _range_step(figure: Figure, found: Parts, held: Parts, doubts: tuple[float, float], spread: str) -> Step:
    """`doubts`: the variance that places add, and the deviation of the unknown months (logit scale)."""
    local, window_sd = doubts
    wide, narrow, alike = limits(0.95, found), limits(0.80, found), limits(0.95, held)
    months = (
        f"Which months were checked is not fully known, which alone leaves about {100 * window_sd:.0f} in 100 (one standard deviation). "
        if window_sd
        else ""
    )
    district, msoa = spread_sds(spread)
    differ = (
        "The force's own range holds no difference between places."
        if figure.area.level == "force"
        else "Places are taken to record alike, as chosen."
        if not (district or msoa)
        else f"Places are assumed to differ (standard deviation {district:.2f} between districts and {msoa:.2f} between neighbourhoods "
        f"of one, on the scale of log odds), which alone leaves a doubt of about {100 * local**0.5:.0f} in 100 (one standard deviation) about {place(figure.area)}. "
        "Nobody has measured this; it never moves the middle."
    )
    return Step(
        "Work out the range",
        f"Two doubts are put together: about the rate, and about which single crimes were missed. {months}{differ}",
        ("Doubt", "From", "To"),
        (
            _limits_row("The rate, 95 in 100", wide.rate),
            _limits_row("Chance, 95 in 100", wide.count),
            _limits_row(f"{TOGETHER}, 95 in 100", wide.whole),
            _limits_row(f"{TOGETHER}, 80 in 100", narrow.whole),
            _limits_row("If the force's rate held here, 95 in 100", alike.whole),
        ),
    )


def _limits_row(name: str, ends: tuple[np.ndarray, np.ndarray]) -> tuple[str, str, str]:
    return name, f"{ends[0][0]:,.1f}", f"{ends[1][0]:,.1f}"


def _rounding_step(values: dict[str, float]) -> Step:
    low, central, high = rounded(values)
    step = rounding_step(values["rounding_sd"])
    return Step(
        "Round, never making the range narrower",
        f"In steps of {number(step)}, which suit a standard deviation of {values['rounding_sd']:,.1f}: {values['lo95']:,.1f} down to "
        f"{number(low)}, {values['hi95']:,.1f} up to {number(high)}, and {values['plug']:,.1f} to {number(central)}.",
    )


def scenario_steps(library: Library, figure: Figure) -> tuple[Step, ...]:
    """Counts, and every rate of the list on them side by side."""
    if library.is_first_edition:
        offered = offered_scenarios(library, figure)
        names = inspection_names(library)
        rows = [(names[s.inspection_id], f"{100 * s.p:.2f}", f"{s.unrecorded:,.1f}") for s in offered]
    else:
        rows = [
            (f"{row.whose}, {row.year}", f"{100 * row.rate:.2f}", f"{row.value:,.1f}")
            for row in figure.scenarios
        ]
    rounding = "; ".join(scenario_words(row) for row in figure.scenarios)
    return (
        counts_step(group_counts_of(library, figure)),
        Step(
            "Apply each audited rate",
            "Each group's count times (1 − rate) ÷ rate. No inspection covers these months, so each line says what a rate would "
            "mean and none is an estimate of what happened.",
            ("Whose rate", "Recorded of 100", "Would be unrecorded"),
            tuple(rows),
        ),
        Step("Round to two figures", f"A scenario carries no more. {rounding}".strip()),
    )


def _name(group: str) -> str:
    return GROUPS[group][0].upper() + GROUPS[group][1:]
