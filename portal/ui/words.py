"""The words of the pages that are not sentences about a figure."""

from __future__ import annotations

from portal.domain.record.crime import CRIME_NAMES as CRIME_NAMES
from portal.domain.record.crime import CRIME_TYPES
from portal.domain.record.measure import PER_RESIDENTS
from portal.domain.record.period import Period, month_words
from portal.errors import PortalError
from portal.measures.change import supplied_runs
from portal.services.counted.periods import period_name as period_name
from portal.services.library.library import Library

DAMAGED = (
    "A part of the data behind this page is missing or damaged, so it is not shown. Other pages may still answer; please "
    "tell whoever runs this site."
)


MEASURE_HELP = (
    "Recorded is counted, for every 1,000 people; the numbers are in the table. What may be missing is worked out: the rate "
    "inspectors found for the whole force, applied to what was recorded in each place."
)
RECORDED_MAP = PER_RESIDENTS.name
BACK_TO_RECORDED = "Back to what was recorded"
NOT_INSPECTED = (
    "{shown}: inspectors did not check these months, so nobody can say what is missing from them. The last year they "
    "checked that is held here is {other}. The map can show that year; the rest of the page stays as it is."
)
COLUMNS_ELSEWHERE = (
    "The map shows {shown}, a year inspectors checked. The rest of the page still shows {page}."
)
COLUMNS_HINT = "Choose a column to read its numbers."
TOWNS_OF_SECTOR = "Towns of {place}. Every town is in the table."
LARGE_TOWNS = (
    "Towns of 18,000 people or more. Choose a sector to see its other towns; every town is in the table."
)
SPREAD_NAMES = {
    "off": "Places alike",
    "default": "Places differ somewhat",
    "wide": "Places differ as forces do",
}
SPREAD_MEANS = {
    "off": "as if recording were the same everywhere in the force",
    "default": "half as much as whole forces differ; our usual setting",
    "wide": "as much as whole forces differ from each other",
}
SPREAD_HELP = (
    "Nobody has measured how much recording differs between places of one force, so this is an assumption. It changes how "
    "wide a range is; it never moves the number in the middle, and never the force's own range."
)


def modelled_columns(*, is_scenario: bool) -> tuple[str, str, str]:
    """The three columns of modelled numbers. A scenario has no range, so none is named."""
    if is_scenario:
        return "the least by the rates listed", "the most", "at the chosen"
    return "from", "to", "about"


LABEL_NAMES = {
    "number": "quote with its range",
    "caution": "use with caution",
    "range_only": "range only",
    "not_shown": "no figure",
    "scenario": "scenario",
}
LEVEL_NAMES = {"sector": "Sectors", "town": "Towns", "msoa": "Neighbourhoods", "lsoa": "Small areas"}
LEVEL_HELP = (
    "Sectors are drawn as district footprints: the force does not publish exact sector boundaries. Towns are built "
    "from whole neighbourhoods. Neighbourhoods (MSOA) have about 8,000 residents, small areas (LSOA) about 1,700."
)
CRIME_HELP = "All crime never includes anti-social behaviour, which police log as incidents and count apart."

SEARCH_LABEL = "Postcode, town or village"
FOOTPRINT = "Police publish no exact sector lines, so a sector here is a district footprint."


TYPES = CRIME_TYPES
month = month_words

ABOUT = """
On the Record shows crime as the police recorded it, area by area, with what is missing said as plainly as what is there.
It is run by nobody official. It is not the police, it cannot record a crime, and it takes no side.

**It cannot say** how much crime there was: many crimes are not reported, and some that are reported are not recorded.
It cannot say which place is safest, and it does not rank places. It cannot say what happened at an address: every
record is moved to a fixed map point before it is published.

**If you or somebody else is in danger, ring 999.** To report a crime that is not an emergency, ring 101 or use the
force's own website.
"""

PRIVACY = """
Reading this site needs no account, and nothing about you is kept. It loads nothing from any other server, sets no
advertising or measuring cookie, and sends nothing about your visit to anyone. What you look at is in the address of the
page, and only there.

**Published reports.** A report is published only if its author agreed, only after an editor has read it, and without the
name unless its author chose to show it. Taking the agreement back takes it down at once. Anybody may ask for a published
report to be taken down; an editor decides within 48 hours. The rules are on [You said, they did](you-said).

**Alerts by mail.** An address given for alerts is kept encrypted, is used for nothing else, and is erased when you end
them with one press, or after seven days if you never confirm it.
"""


def operator_words(name: str, contact: str) -> str:
    """Who runs this copy; says so plainly when nobody has been named."""
    if not name:
        return "This copy has no named operator: it runs on somebody's own machine."
    return f"This copy is run by {name}." + (f" To reach them: {contact}." if contact else "")


CREDITS = """
Contains public sector information licensed under the Open Government Licence v3.0. Source: data.police.uk; Office for
National Statistics; Home Office. Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data
© Royal Mail copyright and database right 2025. MSOA names: House of Commons Library, Open Parliament Licence v3.0.
"""
PLACES_CREDIT = "Place names on maps and in the search: GeoNames, CC BY 4.0; parishes and wards: Office for National Statistics."


def credits_of(library: Library) -> str:
    """Everyone the data comes from; who named the places only where names are held."""
    return f"{CREDITS}{PLACES_CREDIT}\n" if library.named_places else CREDITS


def fault_words(error: PortalError) -> str:
    """A fault as a sentence of its own."""
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."


def all_periods(portal: Library) -> list[Period]:
    """Every unbroken run of months held."""
    return supplied_runs(portal.record)
