"""What inspectors found: the latest finding, then every one as a timeline, a table and a list of sources."""

from __future__ import annotations

from datetime import date

import streamlit as st

from portal.markup import render
from portal.services.both_sides.statements import replies_to
from portal.services.recording.findings import Finding, age_words, findings, of_100, rates
from portal.services.recording.timeline import after_latest, events
from portal.ui.cache import cached_timeline_chart, library
from portal.ui.recording.words import GROUPS, NOT_JOINED, PEEL, SEEN, months_words
from portal.ui.shared.parts import show_table

COLUMNS = ("Inspection", "Published", "Months checked", "Group", "Interval as published", "Recorded, of 100",
           "Grade", "Seen in", "Age today")  # fmt: skip


def show_latest(found: list[Finding], today: date) -> None:
    """Range first, then the single figure, whose it is, its age, and what was published since."""
    latest = rates(found, "all")[-1]
    point, (low, high) = of_100(latest)
    st.html(
        render(
            "recording/latest.html", low=low, high=high, point=point,
            age=age_words(latest.known_until, today),
            from_what="since the months checked" if latest.audited else "since it was published",
        )
    )  # fmt: skip
    st.write(
        f"This is a figure of {latest.body}, the inspectorate, for all of {library().force.name}: {latest.title}, published "
        f"{latest.published_on:%-d %B %Y}. Interval as published. We read it in {SEEN[latest.seen]}. {latest.note} {PEEL}"
    )
    for violence in rates(found, "violence")[-1:]:
        point, (low, high) = of_100(violence)
        st.write(
            f"For violence, {violence.title} (published {violence.published_on:%-d %B %Y}) found between {low} and {high} of "
            f"every 100 reported to the force not recorded; the single figure is {point}. Interval as published."
        )
    since = after_latest(library(), latest.published_on)
    if since:
        st.markdown(
            "**Published since** (no recording rate among it):\n\n"
            + "\n".join(f"- {event.on:%-d %B %Y}: {event.meaning}" for event in since)
        )
    _show_replies(found, latest)


def _show_replies(found: list[Finding], latest: Finding) -> None:
    """What the force said to the latest rate and to everything since, in the same place and size."""
    newest = {finding.audit_id for finding in found if finding.published_on >= latest.published_on}
    replies = replies_to(library(), newest)
    if replies:
        st.markdown(
            "**What the force said to these** (in our words; all of it on [Both sides](both-sides)):\n\n"
            + "\n".join(
                f"- {said.said_words}, {said.speaker}, {said.role}: {said.summary}" for said in replies
            )
        )


def show_timeline(found: list[Finding], today: date, dark: bool) -> None:
    """Every inspection on one chart, with gaps as gaps."""
    st.header("Every inspection of the force")
    st.caption(
        "Recorded, of every 100 crimes reported: rate, and interval as published. By day of publication."
    )
    dated = events(library())
    chart = cached_timeline_chart(library().release, today, dark)
    told = "; ".join(f"{f.title}, {GROUPS[f.group].lower()}: {cells(f, today)[4]}" for f in rates(found))
    st.vega_lite_chart(
        spec=chart,
        width="stretch",
        alt=f"Timeline of inspections. Intervals as published: {told}. 2018: all crime not measured. "
        f"{'; '.join(event.label for event in dated)}. The table below has the same.",
    )
    st.caption(NOT_JOINED)


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
        "Dates are year-month-day. Age counts from the end of the months checked, or from publication where those are "
        "not public. The percentage of a sample is not given: a sample stands for nothing but itself."
    )
    with st.expander("Where each was read, and what to know about it"):
        st.markdown("\n".join(_source(finding) for finding in found))


def cells(finding: Finding, today: date) -> list[str | None]:
    """One row of the table. A sample shows its counts and never a rate or an interval."""
    has_interval, is_check = finding.kind == "rate", finding.kind != "no_rate"
    return [
        finding.title,
        # Hyphens that do not break keep a date on one line.
        finding.published_on.isoformat().replace("-", "\u2011"),
        months_words(finding.audited) if is_check else None,
        GROUPS.get(finding.group, finding.group) if is_check else None,
        f"{finding.lower_pct:g} to {finding.upper_pct:g}" if has_interval else None,
        _result(finding),
        finding.grade if finding.grade and finding.kind != "sample" else None,
        SEEN[finding.seen],
        age_words(finding.known_until, today) if has_interval else "no rate",
    ]


def _result(finding: Finding) -> str:
    if finding.kind == "rate":
        return f"{finding.recorded_pct:g}"
    if finding.kind == "sample":
        kind = "dip sample" if finding.reason.startswith("A dip sample") else "targeted sample"
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
