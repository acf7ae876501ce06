"""The sentences a figure is printed with. One place, so that page, command line, file and API read the same."""

from __future__ import annotations

from datetime import date

from portal.domain.record.area import BEST_FIT, Area
from portal.domain.record.crime import ALL, INCIDENT, crime_words
from portal.domain.record.figure import SMALL_NUMBER, Figure
from portal.domain.record.period import Period, month_words
from portal.measures.visitors import STANDS_OUT
from portal.services.counted.similar import Similar
from portal.services.library.best_fit import CUT
from portal.services.library.numbers import during, number, place, rate, rate_words

COUNTED = "Counted from the files the force supplies to data.police.uk."
APPROXIMATE = (
    "Places are approximate: each record is moved to one of a fixed set of map points before it is published."
)
VISITORS = "Rates use people who live in an area; town centres and visitor places look high because others spend time there."
RATE_RANGE = "The range of a rate allows for chance and for how much such a place moves from one ordinary year to the next."
SMALL = "A small number: fewer than 100 crimes."
NOT_ALL = "Recorded crime is what the police entered. Crimes not reported, or reported and not entered, are not in it."
INCIDENTS_APART = "Anti-social behaviour incidents are counted apart and are in no crime figure."
FORCE_UNPLACED = "The force total includes records that give no place or a place outside the force area."


def recorded_sentence(area: Area, period: Period, crime: str, count: int, per_1000: float | None,
                      ends: tuple[float, float] | None, residents: int | None, residents_source: str) -> str:  # fmt: skip
    """The count, then the rate with what it was divided by."""
    what = crime_words(crime, count)
    sentence = f"Police recorded {number(count)} {what} in {place(area)} {during(period)}"
    if per_1000 is None:
        return f"{sentence}."
    people = residents_source.split(",")[0]
    between = f" ({rate(ends[0])} to {rate(ends[1])})" if ends else ""
    return f"{sentence}: {rate(per_1000)}{between} for every 1,000 residents ({number(residents or 0)}, {people})."


