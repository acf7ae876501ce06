"""Which months are held, as a small table a screen reader can read too."""

from __future__ import annotations

import streamlit as st

from portal.ui.cache import library

MARKS = {
    "supplied": ("●", "held"),
    "not_held": ("–", "not held here"),
    "not_supplied": ("✕", "not supplied in full by the force"),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def show_coverage() -> None:
    """Every published month with its state: held, not held, or not supplied."""
    portal = library()
    status = portal.record.status_of
    first, last = min(status)[:4], max(status)[:4]
    st.header("Which months are held")
    st.write(
        f"{len(portal.record.supplied_months)} of {len(status)} published months are held. A month that is not held is "
        "missing from every figure; it is never counted as a month without crime."
    )
    head = "".join(
        f'<th scope="col" style="padding:.1rem .3rem;font-weight:600"><abbr title="{m}" style="text-decoration:none">{m[0]}</abbr></th>'
        for m in MONTHS
    )
    body = "".join(_year_row(year, status) for year in range(int(first), int(last) + 1))
    key = " · ".join(f"{mark} {words}" for mark, words in MARKS.values())
    st.html(
        f'<div style="overflow-x:auto" role="region" aria-label="Months held" tabindex="0"><table style="border-collapse:'
        f'collapse;font-size:.875rem;text-align:center"><caption style="text-align:left">{key}</caption>'
        f'<thead><tr><th scope="col" style="text-align:left">Year</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _year_row(year: int, status: dict[str, str]) -> str:
    cells = []
    for number, name in enumerate(MONTHS, start=1):
        state = status.get(f"{year}-{number:02d}")
        mark, words = MARKS[state] if state else ("", "not published")
        cells.append(
            f'<td style="padding:.1rem .3rem"><span aria-hidden="true">{mark}</span>'
            f'<span style="position:absolute;left:-9999px">{name} {year}: {words}</span></td>'
        )
    return f'<tr><th scope="row" style="padding-right:.6rem;font-weight:600">{year}</th>{"".join(cells)}</tr>'
