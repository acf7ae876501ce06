"""Describes the hand-made tables anew after an edit, so that a maintainer needs none of the official files."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from portal.errors import TableBreaksContract
from portal.estimator.hyperparameters import EDITION
from portal.pipeline.check_statements import check_statements
from portal.pipeline.forces import configuration_beside, known_forces, load_force
from portal.pipeline.write import as_bytes, describe_table, read_contracts, read_sources, release_of
from portal.tables.placing import only_writer, put_in_place


def describe(data: Path) -> tuple[str, list[str]]:
    """Rewrites datapackage.json for hand-made tables that were edited; returns the release id and their names.

    Built tables must still be what the last build wrote. Raises TableBreaksContract at the first bad statement or the
    first built table that was changed by hand, before anything is written.
    """
    with only_writer(data):
        return _described(data)


def _described(data: Path) -> tuple[str, list[str]]:
    check_statements(data)
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    before = {resource["path"]: resource for resource in package["resources"]}
    sources, resources, edited = read_sources(data), [], []
    for contract in read_contracts(data).values():
        path = contract["path"]
        stored = (data / path).read_bytes()
        plain = gzip.decompress(stored) if path.endswith(".gz") else stored
        made = describe_table(contract, plain, stored, sources)
        changed = before.get(path, {}).get("hash") != "sha256:" + hashlib.sha256(stored).hexdigest()
        if changed and contract["made_by"] != "hand":
            raise TableBreaksContract(
                f"{path}: this table is made by the build and is not what the build wrote; put it back, or run 'portal "
                "data build'"
            )
        if changed or made != before.get(path):
            edited.append(path)
        resources.append(made)
    # An edit of the configuration that changes no table, such as the example of a search.
    slug, own = package["force"]["slug"], configuration_beside(data)
    force = load_force(own or slug).described if own or slug in known_forces() else package["force"]
    if force != package["force"]:
        edited.append("the force")
    if edited:
        package |= {
            "force": force,
            "method": EDITION,
            "version": release_of(resources, package["version"][:7]),
            "resources": resources,
        }
        put_in_place({data: {"datapackage.json": as_bytes(package)}})
    return package["version"], edited
