"""What a reader is looking at, as written in the address. An unknown value becomes the default and is said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from portal.domain.record.area import BEST_FIT, MAP_LEVELS
from portal.domain.record.crime import ALL, types_in
from portal.domain.record.measure import MEASURES, PER_RESIDENTS, SHOWN_AS, Measure
from portal.domain.record.period import Period, month_at, month_index
from portal.errors import BadRequest
from portal.estimator.hyperparameters import SPREADS
from portal.measures.change import latest_complete_year
from portal.measures.record import missing_months
from portal.services.library.library import Library

KEYS = ("area", "from", "to", "crime", "measure", "level", "inspection", "spread", "columns", "with")

# What can be read well enough and is not here.
NOT_HELD = {
    "area": "No area of the name in the address is held here; the usual one is shown instead.",
    "months": "None of the months in the address is held here; the usual ones are shown instead. A month that is not held is not "
    "a month without crime.",
}


@dataclass(frozen=True)
class Selection:
    """One view of the page. `mended` names the address keys that could not be used as given.

    `columns`: the inspection whose year the columns of what may be missing show, where it is not the year on the page.
    `beside`: what the place is set beside on one trend, another area's code or the first month of another period; `with` in
    the address.
    """

    area: str
    period: Period
    crime: str
    measure: str
    level: str
    inspection: str = ""
    spread: str = "default"
    columns: str = ""
    beside: str = ""
    mended: tuple[str, ...] = ()

    @property
    def mended_words(self) -> str:
        """What of the address could not be used; empty where all of it could."""
        said = [words for key, words in NOT_HELD.items() if key in self.mended]
        unread = [key for key in self.mended if key not in NOT_HELD]
        if unread:
            said.append(
                f"The address could not be read in full ({', '.join(unread)}); the usual view is shown there."
            )
        return " ".join(said)

    @property
    def measured(self) -> Measure:
        """What the measure named in the address is."""
        return MEASURES[self.measure]

    @property
    def is_estimated(self) -> bool:
        """Whether the measure is modelled; everything else is counted."""
        return self.measured.modelled

    def address(self) -> dict[str, str]:
        """The whole view as address keys; nothing personal is ever among them."""
        return {
            "area": self.area,
            "from": self.period.first,
            "to": self.period.last,
            "crime": self.crime,
            "measure": self.measure,
            "level": self.level,
            "inspection": self.inspection,
            "spread": self.spread,
            "columns": self.columns,
            "with": self.beside,
        }

    def query(self) -> str:
        """The view as a link writes it: what is not set is left out."""
        return urlencode({key: value for key, value in self.address().items() if value})

    def looking_at(self, area: str, library: Library) -> Selection:
        """The same view moved to another area, with the map at that area's own level; the force keeps the map's level."""
        kept = self.level if library.areas[area].level == "force" else own_level(library, area)
        beside = "" if self.beside == area else self.beside
        return replace(self, area=area, level=kept, beside=beside, mended=())


def own_level(library: Library, area: str) -> str:
    """The level a map of an area is drawn at when none is asked for: its own, and for the force its sectors. A town is
    seen among neighbourhoods, because towns leave the land between them bare, and a ward or parish among small areas.
    """
    level = library.areas[area].level
    return {"town": "msoa", "force": "sector", **dict.fromkeys(BEST_FIT, "lsoa")}.get(level, level)


def default_selection(library: Library) -> Selection:
    return Selection(
        library.default_area.code, latest_complete_year(library.record), ALL, PER_RESIDENTS.name, "sector"
    )


def read_selection(library: Library, address: Mapping[str, str]) -> Selection:
    """The selection an address asks for; every unusable key falls back to its default and is named in `mended`."""
    default = default_selection(library)
    mended = []
    area = library.code_of(address.get("area", default.area))
    if area not in library.areas:
        mended.append("area")
        area = default.area
    period = _period(library, address, default.period, mended)
    crime = address.get("crime", default.crime)
    try:
        types_in(crime)
    except BadRequest:
        mended.append("crime")
        crime = default.crime
    # The audit group and the published type are the same crimes; the page knows them by the published name.
    crime = "violence-and-sexual-offences" if crime == "violence" else crime
    own = own_level(library, area)
    measure, level = address.get("measure", default.measure), address.get("level", own)
    measure = SHOWN_AS.get(measure, measure)
    if measure not in MEASURES:
        mended.append("measure")
        measure = default.measure
    if level not in MAP_LEVELS:
        mended.append("level")
        level = own
    inspection, spread = address.get("inspection", ""), address.get("spread", default.spread)
    if inspection and inspection not in {audit.inspection_id for audit in library.audits}:
        mended.append("inspection")
        inspection = ""
    if spread not in SPREADS:
        mended.append("spread")
        spread = default.spread
    columns = _columns(library, address, measure, mended)
    beside = _beside(library, address.get("with", ""), area, period, mended)
    return Selection(area, period, crime, measure, level, inspection, spread, columns, beside, tuple(mended))


def _period(library: Library, address: Mapping[str, str], default: Period, mended: list[str]) -> Period:
    """The months asked for; the default where they are none, or where none of them is held."""
    try:
        period = Period(address.get("from", default.first), address.get("to", default.last))
    except BadRequest:
        mended.append("from and to")
        return default
    if len(missing_months(library.record, period)) == len(period):
        mended.append("months")
        return default
    return period


def _columns(library: Library, address: Mapping[str, str], measure: str, mended: list[str]) -> str:
    """The inspection whose year the map of columns shows in place of the page's months; empty for the page's own."""
    columns = address.get("columns", "") if MEASURES[measure].modelled else ""
    if columns and columns not in {audit.inspection_id for audit in library.audits if audit.applies}:
        mended.append("columns")
        return ""
    return columns


def _beside(library: Library, given: str, area: str, period: Period, mended: list[str]) -> str:
    """Another area's code, or the first month of another period of which some month is held; else empty."""
    if not given:
        return ""
    code = library.code_of(given)
    if code in library.areas and code != area:
        return code
    other = period_from(given, period)
    if other and other != period and len(missing_months(library.record, other)) < len(other):
        return given
    mended.append("with")
    return ""


def period_from(first: str, like: Period) -> Period | None:
    """The period as long as `like` that begins in the month; None where that is not a month."""
    try:
        return Period(first, month_at(month_index(first) + len(like) - 1))
    except BadRequest:
        return None
