"""Going back: to the tables before the last build or addition, or to a published release that is kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from portal.errors import BadRequest, ReleaseNotFound, TableBreaksContract
from portal.pipeline.check import check
from portal.pipeline.write import (
    BEFORE,
    as_before,
    as_bytes,
    compress,
    describe_table,
    read_contracts,
    read_sources,
    release_of,
)
from portal.tables.load import Package, open_package
from portal.tables.placing import only_writer, put_in_place
from portal.tables.releases import kept_releases, open_kept


def rollback(data: Path, geodata: Path) -> str:
    """Puts back the tables that the last build or addition replaced; doing it twice changes nothing. Returns their release.

    Tables made by hand go back with them; the log of releases stays. Raises BadRequest where nothing was kept,
    TableBreaksContract where what was kept does not pass its own check.
    """
    with only_writer(data):
        before = data / BEFORE
        if not (before / "datapackage.json").exists():
            raise BadRequest(
                "there is nothing to go back to: no build or addition was made here; 'portal data restore --release' puts a "
                "published release back"
            )
        paths = [path for path in before.rglob("*") if path.is_file()]
        return _put_back(
            data, geodata, {path.relative_to(before).as_posix(): path.read_bytes() for path in paths}
        )


def restore(data: Path, geodata: Path, release: str) -> str:
    """Puts the tables of a kept release back as those in force. Returns its id.

    Raises ReleaseNotFound, or TableBreaksContract for one made before today's tables had their columns.
    """
    with only_writer(data):
        kept = kept_releases(data)
        if release not in kept:
            raise ReleaseNotFound(
                f"release '{release[:60]}' is not kept here; kept are {', '.join(kept) or 'none'}"
            )
        return _put_back(data, geodata, _as_lying(data, open_kept(kept[release])))


def _as_lying(data: Path, package: Package) -> dict[str, bytes]:
    """The tables of a kept release as they lie in a folder, with their description."""
    files: dict[str, bytes] = {}
    resources, sources = [], read_sources(data)
    for name, contract in read_contracts(data).items():
        if not package.has(name):
            raise _too_old(package.release)
        plain = package.content(name)
        stored = compress(plain) if contract["path"].endswith(".gz") else plain
        files[contract["path"]] = stored
        resources.append(describe_table(contract, plain, stored, sources))
    if release_of(resources, package.release[:7]) != package.release:
        raise _too_old(package.release)
    files["datapackage.json"] = as_bytes({**package.description, "resources": resources})
    return files


def _too_old(release: str) -> TableBreaksContract:
    return TableBreaksContract(
        f"release {release} was made when the tables were others than today's, so it can be read but not put back in force; "
        "use the portal of its time for that"
    )


def _put_back(data: Path, geodata: Path, files: dict[str, bytes]) -> str:
    """Tries the files on a copy of the folder, then puts them in place."""
    with tempfile.TemporaryDirectory(prefix="back-", dir=data.parent) as working:
        copy = Path(working) / data.name
        shutil.copytree(data, copy, ignore=shutil.ignore_patterns(".*"))
        for name, content in files.items():
            (copy / name).write_bytes(content)
        check(copy, geodata)
        release = open_package(copy).release
    put_in_place({data: files | as_before(data)})
    return release
