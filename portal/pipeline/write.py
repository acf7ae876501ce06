"""Writes tables and shapes so that the same input gives the same bytes, and describes them as a data package.

What is made here is put in place by `portal.tables.placing`: whole, or not at all.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from portal.errors import BadRequest, TableBreaksContract
from portal.estimator.hyperparameters import EDITION
from portal.pipeline.forces import Force
from portal.pipeline.shape_notes import note_of
from portal.tables.load import open_package

LICENCES = {
    "Open Government Licence v3.0": ("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    "Facts and short quotations only": (
        "facts-and-short-quotations",
        "https://www.gov.uk/guidance/exceptions-to-copyright",
    ),
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "Open Parliament Licence v3.0": ("OPL-UK-3.0", "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/"),
}  # fmt: skip


# The parser in C where the library has it: contracts are read at every write, and Python's own takes a second and a half.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The tables as they were before the last build or addition, for 'portal data rollback'.
BEFORE = ".before"
PACKERS = 2


def read_contracts(folder: Path) -> dict[str, dict[str, Any]]:
    """The hand-written contracts of one folder by table name, without the list of sources."""
    paths = sorted(path for path in (folder / "contract").glob("*.yaml") if path.stem != "sources")
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML) for path in paths}


def read_sources(data: Path) -> dict[str, dict[str, str]]:
    text = (data / "contract" / "sources.yaml").read_text("utf-8")
    sources: dict[str, dict[str, str]] = yaml.load(text, Loader=_YAML)
    return sources


def check_contracts(data: Path, geodata: Path) -> None:
    """Before the work starts: contracts are there and every source they name is listed. Raises PortalError."""
    for folder, option in ((data, "--data"), (geodata, "--geodata")):
        if not (folder / "contract").is_dir():
            raise BadRequest(
                f"{folder}: no contract folder here; {option} must name a folder with contract/, as {option[2:]}/ in "
                "the repository has"
            )
        sources = read_sources(data)
        for contract in read_contracts(folder).values():
            _expand(contract["sources"], sources)


def as_csv(rows: pd.DataFrame, contract: dict[str, Any]) -> bytes:
    """The table in the contract's column order, sorted by its key, UTF-8 with LF. Raises TableBreaksContract."""
    columns = [field["name"] for field in contract["fields"]]
    missing = [column for column in columns if column not in rows]
    if missing:
        raise TableBreaksContract(f"{contract['name']}: the build made no column '{missing[0]}'")
    ordered = rows[columns].sort_values(contract["primary_key"], kind="stable")
    if ordered.duplicated(contract["primary_key"]).any():
        raise TableBreaksContract(f"{contract['name']}: two rows share the key {contract['primary_key']}")
    text: str = ordered.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def compress(content: bytes) -> bytes:
    """gzip without a date or a name inside, so that the bytes depend on the content alone."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0, compresslevel=9) as stream:
        stream.write(content)
    return packed.getvalue()


def make_package(folder: Path, tables: dict[str, pd.DataFrame], about: dict[str, Any], sources: dict[str, dict[str, str]],
                 shapes: dict[str, str] | None = None) -> tuple[str, dict[str, bytes]]:  # fmt: skip
    """The release id, and the content of every built table and shape of one folder and of its datapackage.json by path.

    Tables made by hand are described as they lie. The release id is the last supplied month and a digest of every
    table's uncompressed content, so two builds share it exactly when all their numbers are the same.
    """
    files: dict[str, bytes] = {}
    contracts = read_contracts(folder)
    plain = {name: _plain(folder, contract, tables) for name, contract in contracts.items()}
    # Packing takes a fifth of an addition and leaves Python free meanwhile.
    with ThreadPoolExecutor(PACKERS) as pool:
        stored = dict(zip(contracts, pool.map(_stored_form, contracts.values(), plain.values()), strict=True))
    resources = []
    for name, contract in contracts.items():
        if contract["made_by"] != "hand":
            files[contract["path"]] = stored[name]
        resources.append(describe_table(contract, plain[name], stored[name], sources))
    for level, geojson in sorted((shapes or {}).items()):
        files[f"shapes/{level}.geojson"] = drawn = geojson.encode("utf-8")
        resources.append(describe_shapes(level, drawn, sources))
    release = release_of(resources, about["last_month"])
    files["datapackage.json"] = as_bytes(_package(about, resources, release))
    return release, files


def _plain(folder: Path, contract: dict[str, Any], tables: dict[str, pd.DataFrame]) -> bytes:
    if contract["made_by"] == "hand":
        return Path(folder, contract["path"]).read_bytes()
    return as_csv(tables[contract["name"]], contract)


def _stored_form(contract: dict[str, Any], plain: bytes) -> bytes:
    packed = contract["made_by"] != "hand" and contract["path"].endswith(".gz")
    return compress(plain) if packed else plain


def as_bytes(description: dict[str, Any]) -> bytes:
    """A description as it lies in its folder."""
    return (json.dumps(description, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def as_before(folder: Path) -> dict[str, bytes]:
    """The tables at hand and their description under BEFORE, to be put in place beside what replaces them."""
    if not (folder / "datapackage.json").exists():
        return {}
    paths = [resource["path"] for resource in open_package(folder).resources.values()]
    found = (path for path in (*paths, "datapackage.json") if (folder / path).exists())
    return {f"{BEFORE}/{path}": (folder / path).read_bytes() for path in found}


def release_of(resources: list[dict[str, Any]], last_month: str) -> str:
    """The release id: the last supplied month and a digest of the uncompressed content of every table and shape."""
    digest = hashlib.sha256("".join(resource["contentHash"] for resource in resources).encode()).hexdigest()
    return f"{last_month}-{digest[:8]}"


def _package(about: dict[str, Any], resources: list[dict[str, Any]], release: str) -> dict[str, Any]:
    force: Force = about["force"]
    return {
        "name": about["name"],
        "title": about["title"],
        "version": release,
        "method": EDITION,
        "licenses": _licences(resources),
        "force": force.described,
        "resources": resources,
    }


def with_resources(package: dict[str, Any], resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The description of a package whose resources are these, with its release and its licences named anew."""
    release = release_of(resources, str(package["version"])[:7])
    return package | {"version": release, "licenses": _licences(resources), "resources": resources}


