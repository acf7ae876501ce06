"""How a figure was worked out, step by step, with the very numbers the engine used."""

from __future__ import annotations

from portal.domain.record.crime import ALL, ANY_TYPE, BY_SLUG, GROUPS, INCIDENT, crime_words, types_in
from portal.domain.record.figure import Figure
from portal.domain.record.period import month_words
from portal.measures.record import monthly_counts, type_columns, type_counts
from portal.services.counted.question import Question
from portal.services.library.library import Library
from portal.services.library.numbers import number, rate_words
from portal.services.unrecorded.step import Step
from portal.services.unrecorded.working import estimate_steps, scenario_steps


def steps(library: Library, question: Question, figure: Figure) -> tuple[Step, ...]:
    """Every step from the committed tables to the printed number; for no figure, the reason alone."""
    if figure.basis.kind == "none":
        return (Step("Why there is no figure", figure.sentence),)
    if figure.basis.kind == "counted":
        return _recorded_steps(library, figure)
    if figure.basis.kind == "audited":
        return estimate_steps(library, figure, question.spread)
    return scenario_steps(library, figure)


def counted_months(library: Library, figure: Figure) -> tuple[tuple[str, int], ...]:
    """Month and count of a recorded figure, in order; empty for a small area, whose single months are never shown."""
    if figure.basis.kind != "counted" or figure.area.ruled_as == "lsoa":
        return ()
    area = figure.area
    counts = monthly_counts(library.record, area, figure.crime)
    return tuple((month, int(counts[month])) for month in figure.period.months)


def _recorded_steps(library: Library, figure: Figure) -> tuple[Step, ...]:
    found = [_months_step(library, figure), _types_step(library, figure), _unplaced_step(library, figure)]
    return tuple(step for step in (*found, _rate_step(figure)) if step is not None)


def _months_step(library: Library, figure: Figure) -> Step:
    months = counted_months(library, figure)
    total = number(figure.value or 0)
    if not months:
        return Step(
            "Add up the months",
            f"{len(figure.period)} months add up to {total}. Single months of a small area are not shown: they are too "
            "few to mean anything and could point to people.",
        )
    each = (
        f"{len(months)} months, each supplied in full, add up to"
        if len(months) > 1
        else "The month, supplied in full, has"
    )
    return Step(
        "Add up the months",
        f"{each} {total}.",
        ("Month", f"Recorded {crime_words(figure.crime)}"),
        (*((month_words(month), number(count)) for month, count in months), ("Together", total)),
    )


def _types_step(library: Library, figure: Figure) -> Step | None:
    types, area = types_in(figure.crime), figure.area
    if len(types) == 1 or area.ruled_as == "lsoa":
        return None
    counts = type_counts(library.record, area, figure.period)
    counts = counts[counts.index.isin(types)]
    return Step(
        "The same, by type",
        "The published types that were added up. Anti-social behaviour is not among them.",
        ("Type", "Recorded"),
        (
            *((ANY_TYPE[slug].label, number(count)) for slug, count in counts.items()),
            ("Together", number(counts.sum())),
        ),
    )


def _unplaced_step(library: Library, figure: Figure) -> Step | None:
    if figure.area.level != "force":
        return None
    record = library.record
    unplaced = int(record.unplaced[record.within(figure.period)][:, type_columns(figure.crime)].sum())
    whole = int(figure.value or 0)
    return Step(
        "With and without a place",
        "The force total holds records that give no place, or one outside the force area; no smaller area does.",
        ("Records", "Number"),
        (
            ("With a place in the force area", number(whole - unplaced)),
            ("Without", number(unplaced)),
            ("Together", number(whole)),
        ),
    )


def _rate_step(figure: Figure) -> Step | None:
    if figure.per_1000 is None:
        return None
    return Step(
        "Divide by residents",
        f"{number(figure.value or 0)} ÷ {number(figure.population or 0)} residents × 1,000 = {rate_words(figure)}. "
        f"Residents: {figure.population_source}.",
    )


def definition(figure: Figure) -> tuple[str, ...]:
    """What is counted, in plain words: the measure, the crimes, the months. Each starts with its name and a colon."""
    slug, period = figure.crime, figure.period
    thing = "an incident" if slug == INCIDENT else "a crime"
    measure = (
        f"Recorded: {thing} the police entered and sent to data.police.uk, counted in the month given there."
        if figure.measure == "recorded"
        else "Unrecorded: a crime that was reported to the police and not entered. Crimes nobody reported are a "
        "different gap and are not in it."
    )
    if slug == ALL:
        what = "All crime: the thirteen published types of crime. Anti-social behaviour is logged as incidents and is not in it."
    elif slug in BY_SLUG:
        what = f"{BY_SLUG[slug].label}: {BY_SLUG[slug].meaning[0].lower()}{BY_SLUG[slug].meaning[1:]}"
    else:
        name = GROUPS[slug]
        what = f"{name[0].upper()}{name[1:]}: {', '.join(BY_SLUG[s].label.lower() for s in types_in(slug))}."
    months = (
        "1 whole month"
        if len(period) == 1
        else f"{len(period)} whole months, the first and the last included"
    )
    return measure, what, f"{period.words}: {months}."
