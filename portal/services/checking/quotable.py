"""Everything but a figure that can be quoted: a claim, a finding, a force's rate, outcomes, a comparison, an exchange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from portal.domain.record.crime import ALL, crime_words
from portal.domain.record.figure import Source
from portal.domain.record.period import Period
from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.errors import BadRequest
from portal.measures.change import comparison_period
from portal.services.both_sides.claims import Evidence, claims, finding_line
from portal.services.both_sides.statements import asked_words, threads
from portal.services.counted import sentences
from portal.services.counted.change import change_between
from portal.services.counted.profile import outcomes
from portal.services.library.library import Library
from portal.services.library.numbers import during, number, place

FEW = "Nobody has checked recording in a town or a sector. Crimes never reported are in no rate."


@dataclass(frozen=True)
class QuoteAsked:
    """What is quoted: its kind, its id, and the months of those kinds that have some."""

    of: str
    id: str
    period: Period | None = None
    other: Period | None = None
    crime: str = ALL


@dataclass(frozen=True)
class Quotable:
    """One thing to quote. `sentence` can be printed as it stands; `caveat` travels with it; `page` is where it stands."""

    asked: QuoteAsked
    title: str
    sentence: str
    caveat: str
    sources: tuple[Source, ...]
    page: str
    release: str


def quotable(library: Library, asked: QuoteAsked) -> Quotable:
    """Raises BadRequest, with what to try, when nothing here has the kind or the id."""
    if asked.of not in KINDS:
        raise BadRequest(f"'{asked.of[:40]}' is nothing that can be quoted; use one of: {', '.join(KINDS)}")
    if asked.of in WITH_MONTHS and asked.period is None:
        raise BadRequest(f"'{asked.of}' is of some months; give 'from' and 'to'")
    return KINDS[asked.of](library, asked)


def _unknown(asked: QuoteAsked, where: str) -> BadRequest:
    return BadRequest(f"no {asked.of} has the id '{asked.id[:60]}'; {where}")


def _claim(library: Library, asked: QuoteAsked) -> Quotable:
    card = next((card for card in claims(library) if card.claim_id == asked.id), None)
    if card is None:
        raise _unknown(asked, "find it at /claims")
    read = [(line.source_title, line.source_url) for line in card.evidence]
    return Quotable(
        asked, card.heading, card.lead, "No card carries a verdict. What it depends on and what nobody can know stand on it.",
        _read_at([(card.source_title, card.source_url), *read]), f"/claim/{card.claim_id}", library.release,
    )  # fmt: skip


def _inspection(library: Library, asked: QuoteAsked) -> Quotable:
    """One finding of one inspection: a row of the audits table."""
    rows = library.audit_rows[library.audit_rows.audit_id == asked.id].to_dict("records")
    held = {row["inspection_id"]: row for row in library.inspections.to_dict("records")}
    if not rows:
        raise _unknown(asked, "the ids are those of findings at /api/v1/inspections")
    line: Evidence = finding_line(_quoted(rows[0]), held.get(rows[0]["inspection_id"]))
    return Quotable(
        asked, line.when, f"{line.when}, {line.area}. {line.sentence}".strip(), f"Read {SEEN_WORDS[line.seen]}. {FEW}",
        _read_at([(line.source_title, line.source_url)]), f"/plain/recording#{asked.id}", library.release,
    )  # fmt: skip


def _quoted(row: dict[str, Any]) -> dict[str, Any]:
    """A rate is quoted without the note beside it; a row that measures something else says in its note what it says."""
    return row | {"note": ""} if row["measure"] == "recording rate" else row


def _force_rate(library: Library, asked: QuoteAsked) -> Quotable:
    """One visit to one force: a row of the table of rates."""
    rows = library.force_rates[library.force_rates.rate_id == asked.id].to_dict("records")
    if not rows:
        raise _unknown(asked, "the ids are the first column of the table of rates at /plain/recording")
    row = rows[0]
    return Quotable(
        asked, f"{row['force_name']}, {row['inspection_title']}", rate_sentence(row),
        f"Visits span years in which recording improved, so a rate is dated and no rank. Read {SEEN_WORDS[row['seen']]}.",
        _read_at([(row["source_title"], row["source_url"])]), f"/plain/recording#{asked.id}", library.release,
    )  # fmt: skip


def rate_sentence(row: dict[str, Any]) -> str:
    """The rates of one visit, each with its interval where one was published, and what was not published."""
    parts = []
    for what, rate, half in (
        ("crimes", row["recorded_pct"], row["half_width_pct"]),
        ("violent crimes", row["violence_recorded_pct"], row["violence_half_width_pct"]),
        ("sexual offences", row["sexual_recorded_pct"], pd.NA),
    ):
        if not pd.isna(rate):
            spread = (
                "no interval in the text read" if pd.isna(half) else f"{rate - half:.1f} to {rate + half:.1f}"
            )
            about = "about " if what == "crimes" and row["recorded_pct_is_rounded"] == "yes" else ""
            parts.append(f"{about}{rate:g} in 100 {what} ({spread})")
    when = f", published {date_words(row['published'])}" if row["published"] else ""
    start = f"{row['force_name']}, {row['inspection_title']}{when}: the inspectorate found"
    if parts:
        return f"{start} {'; '.join(parts)} of those reported put on record."
    yearly = row["unrecorded_per_year"]
    if pd.isna(yearly):
        return f"{row['force_name']}, {row['inspection_title']}{when}: no rate was in the text read."
    bound = "" if row["unrecorded_bound"] == "as printed" else f"{row['unrecorded_bound']} "
    return f"{start} {bound}{int(yearly):,} crimes a year not recorded; no rate was in the text read."


def _outcomes(library: Library, asked: QuoteAsked) -> Quotable:
    area, period = library.area(asked.id), _months(asked.period)
    found = outcomes(library, area, period)
    if found.why:
        said = found.why
    elif not found.crimes:
        said = f"{place(area)}, {period.words}: {sentences.NO_OUTCOMES}"
    else:
        listed = "; ".join(
            f"{name or 'no outcome given'}: {number(count)}" for name, count in found.counts.items()
        )
        of = f"Of {number(found.crimes)} crimes recorded in {place(area)} {during(period)}"
        said = f"{of}, by the last outcome known when the files were copied ({sentences.copied_words(found.retrieved)}): {listed}."
    return Quotable(
        asked, f"What became of crimes recorded in {place(area)}, {period.words}", said,
        "Outcomes given later are not in it, so recent months look less settled than they are.",
        library.sources("outcome_counts", "lsoas"), f"/area/{area.code}", library.release,
    )  # fmt: skip


def _comparison(library: Library, asked: QuoteAsked) -> Quotable:
    area, period = library.area(asked.id), _months(asked.period)
    other = asked.other or comparison_period(library.record, period) or period.years_back(1)
    if len(other) != len(period):
        raise BadRequest(
            "the two periods must have as many months as each other; give 'than' as the first month of the other"
        )
    found = change_between(library, area.code, asked.crime, other, period)
    return Quotable(
        asked, f"{crime_words(asked.crime).capitalize()} recorded in {place(area)}, {other.words} and {period.words}",
        f"{place(area)}, recorded {crime_words(asked.crime)}. {found.sentence}", sentences.NOT_ALL,
        library.sources("crime_counts", "lsoas", "events"), f"/area/{area.code}", library.release,
    )  # fmt: skip


def _thread(library: Library, asked: QuoteAsked) -> Quotable:
    thread = next((one for one in threads(library) if one.thread_id == asked.id), None)
    if thread is None:
        raise _unknown(asked, "find it at /plain/both-sides")
    lists = (("Agreed", thread.agreed), ("Disputed", thread.disputed), ("Unknown", thread.unknown))
    said = " ".join(f"{name}: {' '.join(points) or 'nothing was found.'}" for name, points in lists)
    return Quotable(
        asked, thread.title, f"{thread.summary} {said}",
        f"Summaries are ours; quotations are the speakers' words. {asked_words(thread)}",
        _read_at([(one.source_title, one.source_url) for one in thread.statements]),
        f"/plain/both-sides#{thread.thread_id}", library.release,
    )  # fmt: skip


def _months(period: Period | None) -> Period:
    if period is None:
        raise BadRequest("give 'from' and 'to'")
    return period


def _read_at(read: list[tuple[str, str]]) -> tuple[Source, ...]:
    return tuple(Source(title, "", url, "") for title, url in dict.fromkeys(read))


KINDS: dict[str, Callable[[Library, QuoteAsked], Quotable]] = {
    "claim": _claim,
    "inspection": _inspection,
    "force-rate": _force_rate,
    "outcomes": _outcomes,
    "comparison": _comparison,
    "exchange": _thread,
}
WITH_MONTHS = ("outcomes", "comparison")