def _licences(resources: list[dict[str, Any]]) -> list[dict[str, str]]:
    named = {source["licence"] for resource in resources for source in resource["sources"]}
    return [
        {"name": LICENCES[title][0], "title": title, "path": LICENCES[title][1]} for title in sorted(named)
    ]


def describe_table(
    contract: dict[str, Any], plain: bytes, stored: bytes, sources: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """One resource of the data package: the contract, with hash, size and number of rows."""
    kept = ("name", "type", "description", "empty", "zero", "unit", "constraints")
    fields = [{key: field[key] for key in kept if key in field} for field in contract["fields"]]
    described = {
        "name": contract["name"].replace("_", "-"),
        "path": contract["path"],
        "title": contract["title"],
        "description": contract["description"],
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": contract["primary_key"], "missingValues": [""]},
        "madeBy": contract["made_by"],
        "rows": plain.count(b"\n") - 1,
        "contentHash": "sha256:" + hashlib.sha256(plain).hexdigest(),
        **_stored(stored),
        "sources": _expand(contract["sources"], sources),
    }
    if contract["path"].endswith(".gz"):
        described["compression"] = "gz"
    return described


def describe_shapes(name: str, stored: bytes, sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One resource of the data package: a file of shapes, with hash and size."""
    note = note_of(name)
    return {
        "name": f"shapes-{name}",
        "path": f"shapes/{name}.geojson",
        "title": note.title,
        "description": note.description,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "contentHash": "sha256:" + hashlib.sha256(stored).hexdigest(),
        **_stored(stored),
        "sources": _expand(list(note.sources), sources),
    }


def _stored(stored: bytes) -> dict[str, Any]:
    return {"bytes": len(stored), "hash": "sha256:" + hashlib.sha256(stored).hexdigest()}


def _expand(ids: list[str], sources: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    unknown = [source for source in ids if source not in sources]
    if unknown:
        raise TableBreaksContract(
            f"contract/sources.yaml has no source '{unknown[0]}'; add its title, publisher, url and licence"
        )
    return [
        {"title": s["title"], "publisher": s["publisher"], "path": s["url"], "licence": s["licence"]}
        for s in (sources[i] for i in ids)
    ]
