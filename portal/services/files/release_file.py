"""One whole release as a single file: every table as plain CSV, described for people and for programs.

The same file is what a reader downloads and what is kept, so that an older release can be opened again from it.
"""

from __future__ import annotations

from typing import Any

from portal.domain.record.figure import Source
from portal.services.counted.sentences import APPROXIMATE, INCIDENTS_APART, NOT_ALL
from portal.services.files.file_formats import as_zip
from portal.services.files.file_metadata import CSVW, FIRST_WORDS, as_json, csvw_table, sections, source_words
from portal.services.library.freshness import lasting_words
from portal.tables.load import Package


def release_file(package: Package) -> bytes:
    """A ZIP with README.txt, the tables, their Frictionless data package and their CSVW description."""
    tables = {_plain_path(resource): package.content(name) for name, resource in package.resources.items()}
    described = [
        _described(resource, tables[_plain_path(resource)]) for resource in package.resources.values()
    ]
    return as_zip(
        {
            "README.txt": _readme(package).encode("utf-8"),
            **tables,
            "csv-metadata.json": as_json(_csvw(described)),
            "datapackage.json": as_json({**package.description, "resources": described}),
        }
    )


def _plain_path(resource: dict[str, Any]) -> str:
    return str(resource["path"]).removesuffix(".gz")


def _described(resource: dict[str, Any], plain: bytes) -> dict[str, Any]:
    """The resource as it lies in the file: not packed, so that its hash is that of its content."""
    kept = {key: value for key, value in resource.items() if key != "compression"}
    return kept | {"path": _plain_path(resource), "bytes": len(plain), "hash": resource["contentHash"]}


def _csvw(resources: list[dict[str, Any]]) -> dict[str, Any]:
    tables = [
        csvw_table(
            r["path"], r["title"], " ".join(r["description"].split()), r["schema"]["fields"], r["schema"]["primaryKey"],
            [source_words(_source(source)) for source in r["sources"]],
        )
        for r in resources
        if r["format"] == "csv"
    ]  # fmt: skip
    return {"@context": CSVW, "tables": tables}


def _source(source: dict[str, str]) -> Source:
    return Source(source["title"], source["publisher"], source["path"], source["licence"])


def _readme(package: Package) -> str:
    resources = package.resources.values()
    sources = dict.fromkeys(source_words(_source(s)) for resource in resources for s in resource["sources"])
    age = lasting_words(_newest_month(package))
    title = f"On the Record: {package.description['title']}, release {package.release}"
    tables = [
        f"- {_plain_path(r)} ({r.get('rows', 0):,} rows): {r['title']}. {' '.join(r['description'].split())}"
        for r in resources
    ]
    return sections(
        title,
        [
            (None, ["Every table of this release. datapackage.json and csv-metadata.json describe each column.", FIRST_WORDS]),
            ("Before you quote a number", [f"- {caveat}" for caveat in (NOT_ALL, INCIDENTS_APART, APPROXIMATE, age)]),
            ("Tables", tables),
            ("Sources", [f"- {source}" for source in sources]),
            ("How to cite it", [title]),
        ],
    )  # fmt: skip


def _newest_month(package: Package) -> str:
    coverage = package.table("coverage")
    return str(coverage.month[coverage.status == "supplied"].max())
