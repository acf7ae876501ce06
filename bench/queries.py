"""The questions a page asks, asked of the services directly: no browser, no server, no cache of answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import product

from bench.measured import Found, Line
from portal import bootstrap
from portal.domain.record.area import MAP_LEVELS
from portal.domain.record.crime import ALL
from portal.domain.record.measure import MEASURES
from portal.measures.change import supplied_runs
from portal.services.counted.area_map import area_map
from portal.services.counted.figure import figure
from portal.services.library.selection import default_selection
from portal.services.search.places import find_place

CRIMES = (ALL, "violence-and-sexual-offences", "burglary")
SEARCHES = {
    "postcode": ("EX16 6SA", "ex166sa", "TR1 2HE", "PL1 2AA"),
    "name": ("Tiverton", "Mid Devon", "cornwall", "Barnstaple"),
    "misspelt name": ("Tivertn", "Barnstable", "Okehamton", "Penzanse"),
}
ROUNDS = 5


def run() -> Found:
    library = bootstrap.library()
    default = default_selection(library)
    periods = supplied_runs(library.record)
    small = next(
        area.code for area in library.areas.values() if area.level == "lsoa" and area.geography == "both"
    )
    places = {"force": library.force.code, "sector": default.area, "LSOA": small}
    lines = []
    for name, code in places.items():
        asked = [partial(figure, library, code, p, c) for p, c in product(periods, CRIMES)]
        lines.append(_line(f"figure, {name}", asked))
    for level in MAP_LEVELS:
        crimes = (ALL,) if level == "lsoa" else CRIMES
        chosen = [
            # Under 12 months the map by small area is drawn by neighbourhood, which is another question.
            replace(default, level=level, period=period, crime=crime, measure=measure)
            for period, crime, measure in product(periods, crimes, MEASURES)
            if level != "lsoa" or len(period) >= 12
        ]
        lines.append(_line(f"map rows, {level}", [partial(area_map, library, s) for s in chosen]))
    for name, texts in SEARCHES.items():
        lines.append(_line(f"search, {name}", [partial(find_place, library, t) for t in texts]))
    return Found(
        lines, ["Each question is asked once before it is timed, so tables are in memory; no answer is kept."]
    )


def _line(what: str, asked: Iterable[Callable[[], object]]) -> Line:
    questions = list(asked)
    taken = []
    for at in range(ROUNDS + 1):
        for question in questions:
            started = time.perf_counter()
            question()
            if at:
                taken.append(1000 * (time.perf_counter() - started))
    return Line(what, "ms", tuple(taken))


if __name__ == "__main__":
    from bench.__main__ import main

    main(["queries"])
