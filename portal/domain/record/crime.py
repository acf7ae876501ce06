"""The published types, which of them are crimes, and the groups an audit covers. Today's fourteen, and those of earlier years."""

from __future__ import annotations

from dataclasses import dataclass

from portal.errors import BadRequest

INCIDENT = "anti-social-behaviour"
ALL = "all"


@dataclass(frozen=True)
class CrimeType:
    """One published type. `label` is the file's own text; `meaning` is ours, in plain words."""

    slug: str
    label: str
    group: str | None  # 'violence' or 'other' (the audit group); None for incidents, which no audit covers
    meaning: str

    @property
    def is_crime(self) -> bool:
        return self.slug != INCIDENT


CRIME_TYPES = (
    CrimeType(INCIDENT, "Anti-social behaviour", None,
              "Nuisance and disorder calls that were not recorded as a crime. Counted apart as incidents."),
    CrimeType("violence-and-sexual-offences", "Violence and sexual offences", "violence",
              "Assault, harassment, stalking, threats and sexual offences. The files do not separate them."),
    CrimeType("robbery", "Robbery", "other", "Theft with force or the threat of it."),
    CrimeType("burglary", "Burglary", "other", "Entering a building to steal or do harm, homes and other buildings."),
    CrimeType("criminal-damage-and-arson", "Criminal damage and arson", "other",
              "Damage to property or vehicles, and fires set on purpose."),
    CrimeType("vehicle-crime", "Vehicle crime", "other", "Theft of or from a vehicle, and interference with one."),
    CrimeType("shoplifting", "Shoplifting", "other", "Theft from shops."),
    CrimeType("bicycle-theft", "Bicycle theft", "other", "Taking a bicycle without consent."),
    CrimeType("theft-from-the-person", "Theft from the person", "other",
              "Stealing from somebody without force, such as pickpocketing."),
    CrimeType("other-theft", "Other theft", "other",
              "Theft by an employee, making off without payment and other theft not listed above."),
    CrimeType("drugs", "Drugs", "other", "Possession, supply and production. Mostly found by police activity."),
    CrimeType("possession-of-weapons", "Possession of weapons", "other",
              "Having a weapon, such as a knife or firearm. Mostly found by police activity."),
    CrimeType("public-order", "Public order", "other", "Offences that cause fear, alarm or distress in public."),
    CrimeType("other-crime", "Other crime", "other", "Everything else, such as forgery and perverting justice."),
)  # fmt: skip

# Words of earlier years, when fewer types were published (portal/pipeline/months/official_words.toml has the dates), and the
# place of rows whose word nobody has named yet. All are crimes; no audit covers them, since no audited year has them.
EARLIER_TYPES = (
    CrimeType("violent-crime", "Violent crime", None, "Published until April 2013. Violence, and until August 2011 more than that."),
    CrimeType("public-disorder-and-weapons", "Public disorder and weapons", None, "Published from September 2011 to April 2013."),
)  # fmt: skip
NOT_NAMED = CrimeType(
    "not-yet-named", "Other, not yet named", None, "Published under a word that is new and has no place among the types yet."
)  # fmt: skip
ALL_TYPES = (*CRIME_TYPES, *EARLIER_TYPES, NOT_NAMED)

BY_SLUG = {crime_type.slug: crime_type for crime_type in CRIME_TYPES}
BY_LABEL = {crime_type.label: crime_type for crime_type in CRIME_TYPES}
ANY_TYPE = {crime_type.slug: crime_type for crime_type in ALL_TYPES}
CRIMES = tuple(crime_type for crime_type in CRIME_TYPES if crime_type.is_crime)
GROUPS = {"violence": "violence and sexual offences", "other": "all other crime"}

# What a reader chooses from.
CRIME_NAMES = {ALL: "All crime"} | {t.slug: t.label for t in CRIME_TYPES if t.is_crime}
CRIME_NAMES["other"] = "All crime except violence and sexual offences"
CRIME_NAMES[INCIDENT] = "Incidents: anti-social behaviour"


def types_in(crime: str) -> tuple[str, ...]:
    """The published types a question covers. `all` never holds anti-social behaviour.

    Raises BadRequest when `crime` is neither `all`, an audit group nor a published type.
    """
    if crime == ALL:
        return tuple(crime_type.slug for crime_type in ALL_TYPES if crime_type.is_crime)
    if crime in GROUPS:
        return tuple(crime_type.slug for crime_type in CRIMES if crime_type.group == crime)
    if crime in ANY_TYPE:
        return (crime,)
    known = ", ".join([ALL, *GROUPS, *BY_SLUG])
    raise BadRequest(f"'{crime}' is not a crime type; use one of: {known}")


def crime_words(crime: str, count: float | None = None) -> str:
    """What is counted, as a noun phrase in lower case: 'crimes', 'incidents of anti-social behaviour'."""
    one = count == 1
    if crime == ALL:
        return "crime" if one else "crimes"
    if crime == INCIDENT:
        return f"{'incident' if one else 'incidents'} of anti-social behaviour"
    name = GROUPS.get(crime) or ANY_TYPE[crime].label.lower()
    return f"{'crime' if one else 'crimes'} of the type {name}" if crime in ANY_TYPE else f"crimes in {name}"
