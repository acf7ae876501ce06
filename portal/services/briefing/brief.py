"""The answers about one place for paper, from the builders that its pages use. No layout, and no number of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from portal.domain.record.area import LEVEL_WORDS, Area
from portal.domain.record.crime import ALL, INCIDENT, crime_words
from portal.domain.record.figure import Figure, Source
from portal.domain.record.period import Period
from portal.estimator import audited_inspection
from portal.measures.change import latest_complete_year, supplied_runs
from portal.services.both_sides.statements import StatementQuery, Thread, in_order
from portal.services.checking.card import Card, card
from portal.services.checking.citing import cited_link
from portal.services.counted import profile, sentences
from portal.services.counted.answer import PlaceAnswer, answer
from portal.services.counted.question import Question
from portal.services.library import numbers
from portal.services.library.freshness import lasting_words
from portal.services.library.library import Library
from portal.services.library.selection import Selection, read_selection
from portal.services.recording.beyond import no_estimate_words
from portal.services.recording.findings import findings, of_100, rates
from portal.services.reports.contacts import WhereToTurn, contacts_for, local_contacts
from portal.services.unrecorded.estimates import audited_periods

NO_COMPARISON = "No earlier period that can stand beside it is held."
ABSENT = "Other months are not held or were not supplied; a missing month is not a month without crime."
# Whom to ring first; what serves the place alone follows them.
CALLED_FIRST = ("emergency", "not-urgent")


@dataclass(frozen=True)
class TypeRow:
    """One type of crime: how often it was recorded, and in how many of every 100."""

    label: str
    count: int
    of_100: str


@dataclass(frozen=True)
class Brief:
    """Everything said on paper about one place. `threads`: exchanges, first one in which both sides are heard, then those of
    the place. `estimate` is None where none can be made, and `no_estimate` says why; its figure may be a reason.

    `hundred`: of every 100 crimes reported to the force, the fewest and the most not recorded. Addresses stand whole in
    `page` and `write`, to be followed; `page_words` is what is printed, which says so where others cannot open it. `newest`:
    the last month held, YYYY-MM.
    """

    area: Area
    kind: str
    where: str
    selection: Selection
    recorded: Card
    answer: PlaceAnswer
    types: tuple[TypeRow, ...]
    no_types: str
    incidents: str
    comparison: str
    estimate: Card | None
    no_estimate: str
    hundred: tuple[int, int] | None
    inspected: str
    held: str
    newest: str
    age: str
    threads: tuple[Thread, ...]
    contacts: tuple[WhereToTurn, ...]
    sources: tuple[Source, ...]
    page: str
    page_words: str
    write: str
    root: str
    release: str

    @property
    def figure(self) -> Figure:
        return self.recorded.figure

    @property
    def is_estimated(self) -> bool:
        """Whether there is an estimate, and not a reason for being none."""
        return self.estimate is not None and self.estimate.figure.basis.kind == "audited"

    @property
    def missing_sentence(self) -> str:
        """The estimate in its own sentence, or why there is none."""
        return self.estimate.figure.sentence if self.estimate else self.no_estimate


def brief(library: Library, area: Area, root: str) -> Brief:
    """`root`: the address of this site, which links begin with. Months are the latest twelve held in a row."""
    period = latest_complete_year(library.record)
    # A card says when it was read; nothing printed here does, so that a release has one brief.
    unread = date.min
    recorded = card(library, Question(area.code, period), root, unread)
    inspected = max(audited_periods(library).values(), default=None)
    estimate = card(library, _missing(area, inspected), root, unread) if inspected else None
    selection = read_selection(library, {"area": area.code, "from": period.first, "to": period.last})
    kinds, no_kinds, incidents = _types(library, area, recorded.figure)
    figures = [one.figure for one in (recorded, estimate) if one]
    code = quote(area.code, safe=":+")
    page = f"/area/{code}?release={library.release}"
    return Brief(
        area=area,
        kind=_opened(LEVEL_WORDS[area.level][0]),
        where=", ".join(f"in {above.name}" for above in library.lineage(area)[:-1][::-1]),
        selection=selection,
        recorded=recorded,
        answer=answer(library, selection, recorded.figure),
        types=kinds,
        no_types=no_kinds,
        incidents=incidents,
        comparison=_comparison(library, recorded.figure),
        estimate=estimate,
        no_estimate=no_estimate_words(library),
        hundred=_of_100(library, inspected) if inspected else None,
        inspected=inspected.words if inspected else "",
        held=f"{'; '.join(run.words for run in supplied_runs(library.record))}. {ABSENT}",
        newest=library.record.supplied_months[-1],
        age=lasting_words(library.record.supplied_months[-1]),
        threads=_exchanges(library, area),
        contacts=(*contacts_for(library, CALLED_FIRST), *local_contacts(library, area)),
        sources=tuple(dict.fromkeys(source for figure in figures for source in figure.sources)),
        page=f"{root}{page}",
        page_words=cited_link(root, f"/area/{code}"),
        write=f"{root}/write?area={code}",
        root=root,
        release=library.release,
    )


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def _missing(area: Area, inspected: Period) -> Question:
    return Question(area.code, inspected, ALL, "unrecorded")


def _types(library: Library, area: Area, recorded: Figure) -> tuple[tuple[TypeRow, ...], str, str]:
    """Rows by type, the sentence that says why there are none, and incidents apart."""
    why = profile.why_no_types(library, recorded)
    if why:
        return (), why, ""
    rows = profile.types_of(library, area, recorded.period).to_dict("records")
    apart = profile.incidents(library, area, recorded.period)
    shown = tuple(
        TypeRow(
            row["label"],
            int(row["recorded_count"]),
            numbers.rate(100 * row["share"]) if recorded.value else "–",
        )
        for row in rows
    )
    what = crime_words(INCIDENT, apart).split(" of ")[0]
    said = f"Counted apart: {numbers.number(apart)} {what} of anti-social behaviour, which police log as incidents and not as crimes."
    return shown, "", said


def _exchanges(library: Library, area: Area) -> tuple[Thread, ...]:
    """Where only a few find room, one that has both a finding and an answer is among them."""
    ordered = in_order(library, StatementQuery(), area)
    return tuple(sorted(ordered, key=lambda thread: thread is not next(filter(_has_both, ordered), None)))


def _has_both(thread: Thread) -> bool:
    return thread.face("found") is not None and thread.face("answered") is not None


def _comparison(library: Library, recorded: Figure) -> str:
    found = profile.comparison(library, recorded)
    if found is None:
        return NO_COMPARISON
    return sentences.comparison_sentence(recorded, found.earlier, found.events, found.life)


def _of_100(library: Library, inspected: Period) -> tuple[int, int] | None:
    """Of the inspection behind the estimate; None where it published no rate of all crime."""
    inspection = audited_inspection(library.audits, inspected)
    found = [one for one in rates(findings(library), ALL) if one.inspection_id == inspection]
    return of_100(found[-1])[1] if found else None
