"""What inspectors found: the latest finding, then every one as a timeline, a table and a list of sources."""

from __future__ import annotations

from datetime import date

import streamlit as st

from portal.domain.record.inspection import DIP_SAMPLE
from portal.figures.recording_charts import SCALE
from portal.services.recording.findings import Finding, age_words, findings, rates
from portal.services.recording.timeline import events
from portal.ui.cache import cached_timeline_chart, library
from portal.ui.recording.words import BELOW_SCALE, DIPS, GAP, GROUPS, NOT_JOINED, SEEN, months_words
from portal.ui.shared.charts import show_chart
from portal.ui.shared.parts import show_table

COLUMNS = ("Inspection", "Published", "Months checked", "Group", "Interval as published", "Recorded, of 100",
           "Grade", "Seen in", "Age today")  # fmt: skip


def show_timeline(found: list[Finding], today: date, dark: bool) -> None:
    """Every inspection on one chart, with gaps as gaps."""
    st.caption(
        "Recorded, of every 100 crimes reported: rate, and interval as published. By day of publication."
    )
    if any((one.lower_pct or 0) < SCALE[0] for one in rates(found)):
        st.caption(BELOW_SCALE)
        return
    dated = events(library())
    chart = cached_timeline_chart(library().release, today, dark)
    told = "; ".join(f"{f.title}, {GROUPS[f.group].lower()}: {cells(f, today)[4]}" for f in rates(found))
    show_chart(
        chart,
        f"Timeline of inspections. Intervals as published: {told}. "
        f"{''.join(f'{year}: all crime not measured. ' for year in _gaps(found))}"
        f"{'; '.join(event.label for event in dated)}. The table below has the same.",
        "findings",
    )
    dips = sorted({one.published_on.year for one in found if one.reason.startswith(DIP_SAMPLE)})
    st.caption(
        NOT_JOINED.format(
            gaps="".join(GAP.format(year=year) for year in _gaps(found)),
            dips="".join(DIPS.format(year=year) for year in dips),
        )
    )


def _gaps(found: list[Finding]) -> list[int]:
    """The years of inspections that left all crime unmeasured."""
    return [one.published_on.year for one in found if one.kind == "not_measured" and one.group == "all"]


def show_findings_table(found: list[Finding], today: date) -> None:
    """The same results as rows, and where each was read."""
    columns = [{"label": label, "heading": label == "Inspection"} for label in COLUMNS]
    show_table(
        "What inspectors published about the force's recording, by date",
        columns,
        [cells(finding, today) for finding in found],
        "recording_findings",
        height=900,
        missing="none",
    )
    st.caption(
        "Age counts from the end of the months checked, or from publication where those are "
        "not public. The percentage of a sample is not given: a sample stands for nothing but itself."
    )
    st.markdown("\n".join(_source(finding) for finding in found))


def cells(finding: Finding, today: date) -> list[str | None]:
    """One row of the table. A sample shows its counts and never a rate or an interval."""
    has_interval, is_check = finding.half_width_pct is not None, finding.kind != "no_rate"
    return [
        finding.title,
        f"{finding.published_on:%-d\u00a0%b\u00a0%Y}",
        months_words(finding.audited) if is_check else None,
        GROUPS.get(finding.group, finding.group) if is_check else None,
        f"{finding.lower_pct:g} to {finding.upper_pct:g}" if has_interval else None,
        _result(finding),
        finding.grade if finding.grade and finding.kind != "sample" else None,
        SEEN[finding.seen],
        age_words(finding.known_until, today) if finding.kind == "rate" else "no rate",
    ]


def _result(finding: Finding) -> str:
    if finding.kind == "rate":
        return f"{finding.recorded_pct:g}"
    if finding.kind == "sample":
        kind = "dip sample" if finding.reason.startswith(DIP_SAMPLE) else "targeted sample"
        if finding.checked_count is None:
            return kind
        return f"{finding.recorded_count} of {finding.checked_count} ({kind})"
    return "not measured" if finding.kind == "not_measured" else "none published"


def _source(finding: Finding) -> str:
    group = "" if finding.kind == "no_rate" else f", {GROUPS.get(finding.group, finding.group).lower()}"
    return (
        f"- **{finding.audit_id}. {finding.title}{group}.** [{finding.source_title}]({finding.source_url}), read in {SEEN[finding.seen]}. "
        f"{finding.reason} {finding.note}"
    )


def held_findings() -> list[Finding]:
    return findings(library())
