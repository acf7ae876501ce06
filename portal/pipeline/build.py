"""The two acts that change the committed tables: build everything from official files, or add months to what is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from portal.errors import BadRequest
from portal.measures.population import build_residents
from portal.measures.record import build_record
from portal.pipeline.alike import build_deprivation, build_statistical_neighbours
from portal.pipeline.force.events import build_events
from portal.pipeline.forces import Force, configuration_beside, known_forces, load_force
from portal.pipeline.geography import Geography, build_geography
from portal.pipeline.map_edges import build_map_classes
from portal.pipeline.months.changes import (
    MonthChange,
    month_changes,
    refuse_fewer_rows,
    with_known_dates,
    with_verdict,
)
from portal.pipeline.months.copies import build_outcome_copies
from portal.pipeline.months.counting import (
    COUNTED,
    Counted,
    count_months,
    fill_coverage,
    merge_months,
    read_months,
)
from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.plausible import judge, month_profile, refuse_changed_codes
from portal.pipeline.months.street import StreetMonth
from portal.pipeline.named.best_fit import build_best_fits
from portal.pipeline.named.named_places import build_places
from portal.pipeline.official.lookups import read_lookup
from portal.pipeline.places import build_areas, build_population, build_references, build_teams, build_traits
from portal.pipeline.postcodes import build_postcodes, build_towns
from portal.pipeline.report import quality_report
from portal.pipeline.shape_notes import SURROUNDINGS
from portal.pipeline.shapes import as_geojson, build_shapes, read_lsoa_shapes
from portal.pipeline.surroundings import build_surroundings
from portal.pipeline.write import (
    as_before,
    check_contracts,
    content_of,
    make_package,
    read_contracts,
    read_sources,
)
from portal.tables.load import Package, open_package
from portal.tables.placing import only_writer, put_in_place


@dataclass(frozen=True)
class Built:
    """What a build did: the release it made, a report for a person to read, and what an addition changed by month."""

    release: str
    report: str
    changes: tuple[MonthChange, ...] = ()


def build(street: list[Path], sources: Path, data: Path, geodata: Path, force_name: str) -> Built:
    """Official files in, committed tables and shapes out; the same input gives the same bytes.

    Every file is read and checked before anything is written. Raises BadSource, BadRequest, TableBreaksContract.
    """
    force = load_force(force_name)
    check_contracts(data, geodata)
    geography = build_geography(force, sources)
    streets, outcomes = read_months(find_official_files(street, force.slug), force)
    known = read_lookup(sources, "lookups/lsoa11_lsoa21_lad22_ew.csv.gz")
    codes = set(known.lsoa11_code) | set(known.lsoa21_code)
    counted = count_months(streets, outcomes, force, geography.lsoas, codes)
    refuse_changed_codes(counted.tables["coverage"])
    lsoa_shapes = read_lsoa_shapes(geography, sources)
    postcodes = build_postcodes(force, sources, lsoa_shapes)
    towns = build_towns(force, sources, geography, postcodes)
    tables = _tables(force, sources, geography, towns, counted)
    shapes = build_shapes(lsoa_shapes, geography, towns)
    names = dict(zip(tables["areas"].area_code, tables["areas"].area_name, strict=True))
    drawn = {level: as_geojson(outlines, names) for level, outlines in shapes.items()}
    if force.surroundings:
        drawn[SURROUNDINGS] = build_surroundings(force, sources, shapes["sector"])
    about = _about(force, "geodata", f"Shapes and postcodes of {force.name}", tables["coverage"])
    found = {
        "best_fits": build_best_fits(force, sources, geography, postcodes),
        "places": build_places(force, sources, geography, postcodes, lsoa_shapes),
        "postcodes": pd.DataFrame(postcodes.drop(columns="geometry")),
    }
    with only_writer(data), only_writer(geodata):
        _, outlines = make_package(geodata, found, about, read_sources(data), drawn)
        return _write(
            data, tables | {"map_classes": _map_classes(tables)}, force, counted, {geodata: outlines}
        )


def _tables(
    force: Force, sources: Path, geography: Geography, towns: pd.DataFrame, counted: Counted
) -> dict[str, pd.DataFrame]:
    """Every built table by name but the map classes, which are computed from the others."""
    return counted.tables | {
        "coverage": fill_coverage(counted.tables["coverage"], force),
        "areas": build_areas(force, geography, towns),
        "lsoas": geography.lsoas,
        "towns": towns,
        "population": build_population(geography, sources),
        "population_references": build_references(),
        "rural_urban": build_traits(geography, sources),
        "deprivation": build_deprivation(geography, sources),
        "statistical_neighbours": build_statistical_neighbours(geography, sources),
        "teams": build_teams(force, sources),
        "outcome_copies": build_outcome_copies(force, sources, counted.tables["coverage"]),
        "events": build_events(force),
    }


def add(street: list[Path], data: Path, replace: bool = False, preview: bool = False, force_name: str = "",
        accept: str = "", today: date | None = None) -> Built:  # fmt: skip
    """Adds months to the committed tables, or replaces them when given again. Nothing changes on a fault.

    A month that would lose a fifth of its rows is refused unless `replace`; one unlike the months held unless `accept`
    gives a reason, which stays beside it. A `preview` says what would change and
    writes nothing. `force_name` is needed only where the tables were built from a configuration file of one's own.
    Map classes stay as they are: they move only with a full build.
    """
    with only_writer(data):
        return _added(street, data, replace, preview, force_name, accept, today)


def _added(street: list[Path], data: Path, replace: bool, preview: bool, force_name: str, accept: str,
           today: date | None) -> Built:  # fmt: skip
    package = open_package(data)
    force = force_of(package, force_name)
    old = {name: package.table(name) for name in read_contracts(data) if package.has(name)}
    streets, outcomes = read_months(find_official_files(street, force.slug), force)
    counted = count_months(streets, outcomes, force, old["lsoas"], None)
    given = counted.tables["coverage"]
    verdict = _judged(streets, counted.tables, old, " ".join(accept.split()), today or date.today())
    changes = month_changes(streets, old["coverage"], given)
    if not replace and not accept:
        refuse_fewer_rows(changes)
    lines = [change.words("would be" if preview else "is") for change in changes]
    if preview:
        return Built(package.release, "\n".join([*lines, "Nothing was written.", ""]), tuple(changes))
    counted.tables["coverage"] = with_verdict(
        with_known_dates(given, streets, old["coverage"]), verdict, accept
    )
    merged = merge_months({name: old[name] for name in COUNTED}, counted.tables, force)
    built = _write(data, old | merged, force, counted)
    return Built(built.release, "\n".join(lines) + "\n" + built.report, tuple(changes))


def _judged(streets: list[StreetMonth], new: dict[str, pd.DataFrame], old: dict[str, pd.DataFrame], accept: str,
            today: date) -> pd.DataFrame:  # fmt: skip
    """What `judge` says of the new months beside those held. Raises BadSource."""
    own, held = (
        month_profile(
            t["crime_counts"], t["incident_counts"], t["unplaced_counts"], t["coverage"], old["lsoas"]
        )
        for t in (new, old)
    )
    named = old["lsoas"].assign(sector_name=old["lsoas"].sector_code.map(_names(old["areas"])))
    return judge(streets, own, held, named, accept, today)


def _names(areas: pd.DataFrame) -> dict[str, str]:
    return dict(zip(areas.area_code, areas.area_name, strict=True))


def force_of(package: Package, force_name: str) -> Force:
    """The configuration of the force the tables are about. Raises BadRequest when another one is named."""
    slug = package.force["slug"]
    force_name = force_name or configuration_beside(Path(str(package.folder)))
    if not force_name and slug not in known_forces():
        raise BadRequest(
            f"these tables are about '{slug}', which has no configuration here; give the path of its .toml file with --force"
        )
    force = load_force(force_name or slug)
    if force.slug != slug:
        raise BadRequest(
            f"these tables are about '{slug}' and --force names '{force.slug}'; a folder holds one force, so build another folder"
        )
    return force


def _map_classes(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    counted = ("crime_counts", "incident_counts", "unplaced_counts", "coverage", "lsoas", "towns")
    record = build_record(*(tables[name] for name in counted))
    residents = build_residents(tables["population"], tables["population_references"], tables["lsoas"])
    return build_map_classes(record, residents)


def _write(data: Path, tables: dict[str, pd.DataFrame], force: Force, counted: Counted,
           beside: dict[Path, dict[str, bytes]] | None = None) -> Built:  # fmt: skip
    """Puts the tables in place, with the files of other folders `beside` them, and keeps those they replace."""
    about = _about(force, "on-the-record", f"Recorded crime in {force.name}", tables["coverage"])
    release, files = make_package(data, tables, about, read_sources(data))
    differing = {path for path, content in files.items() if content_of(data / path) != content}
    put_in_place({**(beside or {}), data: files | as_before(data) if differing else {}})
    return Built(release, quality_report(tables["coverage"], counted.files))


def _about(force: Force, name: str, title: str, coverage: pd.DataFrame) -> dict[str, Any]:
    return {
        "force": force,
        "name": name,
        "title": title,
        "last_month": coverage.month[coverage.status == "supplied"].max(),
    }
