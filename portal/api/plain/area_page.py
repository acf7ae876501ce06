"""What the plain page of an area says, gathered from the services, and the same for dataset search. No markup."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from portal import bootstrap
from portal.api.listings import page_address, said_address
from portal.bootstrap.address import root
from portal.domain.record.area import LEVEL_WORDS, LEVELS, Area
from portal.domain.record.crime import ALL, INCIDENT, crime_words
from portal.domain.record.figure import Figure, Source
from portal.domain.site import SITE
from portal.measures.change import latest_complete_year, supplied_runs
from portal.services.briefing.papers import papers
from portal.services.counted import profile, sentences
from portal.services.counted.figure import figure
from portal.services.counted.maturing import ripening
from portal.services.library import numbers
from portal.services.library.freshness import freshness
from portal.services.library.library import Library
from portal.services.library.official_years import official_years
from portal.services.publishing.said import said_area
from portal.services.recording.beyond import no_estimate_words
from portal.services.reports.contacts import local_contacts
from portal.services.unrecorded.estimates import audited_periods

VARIABLES = (
    "Crimes recorded by the police, by month and type",
    "Incidents of anti-social behaviour, by month",
    "Crimes recorded per 1,000 residents in 12 months",
    "Estimated crimes reported and not recorded, with a range, for the audited year",
)
NO_COMPARISON = "No earlier period that can stand beside it is held."


def link(area: Area) -> dict[str, str]:
    return {"name": area.name, "page": page_address(area)}


def area_values(library: Library, area: Area, release: str = "") -> dict[str, Any]:
    """Everything the template needs; the period is the latest complete year. With `release` the page is fixed to it."""
    recorded = figure(library, area.code, latest_complete_year(library.record))
    missing = _missing(library, area)
    above = library.lineage(area)[:-1][::-1]
    where = f"{area.name}, {above[0].name}" if above else area.name
    sources = tuple(
        dict.fromkeys((*recorded.sources, *(missing["estimate"].sources if missing["estimate"] else ())))
    )
    kind = LEVEL_WORDS[area.level][0]
    return {
        "title": f"Recorded crime in {where}",
        "description": recorded.sentence,
        "canonical": root() + frozen(page_address(area), release),
        "area": area,
        "kind": kind[0].upper() + kind[1:],
        "lineage": [link(each) for each in above],
        "recorded": recorded,
        "during": numbers.during(recorded.period),
        "beside": _beside(library, area, recorded),
        **_types(library, area, recorded),
        "comparison": _comparison(library, recorded),
        **_around_it(library, area),
        **missing,
        "held": "; ".join(run.words for run in supplied_runs(library.record)),
        "below": _below(library, area),
        "interactive": urlencode({"area": area.code}, safe=":"),
        "question": urlencode({"area": area.code} | _months(recorded), safe=":"),
        "contacts": local_contacts(library, area),
        "said": {"name": (spoken := said_area(library, area.code)).name, "page": said_address(spoken)},
        "sources": sources,
        "dataset": dataset(library, area, where, recorded, recorded.sources),
        "release": library.release,
        "release_note": _note(library, area, recorded),
        "page": page_address(area),
        "frozen": frozen(page_address(area), library.release),
        "quoted": _quoted(area, recorded),
        "papers": papers(area, release),
    }


def frozen(path: str, release: str) -> str:
    """The address of a page fixed to a release; without one, of the page that follows the release in force."""
    return f"{path}?{urlencode({'release': release})}" if release else path


def _note(library: Library, area: Area, recorded: Figure) -> str:
    """That the page is of an older release, and what the one in force gives for the same months."""
    if not library.newer:
        return ""
    newest = bootstrap.library()
    now = figure(newest, area.code, recorded.period) if area.code in newest.areas else None
    return f"{library.note} {newest_words(now, newest.release)}"


def newest_words(now: Figure | None, release: str) -> str:
    """The figure of the release in force, for whoever looks at an older one."""
    if now is None:
        return f"Release {release} has no area of this code."
    return f"Release {release} says: {now.sentence}"


def _months(recorded: Figure) -> dict[str, str]:
    """As an address names them."""
    return {"from": recorded.period.first, "to": recorded.period.last}


def _quoted(area: Area, recorded: Figure) -> list[dict[str, str]]:
    """What else of the page can be quoted, with the address of each."""
    kinds = {"comparison": "The comparison with a year before", "outcomes": "What became of the crimes"}
    if area.ruled_as == "lsoa":
        # Too small for its outcomes to be counted.
        del kinds["outcomes"]
    return [
        {
            "words": words,
            "page": f"/quote?{urlencode({'of': of, 'id': area.code} | _months(recorded), safe=':')}",
        }
        for of, words in kinds.items()
    ]


def _beside(library: Library, area: Area, recorded: Figure) -> list[dict[str, str]]:
    """This area and those it lies in, smallest first. Areas side by side are left out: this is no ranking."""
    around = [
        figure(library, each.code, recorded.period)
        for each in reversed(library.lineage(area))
        if recorded.value is not None
    ]
    return [
        {
            "name": numbers.place(each.area),
            "count": numbers.number(each.value or 0),
            "rate": numbers.rate_words(each),
        }
        for each in around
        if each.value is not None
    ]


def _types(library: Library, area: Area, recorded: Figure) -> dict[str, Any]:
    """Rows by type with incidents apart, or the sentence that says why there are none."""
    why = profile.why_no_types(library, recorded)
    if why:
        return {"types": [], "no_types": why}
    rows = profile.types_of(library, area, recorded.period)
    incidents = profile.incidents(library, area, recorded.period)
    shown = [
        {
            "label": row["label"],
            "count": numbers.number(row["recorded_count"]),
            "share": numbers.rate(100 * row["share"]) if recorded.value else "–",
        }
        for row in rows.to_dict("records")
    ]
    return {
        "types": shown,
        "incidents": f"{numbers.number(incidents)} {crime_words(INCIDENT, incidents).split(' of ')[0]} of",
    }


def _around_it(library: Library, area: Area) -> dict[str, Any]:
    """How old the record is, the official figures beside the force's, and how outcomes settle."""
    fresh, settled = freshness(library, bootstrap.now().date()), ripening(library)
    return {
        "age": "" if library.newer else fresh.words,
        "official": official_years(library) if area.level == "force" else (),
        "settling": settled.sentence if settled else "",
    }


