"""What the public reads in "You said, they did": published reports of an area, how they are answered, what is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.publishing.publication import (
    AUTHOR_WORDS,
    POLICE_WORDS,
    REASONS,
    Fact,
    PublicMark,
    PublicReport,
)
from portal.domain.publishing.small_numbers import LEAST_BASE, LEAST_COUNT, count_words, shown_counts
from portal.domain.record.area import Area
from portal.domain.record.period import month_words
from portal.domain.reports.report import ANSWER_WITHIN, KINDS
from portal.services.library.library import Library
from portal.services.publishing import words
from portal.services.publishing.rates import (
    WINDOW,
    Moderation,
    Rate,
    Window,
    counted,
    kinds,
    moderation,
    rates,
    typed_in,
    window_at,
)
from portal.services.publishing.wiring import Publisher


@dataclass(frozen=True)
class Said:
    """Everything about one sector, or about all of them. `rates_of` says for whom the rates are."""

    area: Area
    reports: tuple[PublicReport, ...]
    received: str
    rates: tuple[Rate, ...]
    rates_of: str
    typed: str
    kinds: tuple[tuple[str, str], ...]
    moderation: Moderation
    takedowns: tuple[tuple[str, str], ...]
    window: Window


def said_area(library: Library, code: str) -> Area:
    """The sector an area lies in, or the whole force: reports are about sectors. Raises BadRequest."""
    area = library.area(code)
    return library.sector_of(area) or library.force


def said(publisher: Publisher, library: Library, area: Area) -> Said:
    """Where a sector has too few, or its count must stay hidden, the rates are those of all sectors, and it says so."""
    now = publisher.reports.now()
    window = window_at(now)
    facts = publisher.public.facts(window.first)
    is_force = area.level == "force"
    count = _received(facts, area, window)
    few = not is_force and (count is None or count < LEAST_BASE)
    own = facts if few or is_force else [fact for fact in facts if fact.sector_code == area.code]
    return Said(
        area=area,
        reports=publisher.public.published(None if is_force else (area.code,)),
        received=count_words(count),
        rates=rates(own, window),
        rates_of=library.force.name if few or is_force else area.name,
        typed=words.TYPED.format(count=count_words(typed_in(own, window))),
        kinds=tuple(kinds(own, window)),
        moderation=moderation(facts, now - WINDOW),
        takedowns=_takedowns(publisher),
        window=window,
    )


def _received(facts: Sequence[Fact], area: Area, window: Window) -> int | None:
    """How many were sent about here. None where it would give away a small count of another sector."""
    every = counted(facts, window)
    if area.level == "force":
        return len(every)
    counts = Counter(fact.sector_code for fact in every)
    own = counts[area.code]
    return own if 0 < own < LEAST_COUNT else shown_counts(counts).get(area.code, 0)


def _takedowns(publisher: Publisher) -> tuple[tuple[str, str], ...]:
    every = publisher.public.takedowns(open_only=False)
    decided = [one for one in every if one.decided_at]
    in_time = sum(one.decided_at is not None and one.decided_at <= one.due_at for one in decided)
    return (
        ("Requests to take something down", count_words(len(every))),
        ("Decided", count_words(len(decided))),
        ("Decided within 48 hours", count_words(in_time)),
        (
            "Taken down because of a request",
            count_words(sum(one.decision == "taken_down" for one in decided)),
        ),
    )


@dataclass(frozen=True)
class MarkedChange:
    """What a sector says it changed or will change, and the report below which it stands."""

    mark: PublicMark
    report: PublicReport


def changes(reports: Sequence[PublicReport]) -> tuple[MarkedChange, ...]:
    """Every change of these reports, the newest month first; of one month, in the order of the reports."""
    every = (MarkedChange(mark, report) for report in reports for mark in report.marks)
    return tuple(sorted(every, key=lambda one: one.mark.month, reverse=True))


def answered_sentences(found: Said) -> str:
    """How messages are answered, in words: of how many, in which time; or that there were too few to say."""
    in_time, median, not_sorted = found.rates
    said = {"name": found.rates_of, "window": found.window.between}
    if in_time.numerator is None:
        return words.ANSWERED_FEW.format(least=LEAST_BASE, **said)
    lines = [
        words.IN_TIME.format(
            base=in_time.denominator,
            part=in_time.numerator,
            share=in_time.shown,
            days=ANSWER_WITHIN.days,
            **said,
        )
    ]
    if median.value is not None:
        days = "a day" if median.value <= 1 else f"{median.value:.0f} days"
        lines.append(words.HALF.format(days=days))
    if not_sorted.numerator is not None:
        silent = not_sorted.parts.partition(". ")[2]
        lines.append(
            words.STILL.format(
                base=not_sorted.denominator, part=not_sorted.numerator or "none", silent=silent
            )
        )
    return " ".join(lines)


def heading(report: PublicReport, library: Library) -> str:
    """What a report is called in public: kind, place and month, and never a word of its author."""
    where = library.areas[report.sector_code].name if report.sector_code in library.areas else "the area"
    return f"{KINDS[report.kind].rstrip('?')}, {where}, {month_words(report.sent_month)}"


def answered_words(report: PublicReport) -> str:
    days = report.first_answer_days
    if days is None:
        return "No answer after the fourteen days to answer."
    if days == 0:
        return "First answered within a day."
    return f"First answered after {days} day{'' if days == 1 else 's'}."


def edited_words(reason: str) -> str:
    return f"An editor took words out, and a gap shows where. {REASONS[reason]}." if reason else ""


def note_words(note: str) -> str:
    return f"Note of the editor: {note}" if note else ""


def origin_words(report: PublicReport) -> str:
    """Where the words come from, when not from a form filled in by their author."""
    return words.TYPED_IN if report.is_typed else ""


def objection_words(report: PublicReport) -> str:
    return words.OBJECTED if report.is_objected else ""


def status_words(report: PublicReport) -> tuple[str, str]:
    """What the police say, what the author says."""
    author = AUTHOR_WORDS[report.author]
    if report.author_before_answer:
        author += " (said before the latest answer)"
    return POLICE_WORDS[report.police], author


__all__ = [
    "MarkedChange", "Said", "answered_sentences", "answered_words", "changes", "edited_words", "heading", "note_words", "objection_words", "origin_words", "said",
    "said_area", "status_words", "words",
]  # fmt: skip
