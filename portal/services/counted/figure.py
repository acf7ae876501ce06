"""A figure for any area, period, type and measure. The page, the command line, the API and the files all ask here."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL, types_in
from portal.domain.record.figure import Basis, Figure
from portal.domain.record.measure import FIGURE_MEASURES
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator import count_range95, ups_and_downs
from portal.measures.population import reference_for, residents_of
from portal.measures.rates import per_1000, per_1000_range
from portal.measures.record import area_count, countable, missing_months, unplaced_months, untyped_months
from portal.measures.visitors import summer_over_winter
from portal.services.counted import sentences
from portal.services.library.library import Library
from portal.services.library.official_years import official_sentence
from portal.services.unrecorded.figure import unrecorded_figure

# Residents counted further away than this many days are said to be old or new.
YEAR = 366


def figure(
    library: Library,
    area_code: str,
    period: Period,
    crime: str = ALL,
    measure: str = "recorded",
    inspection: str | None = None,
    spread: str = "default",
) -> Figure:
    """The figure with its sentence, caveats and sources.

    `value` is None, never 0, when something is missing; `sentence` then says what and why. `inspection` and `spread`
    matter to the measure 'unrecorded' alone. Raises BadRequest on an unknown area, type, measure, inspection or spread.
    """
    area = library.area(area_code)
    types_in(crime)
    if measure not in FIGURE_MEASURES:
        raise BadRequest(f"'{measure}' is not a measure; use one of: {', '.join(FIGURE_MEASURES)}")
    answer = _recorded(library, area, period, crime)
    return unrecorded_figure(library, answer, inspection, spread) if measure == "unrecorded" else answer


def _recorded(library: Library, area: Area, period: Period, crime: str) -> Figure:
    missing = missing_months(library.record, period)
    withheld = why_withheld(library, area, period, crime)
    if withheld:
        return _not_shown(library, area, period, crime, missing, withheld)
    count = area_count(library.record, area, period, crime) or 0
    reference = reference_for(library.record, library.residents, period)
    residents = residents_of(library.record, library.residents, area, reference)
    source = library.residents.title(reference)
    yearly = per_1000(count, residents, period)
    low, high = count_range95(
        count, ups_and_downs(area.ruled_as, crime, len(period), library.data.method_edition)
    )
    # A release of the first edition keeps the sentences and caveats it was published with.
    first = library.is_first_edition
    ends = None if first else per_1000_range((float(low), float(high)), residents, period)
    return Figure(
        area=area,
        period=period,
        missing=missing,
        crime=crime,
        measure="recorded",
        value=count,
        label="number",
        basis=Basis("counted", sentences.COUNTED),
        sentence=sentences.recorded_sentence(area, period, crime, count, yearly, ends, residents, source),
        caveats=(
            *unlike_months(library, period),
            *_caveats(library, area, period, crime, yearly, count, reference),
        ),
        sources=library.sources("crime_counts", "lsoas", "population"),
        release=library.release,
        edition=library.data.method_edition,
        per_1000=yearly,
        per_1000_range95=ends,
        population=residents,
        population_source=source if residents else "",
    )


def _caveats(library: Library, area: Area, period: Period, crime: str, yearly: float | None, count: int,
             reference: str) -> tuple[str, ...]:  # fmt: skip
    if library.is_first_edition:
        return sentences.first_caveats(area, crime, yearly is not None)
    residents = denominator(library, reference, period)
    found = sentences.caveats_for(area, crime, yearly, count, residents, _summer(library, area))
    official = official_sentence(library, period) if area.level == "force" and crime == ALL else ""
    return (*found, official) if official else found


@lru_cache(maxsize=4096)
def _summer(library: Library, area: Area) -> float | None:
    """None for the force, whose residents are not told from its visitors by any season of one place."""
    return None if area.level == "force" else summer_over_winter(library.record, area)


def denominator(library: Library, reference: str, period: Period) -> str:
    """What to know about the residents divided by; empty where they were counted within a year of the crimes."""
    rows = library.residents.references
    counted_on = date.fromisoformat(str(rows.counted_on[rows.reference == reference].iloc[0]))
    if abs((period.midpoint - counted_on).days) < YEAR:
        return ""
    return sentences.denominator_sentence(counted_on, period)


def why_withheld(library: Library, area: Area, period: Period, crime: str) -> str:
    """The sentence that says why there is no recorded figure; empty when there is one."""
    missing = missing_months(library.record, period)
    if missing:
        return sentences.missing_sentence(area, period, crime, missing)
    if area.ruled_as == "lsoa" and (crime != ALL or len(period) < 12):
        return sentences.too_small_sentence(area, library.areas[area.parent_code or ""], crime)
    away, untyped = (
        unplaced_months(library.record, area.level, period),
        untyped_months(library.record, period, crime),
    )
    if away:
        return sentences.no_places_sentence(area, away)
    if untyped:
        return sentences.unlike_types_sentence(area, crime, untyped)
    if not countable(library.record, area, period):
        return sentences.unlike_codes_sentence(area)
    return ""


def unlike_months(library: Library, period: Period) -> tuple[str, ...]:
    """A sentence for each month of the period that was taken although it is odd, or holds words nobody has named yet."""
    unlike = library.record.unlike
    odd = (
        sentences.accepted_sentence(m, unlike["odd"].get(m, ""), why)
        for m, why in unlike["accepted"].items()
        if m in period.months
    )
    new = (
        sentences.new_words_sentence(m, words)
        for m, words in unlike["unnamed_words"].items()
        if m in period.months
    )
    return (*odd, *new)


def _not_shown(
    library: Library, area: Area, period: Period, crime: str, missing: tuple[str, ...], why: str
) -> Figure:
    return Figure(
        area=area,
        period=period,
        missing=missing,
        crime=crime,
        measure="recorded",
        value=None,
        label="not_shown",
        basis=Basis("none", why),
        sentence=why,
        caveats=(area.notice,) if area.notice else (),
        sources=library.sources("crime_counts", "lsoas"),
        release=library.release,
        edition=library.data.method_edition,
    )
