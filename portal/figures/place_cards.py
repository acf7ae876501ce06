"""The cards of a place as HTML, one form for the page and for what stands there before it: recorded, and what may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.domain.record.crime import ALL, CRIME_NAMES, crime_words
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import audited_inspection
from portal.figures.track import share, span
from portal.markup import Markup, render
from portal.services.checking.card import printed_numbers
from portal.services.counted.answer import PlaceAnswer, StripRow
from portal.services.counted.figure import unlike_months
from portal.services.counted.periods import period_name
from portal.services.counted.question import Question
from portal.services.library import numbers
from portal.services.library.freshness import freshness
from portal.services.library.library import Library
from portal.services.library.official_years import official_sentence
from portal.services.library.selection import Selection
from portal.services.recording.beyond import later_words, no_estimate_words
from portal.services.recording.findings import findings, of_100, rates
from portal.services.unrecorded.estimates import audited_periods

RATE_HELD, DIFFERING = "The force's rate here", "If places differ"
FORCE_HEADING = "The whole force, in two figures"
WEIGHT = {
    "number": "Quote it with its range.",
    "caution": "Use with caution: the range is wide for the size of the number.",
    "range_only": "Only a range: too uncertain for one number.",
}


def answer_card(
    library: Library, figure: Figure, found: PlaceAnswer, release: str, today: date, counts: str = "#counts"
) -> Markup:
    """The number first; where there is none, why, in the same place. `release`: the one that the address names, if any.

    `counts`: where it is said what this counts."""
    return render(
        "area/answer_card.html",
        period=figure.period.words,
        age=_age(library, figure, today),
        count="" if figure.value is None else numbers.number(figure.value),
        what=crime_words(figure.crime, int(figure.value or 0)),
        sentence=figure.sentence,
        answer={"sentence": found.sentence, "rows": [_drawn(row, found.longest) for row in found.rows]},
        notes=_notes(library, figure, found),
        check=Question(figure.area.code, figure.period, figure.crime).query(release),
        counts=counts,
    )


def _notes(library: Library, figure: Figure, found: PlaceAnswer) -> list[str]:
    notes = [residents_words(figure), found.note] if figure.per_1000 is not None else []
    # A town's notice is about its edges and stands with what is counted; any other one is about the number itself.
    # A month that was taken although it is odd has its reason beside every figure it is part of.
    notes += unlike_months(library, figure.period) if figure.value is not None else ()
    if figure.area.level == "force" and figure.crime == ALL:
        notes.append(official_sentence(library, figure.period))
    notes.append("" if figure.area.level == "town" else figure.area.notice)
    return [note for note in notes if note]


def _age(library: Library, figure: Figure, today: date) -> str:
    """How long ago the newest months ended; empty for other months, and for an older release."""
    fresh = freshness(library, today)
    if figure.period.last != fresh.last_month or library.newer or fresh.age < 2:
        return ""
    # From the end of that month, in whole months, as every other age here is counted.
    ended = fresh.age - 1
    return f"ended {ended} month{'' if ended == 1 else 's'} ago"


def residents_words(figure: Figure) -> str:
    """How many people the rate divides by, and who is not among them."""
    ends = figure.per_1000_range95
    between = f" Range of the rate: {numbers.rate(ends[0])} to {numbers.rate(ends[1])}." if ends else ""
    people = f"People who live here: {numbers.number(figure.population or 0)} ({figure.population_source.split(',')[0]})."
    return f"{people} Visitors are not in that, so town centres look high.{between}"


def _drawn(row: StripRow, longest: float) -> dict[str, Any]:
    has_range = row.rate is not None and row.low < row.high
    return {
        "kind": row.kind,
        "name": row.name,
        "rate": row.rate,
        "words": row.words,
        "ends": f"{numbers.rate(row.low)} to {numbers.rate(row.high)}" if has_range else "",
        "at": share(row.rate or 0.0, longest),
        **span(row.low, row.high, longest),
    }


def missing_card(library: Library, figure: Figure, question: Question, newer: str, release: str) -> Markup:
    """`figure` is an estimate; numbers are rounded as they are everywhere. `newer`: the page's months, where no rate is
    held for them."""
    is_force = figure.area.level == "force"
    return render(
        "area/missing_card.html",
        period=figure.period.words,
        nobody="" if is_force else figure.area.name,
        sentence=figure.sentence,
        weight=WEIGHT.get(figure.label, ""),
        rows=_bars(library, figure, question),
        hundred=_hundred(library, question),
        newer=newer,
        later=later_words(library),
        check=question.query(release),
    )


def missing_part(library: Library, selection: Selection, figure: Figure | None, release: str) -> Markup:
    """What may be missing in the year of `figure`, an estimate or its reason for being none; None where there can be
    no estimate."""
    if figure is None:
        return render("area/missing_none.html", what="", sentence=no_estimate_words(library))
    if figure.label == "not_shown":
        crimes = CRIME_NAMES[selection.crime].lower()
        what = f"Estimate for {figure.period.words}, {crimes}."
        return render("area/missing_none.html", what=what, sentence=figure.sentence)
    newer = "" if figure.period == selection.period else period_name(selection.period, figure.period)
    return missing_card(library, figure, missing_question(selection, figure.period), newer, release)


def missing_period(library: Library, selection: Selection) -> Period | None:
    """The months an estimate is shown for: those of the page where they were inspected, else the last that were."""
    inspected = audited_periods(library).values()
    if selection.period in inspected:
        return selection.period
    return max(inspected, default=None)


def missing_question(selection: Selection, period: Period) -> Question:
    """What is modelled here, whatever the map shows; a lens belongs to the period on screen alone."""
    lens = selection.inspection if period == selection.period else ""
    return Question(selection.area, period, selection.crime, "unrecorded", lens, selection.spread)


def _hundred(library: Library, question: Question) -> dict[str, int] | None:
    """A square for each of 100 crimes reported, of the inspection behind the estimate; None where it is of one type alone."""
    inspection = question.inspection or str(audited_inspection(library.audits, question.period))
    found = [each for each in rates(findings(library), ALL) if each.inspection_id == inspection]
    if question.crime != ALL or not found:
        return None
    low, high = of_100(found[-1])[1]
    return {"low": low, "high": high}


def _bars(library: Library, figure: Figure, question: Question) -> list[dict[str, Any]]:
    """The range if the force's rate held, and the wider one; for the force itself the two are one."""
    printed = printed_numbers(library, question, figure)
    bars = [("inner", RATE_HELD, printed.held)]
    if figure.area.level != "force" and question.spread != "off":
        bars.append(("outer", DIFFERING, printed.outer))
    drawn = [(look, name, ends) for look, name, ends in bars if ends is not None]
    longest = max((ends[1] for _, _, ends in drawn), default=0.0)
    return [
        {
            "look": look,
            "name": name,
            "words": f"{numbers.number(low)} to {numbers.number(high)}",
            **span(low, high, longest),
        }
        for look, name, (low, high) in drawn
    ]


