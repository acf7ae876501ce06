"""What one release says of a thing that can be quoted, and the things of a release that words or a checksum may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL, ANY_TYPE, crime_words
from portal.domain.record.period import MONTH_NAMES, Period
from portal.errors import BadRequest
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import threads
from portal.services.checking.card import card, checksum_of
from portal.services.checking.citing import cite, compact, digest, said_json
from portal.services.checking.pasted import Thing, plain, words_of
from portal.services.checking.quotable import QuoteAsked, quotable
from portal.services.counted.periods import periods_to_choose
from portal.services.counted.question import Question
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods

# Levels whose whole years are looked through for a checksum alone.
_LOOKED_THROUGH = ("force", "sector", "town")
_MOST_AREAS = 6
_MONTH = "|".join(MONTH_NAMES)
_RUN = re.compile(rf"\b({_MONTH})(?: (\d{{4}}))? to ({_MONTH}) (\d{{4}})\b|\b({_MONTH}) (\d{{4}})\b", re.I)
# What a citation is joined with, and marks of quotation around a sentence.
_AROUND = " .:;,\"'"
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class SaidThen:
    """One thing in one release. `words`: everything that may be printed of it, as texts are compared; `cited`: its full and
    its short citation, likewise.
    """

    release: str
    title: str
    sentence: str
    quote: str
    checksum: str
    link: str
    words: str
    cited: tuple[str, str]

    def says(self, words: str) -> bool:
        """Whether the words are its own, whole or from its sentence on, with a citation or not; or a citation alone."""
        for cited in self.cited:
            if words == cited:
                return True
            words = words.removeprefix(cited).removesuffix(cited).strip(_AROUND)
        own = plain(self.sentence).strip(_AROUND)
        return words == own or (words.startswith(own) and words in self.words)

    def reads_like(self, words: str) -> bool:
        """Whether the words are its own but for numbers."""
        return _masked(words).startswith(_masked(plain(self.sentence)))


def said_then(library: Library, thing: Thing, root: str, today: date) -> SaidThen | None:
    """None where that release has no such thing."""
    with suppress(BadRequest):
        if isinstance(thing, Question):
            one = card(library, thing, root, today)
            said, caveat = one.figure.sentence, one.caveat
            return SaidThen(
                library.release, one.title, said, one.quote, one.checksum, one.link, plain(f"{said} {caveat}"),
                (words_of(one.full_citation), words_of(one.short_citation)),
            )  # fmt: skip
        shown = quotable(library, thing)
        cited = cite(shown, root, today)
        words = plain(f"{shown.sentence} {shown.caveat}")
        return SaidThen(
            library.release, shown.title, shown.sentence, cited.quote, cited.checksum, cited.link, words,
            (words_of(cited.full), words_of(cited.short)),
        )  # fmt: skip
    return None


def _masked(text: str) -> str:
    return _NUMBER.sub("#", text).rstrip(" .#")


@lru_cache(maxsize=4)
def without_months(library: Library) -> tuple[QuoteAsked, ...]:
    """Everything that is quoted by its id alone."""
    every = [
        *(QuoteAsked("claim", one.claim_id) for one in claims(library)),
        *(QuoteAsked("inspection", str(each)) for each in library.audit_rows.audit_id),
        *(QuoteAsked("force-rate", str(each)) for each in library.force_rates.rate_id),
        *(QuoteAsked("exchange", one.thread_id) for one in threads(library)),
    ]
    return tuple(every)


@lru_cache(maxsize=4)
def said_without_months(library: Library, root: str, today: date) -> tuple[tuple[QuoteAsked, SaidThen], ...]:
    """What each of them says, worked out once a day."""
    every = ((thing, said_then(library, thing, root, today)) for thing in without_months(library))
    return tuple((thing, said) for thing, said in every if said)


def meant_by_words(library: Library, words: str) -> Iterator[Question]:
    """Figures of the places, months and types that the words name."""
    periods = list(dict.fromkeys(_periods_in(words)))
    crimes = [slug for slug in ANY_TYPE if crime_words(slug).partition(" of the type ")[2] in words] or [ALL]
    crimes += [ALL] if ALL not in crimes else []
    for area in _areas_in(library, words):
        for period in periods:
            for crime in crimes:
                yield Question(area.code, period, crime)
                if period in audited_periods(library).values():
                    yield Question(area.code, period, crime, "unrecorded")


def _areas_in(library: Library, words: str) -> list[Area]:
    """The places whose names stand in the words, the longest name first."""
    named = [
        area for area in library.areas.values() if re.search(rf"\b{re.escape(area.name.casefold())}\b", words)
    ]
    return sorted(named, key=lambda area: -len(area.name))[:_MOST_AREAS]


def _periods_in(words: str) -> Iterator[Period]:
    names = [name.casefold() for name in MONTH_NAMES]

    def month(name: str, year: str) -> str:
        return f"{year}-{names.index(name.casefold()) + 1:02d}"

    for first, first_year, last, last_year, only, year in _RUN.findall(words):
        with suppress(BadRequest):
            if only:
                yield Period(month(only, year), month(only, year))
            else:
                yield Period(month(first, first_year or last_year), month(last, last_year))


@lru_cache(maxsize=4)
def by_checksum(library: Library) -> dict[str, Thing]:
    """Everything quoted by its id alone, and all crime of the periods offered, in the force, its sectors and towns."""
    found: dict[str, Thing] = {}
    for thing in without_months(library):
        found[digest(compact(said_json(quotable(library, thing))))] = thing
    for area in library.areas.values():
        if area.level in _LOOKED_THROUGH:
            for period in periods_to_choose(library):
                inspected = period in audited_periods(library).values()
                for measure in ("recorded", "unrecorded") if inspected else ("recorded",):
                    asked = Question(area.code, period, ALL, measure)
                    found[checksum_of(asked.answer(library))] = asked
    return found
