"""Claim cards: a figure or phrase in circulation, what it rests on, and every number worked out from the audits table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from portal.domain.record.period import Period
from portal.domain.record.statement import date_words
from portal.services.both_sides.statements import BAR
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

LEVEL = 0.95
NATIONAL = "England and Wales"
CLAIMS_INTRO = (
    "Figures and phrases people meet, each with what its source makes it depend on and what the published counts imply. "
    "Numbers are worked out from our tables each time the page is made. No card carries a verdict."
)


@dataclass(frozen=True)
class Evidence:
    """One line of a card: when, where, the sentence, and where it was read."""

    when: str
    area: str
    sentence: str
    source_title: str
    source_url: str
    seen: str


@dataclass(frozen=True)
class Claim:
    """A card. Nothing on it is a verdict; `finding` is one computed sentence that can be printed with the words."""

    claim_id: str
    claim: str
    said_by: str
    role: str
    author_name: str
    author_kind: str
    said_on: str
    place: str
    statement_id: str
    thread_id: str
    conditioned_on: str
    cannot_be_known: tuple[str, ...]
    rating: str
    reviewed_on: str
    seen: str
    source_title: str
    source_url: str
    locator: str
    finding: str
    evidence: tuple[Evidence, ...]

    @property
    def heading(self) -> str:
        """Quotation marks only around words as printed; a figure is our short form of it."""
        is_figure = any(letter.isdigit() for letter in self.claim)
        return f"Claim: {self.claim}" if is_figure else f"“{self.claim}”"


def exact_range(count: int, of: int) -> tuple[float, float]:
    """The exact (Clopper–Pearson) binomial range at 95%, in percent. It covers the chance of the draw and nothing else."""
    from scipy.stats import binomtest

    interval = binomtest(count, of).proportion_ci(LEVEL, method="exact")
    return 100 * interval.low, 100 * interval.high


@lru_cache(maxsize=16)
def claims(library: Library) -> tuple[Claim, ...]:
    """Every card, in the order of the table by date."""
    audits = {row["audit_id"]: row for row in library.audit_rows.to_dict("records")}
    inspections = {row["inspection_id"]: row for row in library.inspections.to_dict("records")}
    made = []
    for row in sorted(
        thread_rows(library, "claims"), key=lambda row: (row["said_on"].ljust(10, "~"), row["claim_id"])
    ):
        rows = [audits[audit] for audit in row["audit_ids"].split()]
        made.append(
            Claim(
                **{key: value for key, value in row.items() if key != "audit_ids"}
                | {"cannot_be_known": tuple(row["cannot_be_known"].split(BAR))},
                finding=FINDINGS[row["claim_id"]](audits, library),
                evidence=tuple(_evidence(audit, inspections[audit["inspection_id"]]) for audit in rows),
            )
        )
    return tuple(made)


def _evidence(audit: dict[str, Any], inspection: dict[str, Any]) -> Evidence:
    said = f"{inspection['title']}, published {date_words(inspection['published_on'])}"
    return Evidence(
        said, audit["area"], _sentence(audit), audit["source_title"], audit["source_url"], audit["seen"]
    )


def _sentence(audit: dict[str, Any]) -> str:
    """What one audit row says about crime not recorded, range first. An absent number stays absent."""
    group = "" if audit["group"] in ("all", "incident records") else f" ({audit['group']})"
    if not pd.isna(audit["should_have_been_recorded_count"]):
        return _counts(audit, group)
    if pd.isna(audit["recorded_pct"]):
        return f"No rate{group} was measured or published. {audit['note']}"
    missing = 100 - audit["recorded_pct"]
    if pd.isna(audit["half_width_pct"]):
        condition = "Under the condition above, " if audit["area"] == NATIONAL else ""
        return f"{condition}{missing:g} of 100{group} not recorded; no interval in the text read. {audit['note']}"
    low, high = missing - audit["half_width_pct"], missing + audit["half_width_pct"]
    total = "" if pd.isna(audit["unrecorded_per_year"]) else _yearly(audit)
    return (
        f"Between {low:.1f} and {high:.1f} of 100{group} not recorded, interval as published; "
        f"{audit['recorded_pct']:g} of 100 recorded.{total} {audit['note']}"
    )


def _counts(audit: dict[str, Any], group: str) -> str:
    done, of = int(audit["recorded_count"]), int(audit["should_have_been_recorded_count"])
    if audit["use"] == "no":
        return f"{done} of {of}{group} were recorded. {audit['reason']} {audit['note']}"
    low, high = exact_range(of - done, of)
    return (
        f"{done} of {of}{group} were recorded. If chance alone decided which were looked at, that fits with between "
        f"{low:.0f} and {high:.0f} of 100 not recorded. The range (exact, 95%) is ours; the sample is small. {audit['note']}"
    )


def _yearly(audit: dict[str, Any]) -> str:
    bound = "" if audit["unrecorded_bound"] == "as printed" else f"{audit['unrecorded_bound']} "
    return f" The inspectorate puts that at {bound}{int(audit['unrecorded_per_year']):,} crimes a year."


def _one_in_five(audits: dict[str, Any], library: Library) -> str:
    first, last = audits["A04"], audits["A05"]
    ranges = []
    for row in (last, first):
        of = int(row["should_have_been_recorded_count"])
        low, high = exact_range(of - int(row["recorded_count"]), of)
        ranges.append(f"{low:.0f} to {high:.0f} of 100 ({int(row['recorded_count'])} of {of} recorded)")
    inside = all(_holds(row, 20) for row in (first, last))
    fits = (
        "One in five is inside both, as are many other shares" if inside else "One in five is not inside both"
    )
    return (
        f"What inspectors counted in the force's records in 2014 fits with {ranges[0]} and, three months earlier, {ranges[1]} not being recorded. "
        f"{fits}. A sample this small cannot say more, and the inspectorate did not make a rate of it."
    )


def _holds(row: dict[str, Any], pct: float) -> bool:
    of = int(row["should_have_been_recorded_count"])
    low, high = exact_range(of - int(row["recorded_count"]), of)
    return low <= pct <= high


def _all_crime_2016(audits: dict[str, Any], library: Library) -> str:
    rate, violence = audits["A16"], audits["A17"]
    months = Period(rate["audited_from"], rate["audited_to"]).words
    low, high = rate["recorded_pct"] - rate["half_width_pct"], rate["recorded_pct"] + rate["half_width_pct"]
    return (
        f"The figure is the middle of {low:.1f} to {high:.1f} of 100 recorded, {months}. For violence the same inspection "
        f"found {violence['recorded_pct'] - violence['half_width_pct']:.1f} to "
        f"{violence['recorded_pct'] + violence['half_width_pct']:.1f}. A later inspection found another rate."
    )


def _violence_2018(audits: dict[str, Any], library: Library) -> str:
    rate, later = audits["A19"], audits["A22"]
    return (
        f"It is about violence alone: {rate['recorded_pct'] - rate['half_width_pct']:.1f} to "
        f"{rate['recorded_pct'] + rate['half_width_pct']:.1f} of 100 recorded, in the re-inspection published in April 2018. "
        f"All crime was not measured then. In the inspection of 2021/22 violence stood at "
        f"{later['recorded_pct'] - later['half_width_pct']:.1f} to {later['recorded_pct'] + later['half_width_pct']:.1f}."
    )


def _interval(rate: dict[str, Any]) -> str:
    """Recorded of 100, from the low to the high end of the interval as published."""
    return f"{rate['recorded_pct'] - rate['half_width_pct']:.1f} and {rate['recorded_pct'] + rate['half_width_pct']:.1f}"


def _yearly_2021(audits: dict[str, Any], library: Library) -> str:
    rate = audits["A21"]
    total, missing, half = rate["unrecorded_per_year"], 100 - rate["recorded_pct"], rate["half_width_pct"]
    recorded = total * (100 - missing) / missing
    low, high = (recorded * share / (100 - share) for share in (missing - half, missing + half))
    return (
        f"{int(total):,} is the middle of a range, for the year that the inspection of 2021/22 checked. At {missing - half:g} to {missing + half:g} of 100 not recorded, the "
        f"crimes it implies as recorded (about {round(recorded, -3):,.0f}) give about {round(low, -2):,.0f} to "
        f"{round(high, -2):,.0f}. That arithmetic is ours."
    )


def _comparisons(audits: dict[str, Any], library: Library) -> str:
    first = library.force_rates[library.force_rates.visit == "first"].recorded_pct.dropna()
    return (
        "It compares crime as recorded. First audits of "
        f"{len(first)} forces, published between 2016 and 2020, found from {first.min():g} to {first.max():g} of 100 crimes "
        f"recorded, so the same crime gives different counts in different forces. This force stood between "
        f"{_interval(audits['A16'])} in the inspection of 2016 and between {_interval(audits['A21'])} in that of 2021/22, "
        "intervals as published. This site ranks no place."
    )


FINDINGS = {
    "one-in-five": _one_in_five,
    "81-5-per-cent": _all_crime_2016,
    "93-4-per-cent": _violence_2018,
    "18-900-crimes": _yearly_2021,
    "among-the-safest": _comparisons,
}
