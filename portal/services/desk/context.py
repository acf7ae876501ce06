"""What lies beside a report at the desk: the area's figure and its health, earlier reports, what was found and said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from portal.domain.desk.actor import Actor
from portal.domain.desk.casework import InboxQuery, InboxRow
from portal.domain.record.area import Area
from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.domain.reports.report import Report
from portal.domain.reports.report_states import CLOSED, OPEN
from portal.measures.change import latest_complete_year
from portal.services.both_sides.claims import Claim, claims
from portal.services.both_sides.statements import Thread, local_threads, threads
from portal.services.counted.figure import figure
from portal.services.counted.profile import comparison
from portal.services.counted.sentences import comparison_sentence
from portal.services.desk.casework import Casework
from portal.services.desk.permissions import require
from portal.services.library.freshness import freshness
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods

EARLIER, RELATED = 5, 3
# Words that stand in every message and every statement, so that sharing them says nothing.
_COMMON_TEXT = (
    "about after again because been before being cannot could crime crimes during every from have here into just more "
    "much only other over people police said should some such than that their them then there these they this those "
    "very were what when where which while will with would year years your"
)
_COMMON = frozenset(_COMMON_TEXT.split())


@dataclass(frozen=True)
class Context:
    """`figure` is counted; `unrecorded` is modelled and carries its range and basis, or the reason there is none."""

    area: Area
    figure: Figure
    compared: str
    unrecorded: Figure | None
    health: tuple[str, ...]
    earlier: tuple[InboxRow, ...]
    threads: tuple[Thread, ...]
    claims: tuple[Claim, ...]


def context(casework: Casework, library: Library, actor: Actor, reference: str) -> Context:
    """A message about this site has no sector; the force stands beside it then. Raises ReportNotFound."""
    report, sector = casework.readable(actor, reference)
    require(actor, "read_report", sector)
    area = library.areas.get(report.sector_code, library.force)
    period = latest_complete_year(library.record)
    shown = figure(library, area.code, period, ALL)
    before = comparison(library, shown)
    return Context(
        area,
        shown,
        comparison_sentence(shown, before.earlier, before.events, before.life) if before else "",
        _unrecorded(library, area),
        _health(library, period),
        _earlier(casework, report) if actor.covers(report.sector_code) else (),
        _related(report, local_threads(library, area) or threads(library)),
        _matching(report, claims(library)),
    )


def _unrecorded(library: Library, area: Area) -> Figure | None:
    """The estimate for the latest audited year, or none where no audit is held."""
    audited = audited_periods(library)
    if not audited:
        return None
    latest = max(audited.values(), key=lambda period: period.last)
    return figure(library, area.code, latest, ALL, "unrecorded")


def _health(library: Library, period: Period) -> tuple[str, ...]:
    """What the record behind the figure lacks, in sentences."""
    fresh = freshness(library, date.today())
    said = [fresh.age_words, fresh.held_words]
    events = library.events[(library.events.month >= period.first) & (library.events.month <= period.last)]
    return (*said, *events.sentence)


def _earlier(casework: Casework, report: Report) -> tuple[InboxRow, ...]:
    """Others from the same sector, newest first; the same kind comes before the rest."""
    if not report.sector_code:
        return ()
    asked = InboxQuery(
        frozenset({report.sector_code}), (*OPEN, CLOSED), with_resting=True, order="newest", kind=report.kind
    )
    found = casework.cases.inbox(asked, casework.reports.now()).rows
    return tuple(row for row in found if row.reference != report.reference)[:EARLIER]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in _COMMON}


def _written(report: Report) -> set[str]:
    return _words(f"{report.words.public} {report.words.police_only} {report.words.wanted}")


def _related(report: Report, candidates: tuple[Thread, ...]) -> tuple[Thread, ...]:
    """Exchanges about the area, those that share most words with the message first."""
    written = _written(report)

    def shared(thread: Thread) -> int:
        return len(written & _words(f"{thread.title} {thread.summary} {thread.topic}"))

    return tuple(sorted(candidates, key=shared, reverse=True)[:RELATED])


def _matching(report: Report, candidates: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claim cards that share a word with the message; all of them where somebody asks whether a crime was recorded."""
    if report.kind == "recorded":
        return candidates[:RELATED]
    written = _written(report)
    return tuple(claim for claim in candidates if written & _words(f"{claim.claim} {claim.place}"))[:RELATED]