def _comparison(library: Library, recorded: Figure) -> str:
    found = profile.comparison(library, recorded)
    if found is None:
        return NO_COMPARISON
    return sentences.comparison_sentence(recorded, found.earlier, found.events, found.life)


def _missing(library: Library, area: Area) -> dict[str, Any]:
    """The estimate for the latest audited year, or its reason for being none; that year in words; and why there is none at all."""
    period = max(audited_periods(library).values(), default=None)
    return {
        "estimate": figure(library, area.code, period, ALL, "unrecorded") if period else None,
        "audited_words": period.words if period else "",
        "no_estimate": "" if period else no_estimate_words(library),
    }


def _below(library: Library, area: Area) -> list[dict[str, Any]]:
    children = [each for each in library.areas.values() if each.parent_code == area.code]
    found = []
    for level in LEVELS:
        inside = sorted((each for each in children if each.level == level), key=lambda each: each.name)
        if inside:
            words = LEVEL_WORDS[level][1]
            found.append({"words": words[0].upper() + words[1:], "areas": [link(each) for each in inside]})
    return found


def dataset(
    library: Library, area: Area, where: str, recorded: Figure, sources: tuple[Source, ...]
) -> dict[str, Any]:
    """`where` is the area with the area it lies in, as text."""
    settings = bootstrap.settings()
    months = library.record.supplied_months
    licences = {li["title"]: li["path"] for li in library.data.description["licenses"]}
    query = urlencode({"area": area.code}, safe=":")
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"Recorded crime in {where}",
        "description": (
            f"{recorded.sentence} Counts by month and type, with the months that are missing, and what inspections of "
            "crime recording say may be missing from the record. Every estimate carries a range."
        ),
        "url": f"{root()}{page_address(area)}",
        "identifier": f"{area.code}@{library.release}",
        "version": library.release,
        "license": licences[sources[0].licence],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.operator_name or SITE, "url": root()},
        "temporalCoverage": f"{months[0]}/{months[-1]}",
        "spatialCoverage": {"@type": "Place", "name": where, "identifier": area.code},
        "variableMeasured": list(VARIABLES),
        "isBasedOn": [source.url for source in sources],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/json", "name": name,
             "contentUrl": f"{root()}/api/v1/{path}"}
            for name, path in (
                ("Every month", f"series?{query}"),
                ("The latest 12 months held", f"figure?{query}&from={recorded.period.first}&to={recorded.period.last}"),
            )
        ],
    }  # fmt: skip
