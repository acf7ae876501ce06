"""Out of 100 reports: what an interval leaves open, one possible outcome at a time. Nothing moves by itself."""

from __future__ import annotations

import streamlit as st

from portal.markup import Markup, render
from portal.services.recording.findings import OUTCOMES, Finding, of_100, outcome, rates
from portal.ui.recording.words import GROUPS

CHECK, STEP = "recording_check", "recording_step"
LOOKS = {
    "recorded": "recorded",
    "either": "recorded or not: the check cannot say",
    "unrecorded": "not recorded",
}


def show_hundred(found: list[Finding]) -> None:
    """The picture with its words, a choice of inspection, and a button for the next outcome."""
    every = rates(found)
    default = every.index(rates(found, "all")[-1])
    words, picture = st.columns([1, 1], gap="large")
    with words:
        chosen = st.selectbox(
            "Inspection and group", range(len(every)), index=default, key=CHECK, on_change=_reset,
            format_func=lambda at: f"{every[at].title}: {GROUPS[every[at].group].lower()}",
        )  # fmt: skip
        finding = every[chosen]
        step = st.session_state.get(STEP, 0)
        st.html(render("recording/said.html", sentence=sentence(finding, step)))
        st.button("Show another possible outcome", on_click=_next)
        st.caption(
            "The interval is as published. Outcomes near the single figure come up more often. The picture keeps to the "
            f"interval; the truth may not. After {OUTCOMES} outcomes it starts again. Where there is no choice for a group, "
            f"inspectors did not measure it{_unmeasured(found)}."
        )
    with picture:
        st.html(hundred_html(finding, step))


def _unmeasured(found: list[Finding]) -> str:
    return "".join(
        f": {one.published_on.year} has no rate for all crime"
        for one in found
        if one.kind == "not_measured" and one.group == "all"
    )


def _next() -> None:
    st.session_state[STEP] = (st.session_state.get(STEP, 0) + 1) % (OUTCOMES + 1)


def _reset() -> None:
    st.session_state[STEP] = 0


def sentence(finding: Finding, step: int) -> str:
    """What the picture shows, in words with the count."""
    what = "crimes" if finding.group == "all" else "violent crimes"
    point, (low, high) = of_100(finding)
    if step == 0:
        return (
            f"Of 100 {what} reported, between {low} and {high} were not recorded; the single figure is {point}. "
            f"By that interval {100 - high} were recorded and {low} were not. For {high - low} the check cannot say."
        )
    missing = outcome(finding, step - 1)
    return (
        f"Possible outcome {step} of {OUTCOMES}: of 100 {what} reported, {missing} were not recorded and {100 - missing} "
        f"were. The interval allows {low} to {high}."
    )


def hundred_html(finding: Finding, step: int) -> Markup:
    """Ten rows of ten sheets, one a report, with a key. One picture to a screen reader, told by the sentence."""
    _, (low, high) = of_100(finding)
    missing = outcome(finding, step - 1) if step else None
    keys = [(name, text) for name, text in LOOKS.items() if step == 0 or name != "either"]
    if step:
        keys.append(("ringed", "ringed: the check cannot say; shown as in this outcome"))
    sheets = [_look(number, low, high, missing) for number in range(1, 101)]
    return render("recording/hundred.html", sentence=sentence(finding, step), sheets=sheets, keys=keys)


def _look(number: int, low: int, high: int, missing: int | None) -> str:
    """Sheets run from recorded at the top to not recorded at the bottom."""
    in_band = 100 - high < number <= 100 - low
    if missing is None and in_band:
        return "either"
    name = "recorded" if number <= 100 - (low if missing is None else missing) else "unrecorded"
    return f"{name} ringed" if in_band else name
