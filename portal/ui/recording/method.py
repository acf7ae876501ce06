"""The method in plain words, then in full with numbers that the engine works out as the page is made."""

from __future__ import annotations

import streamlit as st

from portal.services.library.numbers import number
from portal.services.recording import method
from portal.services.recording.findings import Finding, rates
from portal.ui.cache import cached_method, library
from portal.ui.recording.stages import round_of
from portal.ui.recording.words import CANNOT, MEANINGS, NOT_WORKED, PLAIN
from portal.ui.shared.parts import show_table

_NUMBER = {"numeric": True}
_EQUATIONS = (
    (r"\omega = \frac{1-p}{p}, \qquad U = R\,\omega",
     "R crimes recorded, p the recording rate, ω the unrecorded for each recorded, U the unrecorded."),
    (r"\operatorname{logit} p \sim \mathcal N\!\left(\ln\tfrac{p}{1-p},\ \tfrac{h}{z\,p(1-p)}\right)",
     "A published rate p with half-width h, read at the confidence level in the table below; the second number is a standard deviation."),
    (r"\omega_V = w\,\omega_{\text{violence}} + (1-w)\,\omega_{\text{sexual}}",
     "The published files merge violence and sexual offences; w is the share of violence."),
    (r"\omega_O = \frac{\omega_{\text{all}} - q\,\omega_V}{1-q}",
     "All other crime gets what is left; q is the merged group's share of recorded crime in the audit year."),
    (r"m = \textstyle\sum_g R_g\,e^{-\mu_g+\sigma_g^2/2}", "Expected number, over the groups g."),
    (r"r = \left(1+\tfrac{V}{m^2}\right)e^{\text{local}}-1", "Its relative variance. The local variance is 0 for the force."),
    (r"L = U-\sqrt{(U-X_L)^2+\varphi(U-n_L)^2}", "Low end: the doubt about the rate (X) and chance (n) together."),
    (r"H = U+\sqrt{(X_H-U)^2+\varphi(n_H-U)^2}", "High end, in the same way."),
)  # fmt: skip


def show_method() -> None:
    """Ten sentences, then everything else for whoever wants to check it."""
    with st.expander("How the estimate is made, in plain words"):
        st.markdown("\n".join(f"{at}. {sentence}" for at, sentence in enumerate(PLAIN, start=1)))
    with st.expander("The method in full"):
        found = cached_method(library().release)
        _show_equations()
        if found is None:
            st.write(NOT_WORKED)
            _show_judged()
            return
        _show_worked(found.worked, found.force)
        _show_rates(found.rates)
        _show_rows("What moves the force's figure", "Changed", found.sensitivities, "recording_moves", 1)
        st.write(
            "Each line changes one judged number. In a small place the assumed difference between places matters more than all of them."
        )
        _show_rows("How quickly a rate goes stale", "Twelve months", found.bridge, "recording_bridge", 100)
        st.write(
            "If the rate drifts back towards the force's own mean as we assume, a year of the same size would hold these "
            "numbers, to the nearest hundred. The audited year is taken to be the twelve months we match to it. This is why a "
            "later period is shown as a scenario and not as an estimate."
        )
        _show_judged()
        st.subheader("Limits")
        st.write(
            "The ranges hold when the assumed difference between places is right. They are too narrow when it is too small, "
            "and no setting protects against one place that records far worse than the rest. Police-found crime, such as "
            "drugs, is hardly tested by an audit of reports but is part of the total, as it is in the inspectorate's own."
        )


def _show_equations() -> None:
    st.subheader("Equations")
    for equation, meaning in _EQUATIONS:
        # Inside a line: a displayed equation becomes a scrolling box that the keyboard cannot reach.
        st.markdown(rf"$\displaystyle {equation}$")
        st.write(meaning)


def _show_worked(worked: list[method.Worked], force: method.Row) -> None:
    st.subheader("A worked example")
    for w in worked:
        st.markdown(
            f"- **{_title(w.inspection_id)}.** The rate is {w.p:g}, so ω = (1 − {w.p:g}) / {w.p:g} = {w.omega:.4f}. The published yearly "
            f"total implies {number(w.implied_recorded)} recorded crimes; {number(w.implied_recorded)} × {w.omega:.4f} = "
            f"**{number(w.unrecorded)}**. Multiplying by 1 − p instead would give {number(w.too_low)}, which is too low: p is a share of "
            "crimes reported, R counts those recorded."
        )
    audit = method.latest_audit(library())
    assert audit is not None
    assert audit.applies is not None
    low, high = force.range95 or (0, 0)
    recorded = sum(method.recorded_in(library(), audit.applies).values())
    st.markdown(
        f"- **Our own count.** {audit.applies.words} are the twelve months we match to {_title(audit.inspection_id)}; the match "
        f"is ours. We count {number(recorded)} crimes, which gives a range of {number(low)} to {number(high)} and a central figure "
        f"of {number(force.central)}."
    )


def _show_rates(rates: list[tuple[str, str, float, float, str]]) -> None:
    st.subheader("Rates")
    show_table(
        "The rates the engine uses",
        [{"label": "Inspection", "heading": True}, {"label": "Group"}, {"label": "Recorded, of 100"},
         {"label": "Spread (sd of logit)"}, {"label": "How"}],
        [[_title(i), "violence and sexual offences" if g == "violence" else "other crime", f"{100 * p:.1f}", f"{sd:.3f}", how]
         for i, g, p, sd, how in rates],
        "recording_rates",
    )  # fmt: skip


def _show_rows(title: str, label: str, rows: list[method.Row], key: str, step: int) -> None:
    """Ranges first, in whole steps."""
    st.subheader(title)
    show_table(
        f"{title}: unrecorded crimes in twelve months, whole force",
        [{"label": label, "heading": True}, {"label": "Range, 19 in 20"}, {"label": "Range, 4 in 5"},
         {"label": "Central", **_NUMBER}],
        [[row.words, _spread(row.range95, step), _spread(row.range80, step), step * round(row.central / step)] for row in rows],
        key,
        missing="no range",
    )  # fmt: skip


def _spread(limits: tuple[float, float] | None, step: int) -> str | None:
    return None if limits is None else " to ".join(number(step * round(limit / step)) for limit in limits)


def _show_judged() -> None:
    st.subheader("Every judged number")
    show_table(
        "Numbers of the engine that are a judgement or a reading",
        [{"label": "Name", "heading": True}, {"label": "Value"}, {"label": "Meaning"}],
        [[name, value, MEANINGS[name.split(":")[0]]] for name, value in method.judged_numbers()],
        "recording_judged",
        height=420,
    )


def _title(inspection_id: str) -> str:
    rows = library().inspections
    return str(rows.loc[rows.inspection_id == inspection_id, "title"].iloc[0])


def show_limits(found: list[Finding]) -> None:
    """What no inspection measured, with the rounds of this force named."""
    years = [one.published_on.year for one in found if one.kind in ("rate", "sample")]
    gaps = [one.published_on.year for one in found if one.kind == "not_measured" and one.group == "all"]
    told = {
        "latest": round_of(rates(found, "all")[-1]),
        "first": min(years),
        "last": max(years),
        "gap": "".join(f"; {year} gave no rate for all crime at all" for year in gaps),
    }
    with st.expander("What this cannot say"):
        st.markdown("\n".join(f"- {limit.format_map(told)}" for limit in CANNOT))
