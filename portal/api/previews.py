"""What a link to an area looks like where it is shared: one picture an area, made once and kept."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.parameters import read
from portal.domain.area import LEVEL_WORDS, MAP_LEVELS, Area
from portal.figures.area_picture import AreaPicture, area_picture
from portal.figures.figure_picture import HEIGHT, WIDTH, as_png
from portal.measures.change import latest_complete_year
from portal.services.figure import figure
from portal.services.sentences import NOT_ALL

# A preview is asked for by machines that share a link on; they ask seldom and keep it.
KEPT_A_DAY = "public, max-age=86400"


def preview_of(area: Area, words: str) -> dict[str, Any]:
    """What the head of a page says of its picture."""
    address = (
        f"{bootstrap.settings().public_url.rstrip('/')}/preview.png?area={area.code.replace('+', '%2B')}"
    )
    return {"address": address, "width": WIDTH, "height": HEIGHT, "words": words}


def preview(request: Request) -> Answer:
    area = read(request, ("area",)).area()
    return Answer(as_png(picture_for(area)), "image/png", {"Cache-Control": KEPT_A_DAY})


def picture_for(area: Area) -> str:
    """The figure of the latest complete year in words, beside the area among the sectors."""
    library = bootstrap.library()
    shown = figure(library, area.code, latest_complete_year(library.record))
    sector = library.sector_of(area)
    kind = LEVEL_WORDS[area.level][0]
    where = f", {sector.name}" if sector and sector != area else ""
    return area_picture(
        AreaPicture(
            name=area.name,
            kind=f"{kind[0].upper()}{kind[1:]}{where}",
            sentence=shown.sentence,
            caveat=NOT_ALL,
            source=f"Source: data.police.uk; Office for National Statistics. Release {library.release}.",
            around=list(outlines("sector").values())
            if area.level in ("force", "sector") or sector is None
            else [outlines("sector")[sector.code]],
            chosen=_own_outline(area),
        )
    )


def _own_outline(area: Area) -> list[dict[str, Any]]:
    """The area's shape, or those of the areas it is made of where it has none of its own."""
    if area.level == "force":
        return list(outlines("sector").values())
    drawn = outlines(area.level)
    return [drawn[code] for code in area.code.split("+") if code in drawn]


@lru_cache(maxsize=len(MAP_LEVELS))
def outlines(level: str) -> dict[str, dict[str, Any]]:
    """Area code → GeoJSON geometry, of every area drawn at a level."""
    geodata = bootstrap.library().geodata
    if not geodata.has(f"shapes-{level}"):
        return {}
    drawn = json.loads(geodata.content(f"shapes-{level}"))["features"]
    return {outline["id"]: outline["geometry"] for outline in drawn}


ROUTES: list[BaseRoute] = [Route("/preview.png", Door(preview, cost=5), name="preview")]