def force_cards(library: Library, figure: Figure) -> Markup:
    """The whole force in two figures: counted, and what inspectors found of its reports. `figure`: all crime recorded."""
    found = rates(findings(library), ALL)
    low, high = of_100(found[-1])[1] if found else ("", "")
    return render(
        "area/force.html",
        force=library.force,
        period=figure.period.words,
        count=numbers.number(figure.value or 0),
        rate="" if figure.per_1000 is None else numbers.rate_words(figure, " for every 1,000 people"),
        low=low,
        high=high,
        checked=found[-1].title if found else "",
        later=later_words(library),
    )


def sector_list(library: Library, release: str, next_door: Sequence[Any] = ()) -> Markup:
    """Every sector by name, each a link to its page; and the forces next to this one that the site holds too."""
    found = {area.code: area.name for area in library.areas.values() if area.level == "sector"}
    by_name = dict(sorted(found.items(), key=lambda sector: sector[1]))
    return render("area/sectors.html", sectors=by_name, release=release, next_door=next_door)


def place_head(above: Sequence[Any], area: Any, release: str, elsewhere: str = "") -> Markup:
    """Where a place lies, its name and the parts of its page. `elsewhere`: the address of a page that has those parts,
    where this one has not."""
    return render("area/place.html", area=area, above=above, release=release, elsewhere=elsewhere)


def doors(library: Library) -> Markup:
    """Where else to go from the landing: both sides since the first inspection held, a number to check, writing in."""
    since = min((day[:4] for day in library.inspections.published_on), default="")
    return render("area/doors.html", release=library.release, since=since)
