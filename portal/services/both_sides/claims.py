"""Claim cards: a figure or phrase in circulation, what it rests on, and every number worked out from the audits table."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import pandas as pd

from portal.domain.record.inspection import DIP_SAMPLE, SHOWN_MEASURES, published_words
from portal.domain.record.statement import date_words
from portal.services.both_sides.claim_findings import compute, exact_range
from portal.services.both_sides.claim_sentences import sentence_of
from portal.services.both_sides.statements import BAR, statements
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows

NATIONAL = "England and Wales"
INSIDE_INCIDENTS = "anti-social behaviour incidents"
GROUP_WORDS = {"sexual": "sexual offences", "other systems": "crimes on other systems"}
CLAIMS_INTRO = (
    "Figures and phrases people meet. Each card starts with one sentence that can be printed as it stands; below it are what "
    "was said where, what the evidence says and what nobody can know. Numbers are filled in from our tables each time the page "
    "is made. No card carries a verdict."
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
class Also:
    """Where else it was said or printed. Without a title the words name the place themselves."""

    words: str
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Claim:
    """A card. Nothing on it is a verdict.

    `sentence` can be printed as it stands; it is empty in a release from before claims had one. `finding` says more of what
    the evidence says, and is empty where nothing further is worked out.
    """

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
    reviewed_on: str
    seen: str
    source_title: str
    source_url: str
    locator: str
    sentence: str
    finding: str
    also: tuple[Also, ...]
    evidence: tuple[Evidence, ...]

    @property
    def lead(self) -> str:
        """What the card starts with."""
        return self.sentence or self.finding

    @property
    def heading(self) -> str:
        """Quotation marks only around words as printed; a figure is our short form of it."""
        is_figure = any(letter.isdigit() for letter in self.claim)
        return f"Claim: {self.claim}" if is_figure else f"“{self.claim}”"


@lru_cache(maxsize=16)
def claims(library: Library) -> tuple[Claim, ...]:
    """Every card, in the order of the table by date."""
    audits = {row["audit_id"]: row for row in library.audit_rows.to_dict("records")}
    inspections = {row["inspection_id"]: row for row in library.inspections.to_dict("records")}
    made = []
    for row in sorted(
        thread_rows(library, "claims"), key=lambda row: (row["said_on"].ljust(10, "~"), row["claim_id"])
    ):
        rows = [audits[audit] for audit in row["audit_ids"].split() if audit in audits]
        worked_out = {
            "cannot_be_known": tuple(row["cannot_be_known"].split(BAR)),
            "sentence": sentence_of(row, library),
            # A release from before the column existed names no computation, and says so.
            "finding": "" if row.get("finding") == "" else compute(row, library),
            "also": _also(row, library),
            "evidence": tuple(finding_line(audit, inspections.get(audit["inspection_id"])) for audit in rows),
        }
        named = {each.name for each in fields(Claim)}
        made.append(Claim(**{key: value for key, value in row.items() if key in named} | worked_out))
    return tuple(made)


def claims_like(library: Library, text: str) -> tuple[Claim, ...]:
    """Cards that hold every word of a search, by date; numbers fit with or without their commas."""
    wanted = _plain(text).split()
    return tuple(claim for claim in claims(library) if all(word in _searched(claim) for word in wanted))


@lru_cache(maxsize=200)
def _searched(claim: Claim) -> str:
    parts = (
        claim.claim,
        claim.said_by,
        claim.place,
        claim.sentence,
        claim.conditioned_on,
        *claim.cannot_be_known,
    )
    return _plain(" ".join(parts))


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", text).casefold().strip("“”\"' ")


def _also(row: dict[str, Any], library: Library) -> tuple[Also, ...]:
    """Where else it was said or printed, oldest first, then what stands in no statement."""
    ids = row.get("also_said_ids", "").split()
    said = [one for one in statements(library) if one.statement_id in ids]
    lines = [
        Also(f"{date_words(one.said_on)}: {one.speaker}, {one.role}", one.source_title, one.source_url)
        for one in said
    ]
    return (*lines, *(Also(words) for words in row.get("also_printed", "").split(BAR) if words))


def finding_line(audit: dict[str, Any], inspection: dict[str, Any] | None) -> Evidence:
    """One row of the audits table as a line to read, with the inspection it belongs to, if any."""
    said = (
        f"{inspection['title']}, published {published_words(inspection['published_on'], inspection['note'])}"
        if inspection
        else audit["source_title"]
    )
    return Evidence(
        said, audit["area"], _sentence(audit), audit["source_title"], audit["source_url"], audit["seen"]
    )


def _sentence(audit: dict[str, Any]) -> str:
    """What one audit row says about crime not recorded, range first. An absent number stays absent."""
    if audit["measure"] not in SHOWN_MEASURES:
        return f"{audit['note']} {audit['reason']}".strip()
    if not pd.isna(audit["should_have_been_recorded_count"]):
        return _counts(audit)
    if pd.isna(audit["recorded_pct"]):
        return f"No rate{_of_type(audit)} was measured or published. {audit['note']}"
    missing = 100 - audit["recorded_pct"]
    if audit["reason"].startswith(DIP_SAMPLE):
        return f"{missing:.3g} of 100{_of_type(audit)} were not recorded. {audit['reason']} {audit['note']}"
    if pd.isna(audit["half_width_pct"]):
        # A projection that holds on a condition says which.
        condition = audit["reason"].rstrip(".").partition("it holds only if ")[2]
        told = f"{missing:.3g} of 100{_of_type(audit)} were not recorded; no interval in the text read. {audit['note']}"
        return f"If {condition}, {told}" if condition else told
    low, high = missing - audit["half_width_pct"], missing + audit["half_width_pct"]
    total = "" if pd.isna(audit["unrecorded_per_year"]) else _yearly(audit)
    return (
        f"Between {low:.1f} and {high:.1f} of 100{_of_type(audit)} were not recorded, interval as published; "
        f"{audit['recorded_pct']:g} of 100 recorded.{total} {audit['note']}"
    )


def _of_type(audit: dict[str, Any]) -> str:
    """What the hundred are, where they are not all crimes reported."""
    if audit["group"] == INSIDE_INCIDENTS:
        return " crimes found inside reports of anti-social behaviour"
    group = GROUP_WORDS.get(audit["group"], audit["group"])
    return "" if group in ("all", "incident records") else f" ({group})"


def _counts(audit: dict[str, Any]) -> str:
    done, of = int(audit["recorded_count"]), int(audit["should_have_been_recorded_count"])
    said = f"{done:,} of {of:,}{_of_type(audit)} were recorded."
    if audit["use"] == "no":
        return f"{said} {audit['reason']} {audit['note']}"
    low, high = exact_range(of - done, of)
    return (
        f"{said} If chance alone decided which were looked at, that fits with between "
        f"{low:.0f} and {high:.0f} of 100 not recorded. The range (exact, 95%) is ours; the sample is small. {audit['note']}"
    )


def _yearly(audit: dict[str, Any]) -> str:
    bound = "" if audit["unrecorded_bound"] == "as printed" else f"{audit['unrecorded_bound']} "
    return f" The inspectorate puts that at {bound}{int(audit['unrecorded_per_year']):,} crimes a year."
