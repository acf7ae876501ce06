"""Files to take away: the areas of one view in six formats, how outcomes settle, and every table of a release. Nothing is made until asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import bad_value, not_found, shown
from portal.api.parameters import MOST_AREAS, Asked, read, release_headers
from portal.api.several import areas_asked
from portal.bootstrap.address import root
from portal.domain.record.area import BEST_FIT
from portal.figures.area_shapes import as_geojson, as_geopackage, outlines_of
from portal.services.checking.sentence_rows import sentence_rows
from portal.services.counted.maturing import settling_table
from portal.services.counted.question import Question
from portal.services.files import file_formats, file_metadata
from portal.services.files.area_file import (
    ADDRESS_KEYS,
    EVERYTHING,
    FIELDS,
    FOLDER,
    NAME,
    AreaFile,
    area_file,
    file_address,
)
from portal.services.files.file_metadata import as_json
from portal.services.files.release_file import release_file
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.tables.releases import kept_releases

# Packed already, so that packing them again on the way would cost time and save nothing.
PACKED = ("xlsx", "parquet", "zip")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
# What one file costs its reader's minute: shapes and archives take about a second of work.
COST = 20


@lru_cache(maxsize=16)
def area_content(library: Library, selection: Selection, kind: str, at: str) -> tuple[bytes, str]:
    """The file itself and the level it holds, kept for whoever asks next."""
    made = area_file(library, selection)
    address = at + file_address("csv", selection, made.release)
    return MAKERS[kind](library, made, address), made.level


def _workbook(_: Library, made: AreaFile, address: str) -> bytes:
    return file_formats.as_workbook(made.rows, FIELDS, file_metadata.readme(made, address), made.title)


def _geojson(library: Library, made: AreaFile, address: str) -> bytes:
    about = {
        "title": made.title, "release": made.release, "caveats": made.caveats, "sources": [vars(s) for s in made.sources],
        "address": address,
    }  # fmt: skip
    return as_geojson(made.rows, _shapes(library, made), about)


def _geopackage(library: Library, made: AreaFile, address: str) -> bytes:
    about = " ".join(
        (made.sentence, *made.caveats, file_metadata.citation(made.title, made.release, address))
    )
    return as_geopackage(made.rows, _shapes(library, made), NAME, about)


def _shapes(library: Library, made: AreaFile) -> dict[str, Any]:
    if made.level in BEST_FIT:
        # Wards and parishes are drawn as the small areas they are the sum of.
        parts = {small: code for code in made.counted_as for small in library.members[code]}
        return outlines_of(library.geodata.content("shapes-lsoa"), parts)
    return outlines_of(library.geodata.content(f"shapes-{made.level}"), made.counted_as)


def _zip(library: Library, made: AreaFile, address: str) -> bytes:
    plain = file_formats.as_csv(made.rows)
    package = file_metadata.area_package(
        made, plain, library.data.description["licenses"], library.force.name
    )
    return file_formats.as_zip(
        {
            "README.txt": file_metadata.readme(made, address).encode("utf-8"),
            f"{NAME}.csv": plain,
            f"{NAME}.csv-metadata.json": as_json(file_metadata.area_csvw(made)),
            f"{NAME}.geojson": _geojson(library, made, address),
            "datapackage.json": as_json(package),
        }
    )


MAKERS: dict[str, Callable[[Library, AreaFile, str], bytes]] = {
    "csv": lambda _, made, __: file_formats.as_csv(made.rows),
    "xlsx": _workbook,
    "geojson": _geojson,
    "gpkg": _geopackage,
    "parquet": lambda _, made, __: file_formats.as_parquet(made.rows),
    "zip": _zip,
}


def areas(request: Request) -> Answer:
    """The areas of one level for one question."""
    asked, kind = read(request, ADDRESS_KEYS), request.path_params["kind"]
    if kind not in MAKERS:
        raise not_found(
            "format",
            f"there is no file of the kind '{shown(kind)}'",
            "path",
            f"Use one of: {', '.join(MAKERS)}.",
        )
    library, selection = asked.library, _selection(asked)
    period = selection.period
    made, level = area_content(library, selection, kind, root())
    name = f"on-the-record-{level}-{selection.crime}-{selection.measure}-{period.first}-{period.last}"
    return _file(made, f"{name}-{library.release}.{kind}", asked)


def _selection(asked: Asked) -> Selection:
    if asked.needed("level") == "force":
        raise bad_value("level", "the force is one area and has no table of areas", "Use another level.")
    crime, measure, spread, level = (
        asked.choice(name) or "" for name in ("crime", "measure", "spread", "level")
    )
    inspection = asked.choice("inspection") or ""
    return Selection(asked.library.force.code, asked.period(), crime, measure, level, inspection, spread)


def release(request: Request) -> Answer:
    """Every table of one release; without a name, of the one in force."""
    asked = read(request, ("release",))
    wanted = asked.library
    return _file(everything(wanted), f"on-the-record-{wanted.release}.zip", asked)


@lru_cache(maxsize=2)
def everything(library: Library) -> bytes:
    kept = kept_releases(bootstrap.settings().data_dir).get(library.release)
    return kept.read_bytes() if kept else release_file(library.data)


def settling(request: Request) -> Answer:
    """Outcomes of every month held in two copies, in each of them."""
    asked = read(request, ("release",))
    rows = settling_table(asked.library).assign(release=asked.library.release)
    made = file_formats.as_csv(rows.round({"soon_of_100": 4, "late_of_100": 4}))
    return _file(made, f"on-the-record-settling-{asked.library.release}.csv", asked)


def sentences(request: Request) -> Answer:
    """Codes in, sentences out: one row for each area, at most as many as may be named in one question."""
    asked = read(request, ("areas", *ADDRESS_KEYS))
    period, library = asked.period(), asked.library
    found = areas_asked(asked, period)
    if len(found) > MOST_AREAS:
        said = f"{len(found)} areas are too many for a file of sentences"
        raise bad_value("level", said, f"Name {MOST_AREAS} or fewer with 'areas'.")
    crime, measure, spread = (asked.choice(name) or "" for name in ("crime", "measure", "spread"))
    question = Question("", period, crime, measure, asked.choice("inspection") or "", spread)
    made = file_formats.as_csv(sentence_rows(library, question, [area.code for area in found], root()))
    name = f"on-the-record-sentences-{crime}-{measure}-{period.first}-{period.last}-{library.release}.csv"
    return _file(made, name, asked)


def _file(made: bytes, name: str, asked: Asked) -> Answer:
    kind = name.rpartition(".")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **release_headers(asked)}
    return Answer(made, MEDIA[kind], headers | ({"Content-Encoding": "identity"} if kind in PACKED else {}))


ROUTES: list[BaseRoute] = [
    Route(f"{FOLDER}/{NAME}.{{kind}}", Door(areas, cost=COST), name="areas_file"),
    Route(f"{FOLDER}/settling.csv", Door(settling), name="settling_file"),
    Route(f"{FOLDER}/sentences.csv", Door(sentences, cost=COST), name="sentences_file"),
    Route(EVERYTHING, Door(release, cost=COST), name="release_file"),
]
