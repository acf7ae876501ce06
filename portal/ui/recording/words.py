"""The fixed words of the Recording page: groups, how a source was seen, the method and its limits."""

from __future__ import annotations

from portal.domain.record.period import Period

MATCHED = "The year we match it to ended {age} ago."
PUBLISHED = "It was published {age} ago."
NATIONAL = (
    "Across England and Wales inspectors put it at {pct:g} in 100 recorded, in the year to {until}{before}. No range is given "
    "in any text read, and no figure for this force."
)
NATIONAL_BEFORE = " ({pct:g} in {year})"
SAMPLE = "In {year} inspectors looked at a small sample: {recorded} of {checked} recorded. That is history, not a rate."
SECTORS = "One rate, of the whole force, applied everywhere. Nobody has checked a sector."
WHOLE_FORCE = "Whole force, {period}: {low} to {high} more by our estimate. {theirs}"
NO_INSPECTIONS = (
    "No inspection of how {place} records crime is held here yet, so nothing can be said about how much is missing from its "
    "record. If you know of one, [tell us](tell). What was found elsewhere stands below."
)
NO_RATE = (
    "Inspectors have looked at how {place} records crime, but no rate with a range was in any text we could read. So no number "
    "of missing crimes is worked out here. If you have the report, [tell us](tell). What could be read stands below."
)
YEAR_NOT_HELD = (
    "The rate stands for {period}. The records of those months are not held here, so we work out no number of missing crimes. "
    "They can be added at any time: [tell us](tell) that you need them."
)
NO_PERIOD = (
    "The months inspectors checked are not in any text we could read. So the rate stands for no year, and we work out no number "
    "of missing crimes."
)

GROUPS = {
    "all": "All crime",
    "violence": "Violence",
    "incident records": "Crimes in incident records",
    "other systems": "Crimes on other systems",
    "anti-social behaviour incidents": "Crimes inside anti-social behaviour incidents",
}
SEEN = {
    "first-hand": "the inspectorate's own page",
    "copy": "a copy of the text",
    "newspaper": "a newspaper",
}

NOT_JOINED = (
    "Points are not joined: each round checked different months, and not always the same crimes or in the same way. "
    "The scale starts at 70. {gaps}{dips}Grades above and below a dashed line do not compare."
)
GAP = "In {year} only violence and sexual offences were checked, so all crime has a gap and no point. "
DIPS = "The {year} counts are dip samples, shown as history: the inspectorate called them not statistically significant. "
BELOW_SCALE = "Some of these rates lie too low for the picture of dates, so they stand in the table alone."

NOT_A_LEAGUE_TABLE = (
    "Every force had a first audit, published between 2016 and 2020. First visits span four years in which recording "
    "improved, so this is not a league table: forces that were checked years apart stand side by side."
)

PLAIN = (
    "Inspectors took a sample of reports in which somebody told the police about a crime.",
    "They counted how many of those crimes had been recorded, which gives the force's recording rate.",
    "A sample never gives the rate exactly, so they printed an interval around it.",
    "We turn the rate into crimes missing for each crime recorded: if 80 of 100 are recorded, 20 are missing for every 80.",
    "Violence has a rate of its own, because inspectors measured it apart. The published files merge it with sexual "
    "offences, for which no rate of this force was read, so we assume one. Other crime gets what is left.",
    "For a place, we multiply its recorded crime of each group by that number and add the two.",
    "Nobody has checked the recording of any one place, so we allow for places differing by an amount we assume.",
    "The range of a place holds all three doubts together: the sample, the places, and chance.",
    "Only the twelve months an inspection stands for get an estimate; any other period is a scenario, and says so.",
    "When the numbers are too small or the range too wide, we show no number and say why.",
)

NOT_WORKED = (
    "No worked example: the twelve months that the inspectors' rate stands for are not held here. With them, every step above is "
    "worked out on this page."
)

CANNOT = (
    "**How well any one town, sector or team records.** No inspection has looked at one.",
    "**How well the force records today.** The latest published rate is from the {latest} inspection.",
    "**Whether recording got better or worse from {first} to {last}.** The rounds measured different things{gap}.",
    "**Why a crime was not recorded.** Inspectors measure what is missing, not motive. It does not show that anybody hid "
    "or ignored it, and some victims were helped all the same.",
    "**How much crime is never reported.** That is a different gap, it is not measured here, and the two are never added.",
    "**A rate for any single type of crime** other than violence. For sexual offences of this force no rate was read; the "
    "engine assumes one and says so.",
    "**Crime outside the checked routes.** Fraud, and reports kept elsewhere, such as logs of anti-social behaviour, are "
    "not in the main check. Crimes recorded that should not have been are not taken off either.",
    "**How sure the inspectors' intervals are.** The text we could read does not say at which level they were set.",
    "**How forces compare.** First visits were years apart.",
)

MEANINGS = {
    "confidence_level": "How we read the published intervals, whose level is not stated.",
    "against_the_person_share": "Share of violence against the person in recorded violence and sexual offences.",
    "against_the_person_share_sd": "How unsure that share is (standard deviation).",
    "sexual_recorded": "Recording rate of sexual offences. Assumed: none was read for this force.",
    "sexual_half_width": "How unsure that rate is (half of its interval).",
    "share_of_all_recorded": "Share of violence and sexual offences in recorded crime, in an audit year our files do not cover.",
    "phi": "Multiplies chance: 1 if reports are missed one by one, 2 if in clusters.",
    "spread": "How far districts, then neighbourhoods, differ in recording (standard deviations, logit scale). Assumed.",
    "s0": "Bridge: lasting level of a force (standard deviation, logit scale).",
    "s1": "Bridge: drift (standard deviation, logit scale).",
    "ell_years": "Bridge: how many years a rate stays alike.",
    "recorded_min": "Fewer recorded crimes than this: no estimate.",
    "year_unknown": "Doubt about which months were checked, for a year of checking (standard deviation, logit scale).",
    "half_year": "The same, for half a year of checking that stands for a year.",
    "unrecorded_number_min": "Fewer estimated crimes than this: the range alone.",
    "unrecorded_min": "Fewer estimated crimes than this: no estimate.",
    "cv_number": "Relative uncertainty up to which a number is shown plainly.",
    "cv_caution": "Up to which it is shown with caution.",
    "cv_range_only": "Up to which only the range is shown.",
    "total_tolerance": "How far our count may be from the published total.",
    "alpha": "Beyond the usual ups and downs: how rarely ordinary years may do it.",
}


def months_words(audited: Period | None) -> str:
    return audited.words if audited else "months not public"