def missing_sentence(area: Area, period: Period, crime: str, missing: tuple[str, ...]) -> str:
    """Why a period with missing months has no figure."""
    what = crime_words(crime)
    if len(missing) == len(period):
        return f"There is no figure for {what} in {place(area)} {during(period)}: no month of it is held."
    shown = ", ".join(month_words(month) for month in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return (
        f"There is no figure for {what} in {place(area)} {during(period)}: {len(missing)} of {len(period)} months "
        f"{'is' if len(missing) == 1 else 'are'} missing ({shown}{more}). A missing month is not a month without crime."
    )


def too_small_sentence(area: Area, parent: Area, crime: str) -> str:
    """Why a small area has no figure for this question, and where to look instead."""
    asked = "single types" if crime != ALL else "less than 12 months"
    return f"Figures for {asked} are not given for {place(area)}: {_too_small(parent)}"


def small_outcomes_sentence(area: Area, parent: Area) -> str:
    """Why what became of its crimes is not counted for an area that no type is counted for, and where to look instead."""
    return f"What became of the crimes is not counted for {place(area)}: {_too_small(parent)}"


def _too_small(parent: Area) -> str:
    return f"the numbers are too small to mean anything and could point to people. Look at {parent.name} instead."


def unlike_codes_sentence(area: Area) -> str:
    why = CUT if area.level in BEST_FIT else area.notice
    return f"There is no figure for {place(area)} in this period. {why}"


def no_places_sentence(area: Area, months: tuple[str, ...]) -> str:
    return (
        f"There is no figure for {place(area)} in this period: the file of {month_words(months[0])} names too few places, so "
        "only the whole force is counted. That is not a month without crime."
    )


def unlike_types_sentence(area: Area, crime: str, months: tuple[str, ...]) -> str:
    return (
        f"There is no figure for {crime_words(crime)} in {place(area)} in this period: in {month_words(months[0])} types were "
        "published under other words, so a single type cannot be added up. All crime can."
    )


def accepted_sentence(month: str, odd: str, why: str) -> str:
    return f"{month_words(month)} is unlike other months ({odd}). It was taken for this reason: {why}."


def new_words_sentence(month: str, words: str) -> str:
    return f"The file of {month_words(month)} holds words that are new ({words}). Crimes of a new type count as other, not yet named."


def visitors_sentence(summer: float) -> str:
    """That a place fills in summer, with the ratio the files show."""
    return (
        f"Visitors: {summer:.1f} crimes were recorded here in July and August for each one in January and February, in the "
        "years held. The rate divides by people who live here, so it looks high."
    )


def denominator_sentence(counted_on: date, period: Period) -> str:
    """That residents and crimes are of different years."""
    return (
        f"Residents were counted on {counted_on.day} {month_words(counted_on.isoformat()[:7])} and the crimes are of "
        f"{period.words}: no count of residents nearer in time is held for small areas, so a rate is a little too high "
        "where more people live now."
    )


def first_caveats(area: Area, crime: str, has_rate: bool) -> tuple[str, ...]:
    """What a figure of the first edition was published with; kept to the letter, so that its checksum still verifies."""
    found = [NOT_ALL if crime != INCIDENT else INCIDENTS_APART]
    found.append(FORCE_UNPLACED if area.level == "force" else APPROXIMATE)
    if has_rate and area.level != "force":
        found.append(VISITORS)
    return (*found, area.notice) if area.notice else tuple(found)


def caveats_for(
    area: Area,
    crime: str,
    per_1000: float | None,
    count: int,
    denominator: str = "",
    summer: float | None = None,
) -> tuple[str, ...]:
    """What a reader must know, the most important first."""
    found = [NOT_ALL if crime != INCIDENT else INCIDENTS_APART]
    if area.level == "force":
        found.append(FORCE_UNPLACED)
    else:
        found.append(APPROXIMATE)
    if per_1000 is not None:
        found.append(RATE_RANGE if count >= SMALL_NUMBER else f"{SMALL} {RATE_RANGE}")
    if per_1000 is not None and summer is not None and summer > STANDS_OUT:
        found.append(visitors_sentence(summer))
    if per_1000 is not None and denominator:
        found.append(denominator)
    if area.notice:
        found.append(area.notice)
    return tuple(found)


def comparison_sentence(
    shown: Figure, earlier: Figure, events: tuple[str, ...], life: tuple[str, ...] = ()
) -> str:
    """What was recorded in the earlier period, what forbids reading the difference as more or less crime, and what was
    different in people's lives meanwhile.
    """
    lived = f" {' '.join(life)}" if life else ""
    before = f"{number(earlier.value or 0)} {during(earlier.period)}"
    rated = f", {rate_words(earlier, ' for every 1,000')}" if earlier.per_1000 is not None else ""
    if not events:
        return f"The nearest earlier period like it: {before}{rated}.{lived}"
    return (
        f"The nearest earlier period like it: {before}{rated}. "
        f"The record changed in between, so the difference does not show whether crime rose or fell. {' '.join(events)}{lived}"
    )


def beside_sentence(shown: Figure, earlier: Figure, is_broken: bool) -> str:
    """The two counts alone, and whether they may be read as more or less crime; the reasons stand elsewhere."""
    counts = f"{number(earlier.value or 0)} {during(earlier.period)}; {number(shown.value or 0)} {during(shown.period)}."
    if not is_broken:
        return counts
    return f"{counts} The record changed in between, so the two cannot be fairly compared."


def outcomes_sentence(area: Area, crimes: int, retrieved: tuple[str, ...]) -> str:
    """`retrieved`: when the copies of the months were taken, the oldest first; '' is not on record."""
    return (
        f"Of the {number(crimes)} crimes recorded in {place(area)}, by the last outcome known when the files were copied "
        f"({copied_words(retrieved)}). Outcomes given later are not in it, so recent months look less settled than they are."
    )


def copied_words(retrieved: tuple[str, ...]) -> str:
    """The day of copying; where the months were copied on several days, the oldest and the newest. Never empty."""
    known = [day for day in retrieved if day]
    if not known:
        return "on a day that is not known"
    if len(retrieved) == 1:
        return known[0]
    unknown = ", and one is of a day that is not known" if len(known) < len(retrieved) else ""
    if len(known) == 1:
        return f"copies of different days: one is of {known[0]}{unknown}"
    return f"copies of different days: the oldest is of {known[0]}, the newest of {known[-1]}{unknown}"


def known_sentence(retrieved: tuple[str, ...]) -> str:
    """The short line beneath outcomes: as known when, and that the months are not equally settled where copies differ."""
    if not any(retrieved):
        return "When these outcomes were known is not on record."
    if len(retrieved) == 1:
        return f"As known by {retrieved[0]}; outcomes change for years."
    return f"Added up from {copied_words(retrieved)}. Outcomes change for years, so these months are not equally settled."


NO_OUTCOMES = "No crimes were recorded in this period, so there are no outcomes."


def spread_sentence(area: Area, own: float, found: Similar) -> str:
    """Where the middle half lies and where this area is; no rank."""
    return (
        f"The middle half of the {found.spread.areas} {found.words} lies between {rate(found.spread.lower)} and "
        f"{rate(found.spread.upper)} per 1,000 residents. {area.name} has {rate(own)}. Differences show what police "
        "recorded and who spends time there, not how safe a place is."
    )


def unplaced_sentence(share: float) -> str:
    return (
        f"{100 * share:.1f} of every 100 crimes the force recorded in this period give no place, or a place outside the "
        "force area. They are in the force total and in no area on the map."
    )
