"""Publishing a release: its tables are kept as they are, and the log says what moved, by how much and why."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from portal.domain.record.period import day_words
from portal.errors import BadRequest, TableBreaksContract
from portal.pipeline.check import check_contract
from portal.pipeline.revisions import (
    QUESTION,
    asked_again,
    changes_between,
    moved_figures,
    release_figures,
)
from portal.pipeline.write import make_package, read_sources
from portal.services.files.release_file import release_file
from portal.services.library.library import Library, open_library
from portal.tables.content import check_content
from portal.tables.load import Package, open_package
from portal.tables.placing import only_writer, put_in_place
from portal.tables.releases import FOLDER, kept_releases, open_kept, open_log, withdrawn_releases

TABLES = ("releases", "release_changes", "release_figures")


def publish(data: Path, geodata: Path, why: str, on: date) -> list[str]:
    """Keeps the tables at hand as a release and logs it; to a release that is logged already only a reason is added.

    Returns lines for a person to read. Raises BadRequest without a reason, TableBreaksContract on damaged tables.
    """
    reason = " ".join(why.split())
    if not reason:
        raise BadRequest("a release needs a reason that readers can understand; give it with --why")
    with only_writer(data):
        return _published(data, geodata, reason, on)


def _published(data: Path, geodata: Path, reason: str, on: date) -> list[str]:
    package = open_package(data)
    check_content(package)
    log = open_log(data)
    old = log_as_text(log) if log else {}
    if log is not None and package.release in set(old["releases"].release):
        row = old["releases"].release == package.release
        was = old["releases"].loc[row, "why"].iloc[0]
        if reason in was:
            return [f"Release {package.release} was published already, for this reason."]
        # What a reader may have quoted stays; a reason is only ever added to.
        old["releases"].loc[row, "why"] = f"{was} Added on {day_words(on.isoformat())}: {reason}"
        put_in_place({data: log_files(data, package, old)})
        return [f"Release {package.release} was published already; this was added to its reason: {reason}"]
    library = open_library(data, geodata)
    row = _row(package, len(old["releases"]) + 1 if old else 1, on, reason)
    changes = _changes(data, geodata, library, old)
    new = {"releases": pd.DataFrame([row]), "release_changes": changes.assign(release=package.release),
           "release_figures": release_figures(library)}  # fmt: skip
    kept = release_file(package)
    logged = {name: pd.concat([old[name], new[name]]) if old else new[name] for name in TABLES}
    put_in_place({data: log_files(data, package, logged) | {f"{FOLDER}/{package.release}.zip": kept}})
    return [
        f"Release {package.release} is published and kept ({len(kept) / 1e6:.1f} MB).",
        *(f"{kind}: {len(rows)}" for kind, rows in changes.groupby("kind")),
    ]


def _row(package: Package, number: int, on: date, reason: str) -> dict[str, Any]:
    coverage = package.table("coverage")
    months = list(coverage.month[coverage.status == "supplied"])
    return {"number": number, "release": package.release, "published_on": on.isoformat(), "first_month": months[0],
            "last_month": months[-1], "month_count": len(months), "why": reason}  # fmt: skip


def _figures_of(data: Path, geodata: Path, release: str, logged: pd.DataFrame) -> pd.DataFrame:
    """What a release was asked: as logged when it was published, and from its kept tables what was not asked then."""
    was = logged[logged.release == release]
    kept = release_figures(open_library(zipfile.Path(kept_releases(data)[release]), geodata))
    return pd.concat([was, kept]).drop_duplicates(QUESTION)


def log_as_text(log: Package) -> dict[str, pd.DataFrame]:
    """The tables of the log as they were written, by name."""
    return {name: _as_text(log, name) for name in TABLES}


def _as_text(log: Package, name: str) -> pd.DataFrame:
    """A table of the log as it was written, so that writing it again changes no old row."""
    rows = pd.read_csv(io.BytesIO(log.content(name)), dtype=str, keep_default_na=False)
    return rows.astype({"number": int}) if "number" in rows else rows


def _before(data: Path, old: dict[str, pd.DataFrame]) -> str:
    """The newest release that was not withdrawn; empty where none stands."""
    if not old:
        return ""
    logged = old["releases"].sort_values("number").release
    standing = logged[~logged.isin(withdrawn_releases(data))]
    return "" if standing.empty else str(standing.iloc[-1])


def _changes(data: Path, geodata: Path, library: Library, old: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What differs from the release before, tables and figures; nothing where there is none."""
    last = _before(data, old)
    if not last:
        return pd.DataFrame(columns=["kind", "item", "before", "after", "changed_count"])
    kept = kept_releases(data).get(last)
    if kept is None:
        raise BadRequest(
            f"release {last}, the one before, is not in {FOLDER}/, so nothing can be compared with it; put its file back"
        )
    was = _figures_of(data, geodata, last, old["release_figures"])
    moved = moved_figures(was, asked_again(library, was))
    return pd.concat([changes_between(open_kept(kept), library.data), moved])


def log_files(data: Path, package: Package, tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """The log of releases, by path in the folder of tables."""
    force = package.force
    about = {
        "force": SimpleNamespace(described=force),
        "name": "on-the-record-releases",
        "title": f"Releases of recorded crime in {force['name']}",
        "last_month": package.release[:7],
    }  # fmt: skip
    _, files = make_package(data / FOLDER, tables, about, read_sources(data))
    return {f"{FOLDER}/{path}": content for path, content in files.items()}


def check_releases(data: Path, geodata: Path) -> str:
    """Every published release that is kept opens, is whole, and gives the figures it gave. Raises TableBreaksContract."""
    log, kept, here = open_log(data), kept_releases(data), open_package(data).release
    if log is None:
        return f"releases: none published yet; the tables at hand are {here}; 'portal data release' publishes them"
    check_contract(data / FOLDER)
    logged, figures = log.table("releases"), log.table("release_figures")
    for release, path in kept.items():
        package = open_kept(path)
        check_content(package)
        if package.release != release or release not in set(logged.release):
            raise TableBreaksContract(
                f"{FOLDER}/{path.name}: it holds release {package.release}, which the log does not name so; restore both"
            )
        was = figures[figures.release == release]
        moved = moved_figures(was, asked_again(open_library(zipfile.Path(path), geodata), was))
        if len(moved):
            first = moved.iloc[0]
            raise TableBreaksContract(
                f"release {release}: {len(moved)} figures are not what they were; the first is {first['item']}, {first.before} "
                f"when published and {first.after} now. A change of method must leave older releases as they are"
            )
    state = (
        "published"
        if here in set(logged.release)
        else "not published yet ('portal data release' publishes them)"
    )
    gone = len(logged) - len(kept)
    return (
        f"releases: {len(kept)} kept{f', {gone} no longer here' if gone else ''}, each gives the figures it gave; the tables "
        f"at hand are {here}, {state}"
    )
