"""Makes the tables of named places anew without street files: where they are, and which small areas count as them."""

from __future__ import annotations

from pathlib import Path

from portal.pipeline.forces import Force
from portal.pipeline.geography import build_geography
from portal.pipeline.named.best_fit import build_best_fits
from portal.pipeline.named.named_places import build_places
from portal.pipeline.postcodes import build_postcodes
from portal.pipeline.shapes import read_lsoa_shapes
from portal.pipeline.write import (
    as_bytes,
    as_csv,
    compress,
    describe_table,
    read_contracts,
    read_sources,
    with_resources,
)
from portal.tables.load import open_package
from portal.tables.placing import only_writer, put_in_place


def renew_places(force: Force, sources: Path, data: Path, geodata: Path) -> str:
    """Makes these two tables anew and describes them; returns the release of geodata.

    Needs no street file. Raises BadSource, TableBreaksContract.
    """
    geography = build_geography(force, sources)
    lsoas = read_lsoa_shapes(geography, sources)
    postcodes = build_postcodes(force, sources, lsoas)
    made = {
        "places": build_places(force, sources, geography, postcodes, lsoas),
        "best_fits": build_best_fits(force, sources, geography, postcodes),
    }
    with only_writer(geodata):
        package = open_package(geodata)
        contracts, files, described = read_contracts(geodata), {}, []
        for name, rows in made.items():
            plain = as_csv(rows, contracts[name])
            stored = compress(plain)
            described.append(describe_table(contracts[name], plain, stored, read_sources(data)))
            files[contracts[name]["path"]] = stored
        names = {about["name"] for about in described}
        kept = [each for each in package.description["resources"] if each["name"] not in names]
        # Tables come first, then shapes, each by name, as a whole build writes them.
        resources = sorted([*kept, *described], key=lambda each: (each["format"] == "geojson", each["name"]))
        whole = with_resources(package.description, resources)
        put_in_place({geodata: files | {"datapackage.json": as_bytes(whole)}})
    return str(whole["version"])
