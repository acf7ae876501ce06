"""An area's data described as dataset search asks: schema.org Dataset as JSON-LD."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from portal import bootstrap
from portal.api import address
from portal.api.listings import page_address
from portal.domain.record.area import Area
from portal.domain.record.figure import Figure, Source
from portal.domain.site import SITE
from portal.services.library.library import Library

VARIABLES = (
    "Crimes recorded by the police, by month and type",
    "Incidents of anti-social behaviour, by month",
    "Crimes recorded per 1,000 residents in 12 months",
    "Estimated crimes reported and not recorded, with a range, for the audited year",
)


def dataset(
    library: Library, area: Area, where: str, recorded: Figure, sources: tuple[Source, ...]
) -> dict[str, Any]:
    """`where` is the area with the area it lies in, as text."""
    settings, root = bootstrap.settings(), address.root()
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
        "url": f"{root}{page_address(area)}",
        "identifier": f"{area.code}@{library.release}",
        "version": library.release,
        "license": licences[sources[0].licence],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.operator_name or SITE, "url": root},
        "temporalCoverage": f"{months[0]}/{months[-1]}",
        "spatialCoverage": {"@type": "Place", "name": where, "identifier": area.code},
        "variableMeasured": list(VARIABLES),
        "isBasedOn": [source.url for source in sources],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/json", "name": name,
             "contentUrl": f"{root}/api/v1/{path}"}
            for name, path in (
                ("Every month", f"series?{query}"),
                ("The latest 12 months", f"figure?{query}&from={recorded.period.first}&to={recorded.period.last}"),
            )
        ],
    }  # fmt: skip
