"""How well reports are answered: each number with what it counts, of how many, for which time, and what it lags by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.domain.publishing.publication import PRIVATE, PUBLISHED, REASONS, REWORDED, UNPUBLISHED, Fact
from portal.domain.publishing.small_numbers import LEAST_BASE, combined, count_words, shown_counts
from portal.domain.record.period import month_words
from portal.domain.reports.report import ANSWER_WITHIN, KINDS
from portal.services.publishing import words

WINDOW = timedelta(days=365)


@dataclass(frozen=True)
class Rate:
    """One number for the public. `value` is None where it is withheld, and then `withheld` says why."""

    label: str
    value: float | None
    shown: str
    definition: str
    numerator: int | None
    denominator: int
    parts: str
    window: str
    lag: str
    withheld: str = ""


@dataclass(frozen=True)
class Window:
    """Reports sent from `first` until before `last`, whose time to answer is over."""

    first: datetime
    last: datetime

    @property
    def words(self) -> str:
        return words.WINDOW.format(between=self.between)

    @property
    def between(self) -> str:
        """The first and the last day of it."""
        return f"{_day(self.first)} to {_day(self.last - timedelta(days=1))}"


def _day(at: datetime) -> str:
    return f"{at.day} {month_words(f'{at:%Y-%m}')}"


def window_at(now: datetime) -> Window:
    """The twelve months that ended when the time to answer did."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    last = midnight - ANSWER_WITHIN
    return Window(last - WINDOW, last)


def counted(facts: Sequence[Fact], window: Window) -> list[Fact]:
    """The reports of a window that stand in the rates: neither those taken back before an answer nor those typed in here."""
    return [
        fact
        for fact in facts
        if not fact.is_typed
        and window.first <= fact.submitted_at < window.last
        and (fact.state != "withdrawn" or fact.first_answer_at is not None)
    ]


def typed_in(facts: Sequence[Fact], window: Window) -> int:
    """How many of a window were typed in at the desk; they stand in no rate."""
    return sum(fact.is_typed and window.first <= fact.submitted_at < window.last for fact in facts)


def rates(facts: Sequence[Fact], window: Window) -> tuple[Rate, ...]:
    """Response rate, days to the first answer, disagreement."""
    base = counted(facts, window)
    done = [fact for fact in base if fact.police in ("answered", "closed")]
    in_time = sum(
        fact.first_answer_at is not None and fact.first_answer_at - fact.submitted_at <= ANSWER_WITHIN
        for fact in base
    )
    not_sorted = sum(fact.author == "not_sorted" for fact in done)
    silent = sum(fact.author == "" for fact in done)
    return (
        _share(words.ANSWERED_IN_TIME, in_time, len(base), "", window),
        _median(base, window),
        _share(words.DISAGREED, not_sorted, len(done), f"{silent:,} authors have not said.", window),
    )


def _share(label: str, part: int, base: int, parts: str, window: Window) -> Rate:
    if base < LEAST_BASE:
        return _withheld(label, base, window)
    value = 100 * part / base
    return Rate(
        label, value, f"{value:.0f}%", words.DEFINITIONS[label], part, base,
        f"{part:,} of {base:,}. {parts}".strip(), window.words, words.LAG,
    )  # fmt: skip


def _median(base: Sequence[Fact], window: Window) -> Rate:
    """The middle one of all, with the unanswered last; two middles of an even number take the later, never a half."""
    label = words.MEDIAN_DAYS
    if len(base) < LEAST_BASE:
        return _withheld(label, len(base), window)
    waited = sorted(fact.answer_days for fact in base if fact.answer_days is not None)
    middle = len(base) // 2
    value = float(waited[middle]) if middle < len(waited) else None
    shown = (
        "half have no answer yet" if value is None else f"{value:.0f} day{'' if value == 1 else 's'} or fewer"
    )
    return Rate(
        label, value, shown, words.DEFINITIONS[label], len(waited), len(base),
        f"{len(waited):,} of {len(base):,} have an answer.", window.words, words.LAG,
    )  # fmt: skip


def _withheld(label: str, base: int, window: Window) -> Rate:
    rests = f"fewer than {LEAST_BASE} reports"
    return Rate(
        label, None, "not given", words.DEFINITIONS[label], None, base, "", window.words, words.LAG,
        words.TOO_FEW.format(base=rests),
    )  # fmt: skip


def kinds(facts: Sequence[Fact], window: Window) -> list[tuple[str, str]]:
    """How many of each kind, those with few put together."""
    counts = Counter(fact.kind for fact in counted(facts, window))
    return [(", ".join(KINDS[kind] for kind in put), count_words(count)) for put, count in combined(counts)]


@dataclass(frozen=True)
class Moderation:
    """What editors decided about reports whose authors agreed, over the whole force. Pairs of words and counts."""

    decisions: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]


def moderation(facts: Sequence[Fact], since: datetime) -> Moderation:
    """Counts by decision and by reason; reasons with few are put together."""
    asked = [fact for fact in facts if fact.submitted_at >= since and (fact.may_publish or fact.publication)]
    standing = [fact for fact in asked if fact.may_publish and fact.state not in ("withdrawn", "erased")]
    by_status = Counter(fact.publication for fact in standing)
    gone = [fact for fact in standing if fact.publication in (UNPUBLISHED, PRIVATE)]
    decisions = shown_counts({
        "Published now": by_status[PUBLISHED],
        "Waiting for an editor": by_status[""] + by_status[REWORDED],
        "Not published, or kept private": sum(not fact.was_published for fact in gone),
        "Taken down by an editor after publishing": sum(fact.was_published for fact in gone),
        "Taken back by the author, or erased": len(asked) - len(standing),
    })  # fmt: skip
    edited = sum(bool(fact.redacted) and fact.publication == PUBLISHED for fact in standing)
    counts = {
        "Authors who agreed to publishing": len(asked),
        **decisions,
        "Published with words taken out": edited,
    }
    reasons = Counter(fact.reason for fact in asked if fact.reason)
    reasons.update(reason for fact in asked for reason in fact.redacted)
    shown = [
        ("; ".join(REASONS[reason] for reason in put), count_words(count)) for put, count in combined(reasons)
    ]
    return Moderation(tuple((label, count_words(n)) for label, n in counts.items()), tuple(shown))
