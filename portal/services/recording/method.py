"""The numbers of the method, computed by the engine each time so that the page cannot drift from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from portal.domain.record.crime import CRIMES
from portal.domain.record.period import Period, month_at, month_index
from portal.estimator import HYPER, Audit, Hyperparameters, Places, estimate, estimate_unrecorded
from portal.estimator.bridge import bridge
from portal.estimator.conversion import audit_to_logit, omega_of
from portal.estimator.rates import rates_of_inspection
from portal.measures.record import type_counts
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods, violence_shares

BRIDGE_STARTS = {
    0: "the audited year",
    3: "starting 3 months later",
    6: "starting 6 months later",
    12: "starting 1 year later",
    24: "starting 2 years later",
}


@dataclass(frozen=True)
class Worked:
    """One published yearly total, turned round into the recorded crime it implies and forward again."""

    inspection_id: str
    p: float
    omega: float
    implied_recorded: float
    unrecorded: float
    too_low: float


@dataclass(frozen=True)
class Row:
    """A central figure of unrecorded crime with the engine's own ranges; None where no range applies."""

    words: str
    central: float
    range95: tuple[float, float] | None
    range80: tuple[float, float] | None = None


@dataclass(frozen=True)
class Method:
    """Everything the method page shows that has to be worked out."""

    worked: list[Worked]
    force: Row
    rates: list[tuple[str, str, float, float, str]]
    sensitivities: list[Row]
    bridge: list[Row]


def method(library: Library) -> Method | None:
    """None where the twelve months of no inspection are held, so that nothing can be worked out."""
    if latest_audit(library) is None:
        return None
    moved = sensitivities(library)
    return Method(worked(library), moved[0], group_rates(library), moved, bridge_rows(library))


def latest_audit(library: Library) -> Audit | None:
    """The latest all-crime audit that applies to twelve months, all of them held; None where there is none."""
    held = audited_periods(library)
    every = [audit for audit in library.audits if audit.group == "all" and audit.inspection_id in held]
    return every[-1] if every else None


def _latest(library: Library) -> tuple[Audit, Period]:
    """It and its twelve months, where `method` has seen that there is one."""
    audit = latest_audit(library)
    assert audit is not None
    assert audit.applies is not None
    return audit, audit.applies


def worked(library: Library) -> list[Worked]:
    """Each inspection that printed a yearly total for all crime, in the order of the table."""
    rows = library.audit_rows
    found = []
    for audit in library.audits:
        total = rows.loc[rows.audit_id == audit.audit_id, "unrecorded_per_year"].iloc[0]
        if audit.group == "all" and total == total:
            omega = omega_of(audit.p)
            recorded = round(float(total) / omega)
            found.append(
                Worked(
                    audit.inspection_id, audit.p, omega, recorded, recorded * omega, recorded * (1 - audit.p)
                )
            )
    return found


def recorded_in(library: Library, period: Period) -> dict[str, float]:
    """The force's recorded crime of the period by audit group."""
    force = library.force
    counts = type_counts(library.record, force, period)
    return {
        group: float(counts[[t.slug for t in CRIMES if t.group == group]].sum())
        for group in ("violence", "other")
    }


def force_row(library: Library, words: str, hyper: Hyperparameters = HYPER) -> Row:
    """The force's own estimate for the latest audited twelve months. Local spread does not enter it."""
    audit, applies = _latest(library)
    recorded = recorded_in(library, applies)
    answer = estimate_unrecorded(
        {group: np.array([count]) for group, count in recorded.items()},
        members=np.ones((1, 1)), places=Places(["force"], ["force"]), audits=library.audits, period=applies,
        shares=shares(library), hyper=hyper,
    ).estimates.at(0)  # fmt: skip
    return Row(words, answer["plug"], (answer["lo95"], answer["hi95"]), (answer["lo80"], answer["hi80"]))


def shares(library: Library) -> dict[str, float]:
    """Violence's share of recorded crime in the latest audited year, counted; earlier years have a published one."""
    audit, applies = _latest(library)
    recorded = recorded_in(library, applies)
    return violence_shares(library) | {audit.inspection_id: recorded["violence"] / sum(recorded.values())}


def sensitivities(library: Library) -> list[Row]:
    """The force's figure with one judged number changed at a time."""
    changed = [
        ("as published", HYPER),
        ("sexual offences recorded at .74", replace(HYPER, sexual_recorded=0.74)),
        ("sexual offences recorded at .95", replace(HYPER, sexual_recorded=0.95)),
        ("share of violence against the person .85", replace(HYPER, against_the_person_share=0.85)),
        ("share of violence against the person .95", replace(HYPER, against_the_person_share=0.95)),
        ("published intervals read as 90 in 100", replace(HYPER, confidence_level=0.90)),
        ("reports missed in clusters (phi 2)", replace(HYPER, phi=2.0)),
    ]
    rows = [force_row(library, words, hyper) for words, hyper in changed]
    audit, applies = _latest(library)
    recorded = recorded_in(library, applies)
    single = rates_of_inspection(library.audits, audit.inspection_id, shares(library), mode="single")
    central = sum(recorded[group] * rate.omega for group, rate in single.items())
    return [*rows, Row("one all-crime rate for everything", central, None)]


def group_rates(library: Library) -> list[tuple[str, str, float, float, str]]:
    """Inspection, group, recording rate, sd of its logit and how it was made, as the engine uses them."""
    return [
        (inspection_id, rate.group, rate.p, rate.sd, rate.how)
        for inspection_id in dict.fromkeys(audit.inspection_id for audit in library.audits)
        for rate in rates_of_inspection(library.audits, inspection_id, shares(library)).values()
    ]


def bridge_rows(library: Library) -> list[Row]:
    """What a year of the same size would hold if the rate drifted as we assume: the audited year, then later ones."""
    every = [audit for audit in library.audits if audit.group == "all" and audit.applies]
    logits = [audit_to_logit(audit.p, audit.half_width, HYPER.confidence_level) for audit in every]
    windows = [(audit.window or audit.applies).months for audit in every if audit.applies]
    _, applies = _latest(library)
    published = worked(library)
    # Where no yearly total was printed, our own count of the audited year is the year of the same size.
    recorded = published[-1].implied_recorded if published else sum(recorded_in(library, applies).values())
    rows = []
    for later, words in BRIDGE_STARTS.items():
        first = month_index(applies.first) + later
        months = Period(month_at(first), month_at(first + 11)).months
        mean, cov = bridge([mu for mu, _ in logits], [sd for _, sd in logits], windows, months)
        answer = estimate(np.full((1, 12), recorded / 12), mean, cov).at(0)
        rows.append(
            Row(words, answer["plug"], (answer["lo95"], answer["hi95"]), (answer["lo80"], answer["hi80"]))
        )
    return rows


def judged_numbers() -> list[tuple[str, str]]:
    """Every judged number of the engine by name, as text."""
    rows: list[tuple[str, str]] = []
    for name, value in HYPER.as_rows().items():
        if isinstance(value, dict):
            for key, inner in value.items():
                shown = ", ".join(f"{n:g}" for n in inner) if isinstance(inner, tuple) else f"{inner:g}"
                rows.append((f"{name}: {key}", shown))
        else:
            rows.append((name, f"{value:g}"))
    return rows
