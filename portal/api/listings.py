"""Rows of the release as JSON: areas, inspections with their findings, the release itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd

from portal import bootstrap
from portal.api.parameters import Asked
from portal.bootstrap.age import freshness
from portal.domain.record.area import Area
from portal.domain.record.statement import Statement
from portal.measures.change import latest_complete_year, runs_of
from portal.services.both_sides import statements as threads
from portal.services.both_sides.claim_review import claim_path
from portal.services.both_sides.claims import Claim
from portal.services.both_sides.claims import claims as claim_cards
from portal.services.files.area_file import EVERYTHING
from portal.services.library import releases as log
from portal.tables.load import Package

API = "/api/v1"
INSPECTION_COLUMNS = (
    "title", "body", "area", "published_on", "audited_from", "audited_to", "grade", "url", "seen", "note",
)  # fmt: skip
FINDING_COLUMNS = (
    "group", "measure", "recorded_pct", "half_width_pct", "other_pct", "audited_from", "audited_to", "use",
    "reason", "seen", "source_title", "source_url", "note",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "kind", "side", "speaker", "role", "organisation", "said_on", "date_basis", "place", "topic", "about", "summary",
    "quote", "seen", "source_title", "source_url", "locator", "note",
)  # fmt: skip


def api_address(area: Area) -> str:
    return f"{API}/areas/{quote(area.code, safe=':+')}"


def page_address(area: Area) -> str:
    return f"/area/{quote(area.code, safe=':+')}"


def said_address(area: Area) -> str:
    """The plain page of "You said, they did" about a sector, or about all of them."""
    return "/said" if area.level == "force" else f"/said/{quote(area.code, safe=':')}"


def area_name(area: Area) -> dict[str, Any]:
    return {"code": area.code, "name": area.name, "level": area.level}


def area_row(area: Area) -> dict[str, Any]:
    return {
        **area_name(area),
        "official_name": area.official_name,
        "parent": area.parent_code,
        "geography": area.geography,
        "notice": area.notice,
        "url": api_address(area),
        "page": page_address(area),
    }


def page_of(
    asked: Asked, name: str, rows: Sequence[Any], shape: Callable[[Any], dict[str, Any]], release: str = ""
) -> dict[str, Any]:
    """One page of rows with the total and the address of the next page."""
    limit, offset = asked.whole_number("limit"), asked.whole_number("offset")
    following = None
    if offset + limit < len(rows):
        query = {**asked.given, "limit": limit, "offset": offset + limit}
        following = f"{asked.path}?{urlencode(query, safe=':,')}"
    return {
        "total": len(rows),
        "limit": limit,
        "offset": offset,
        "next": following,
        "release": release or bootstrap.library().release,
        name: [shape(row) for row in rows[offset : offset + limit]],
    }


def areas(asked: Asked) -> dict[str, Any]:
    """Areas in the order of their codes within each level."""
    level = asked.choice("level")
    parent = asked.area("parent").code if asked.text("parent") else None
    found = [
        area
        for area in bootstrap.library().areas.values()
        if level in (None, area.level) and parent in (None, area.parent_code)
    ]
    return page_of(asked, "areas", found, area_row)


def months_held(months: list[str]) -> list[dict[str, Any]]:
    return [{"from": run.first, "to": run.last, "months": len(run)} for run in runs_of(months)]


def area_detail(area: Area) -> dict[str, Any]:
    library = bootstrap.library()
    year, fresh = latest_complete_year(library.record), freshness()
    return {
        **area_row(area),
        "lineage": [area_name(above) for above in library.lineage(area)],
        "children": sum(below.parent_code == area.code for below in library.areas.values()),
        "children_url": f"{API}/areas?{urlencode({'parent': area.code}, safe=':')}",
        "months_held": months_held(library.record.supplied_months),
        "latest_year": {"from": year.first, "to": year.last, "months": len(year)},
        "newer_months_expected_to": fresh.published_to if fresh.is_behind else None,
        "sources": [vars(source) for source in library.sources("areas")],
        "release": library.release,
    }


def inspections() -> dict[str, Any]:
    """Every inspection, oldest first, with what it found; a finding tied to none stands in no inspection."""
    library = bootstrap.library()
    return {
        "inspections": [
            {
                "id": row["inspection_id"],
                **plain(row, INSPECTION_COLUMNS),
                "findings": _findings(row["inspection_id"]),
            }
            for row in library.inspections.sort_values("published_on").to_dict("records")
        ],
        "sources": [vars(source) for source in library.sources("inspections", "audits")],
        "release": library.release,
    }


def _findings(inspection_id: str) -> list[dict[str, Any]]:
    rows = bootstrap.library().audit_rows
    return [
        {"id": row["audit_id"], "covers": row["area"], **plain(row, FINDING_COLUMNS)}
        for row in rows[rows.inspection_id == inspection_id].to_dict("records")
    ]


def statements(asked: Asked) -> dict[str, Any]:
    """Findings and statements, oldest first; those that name an area, of one topic or of one side where asked."""
    wanted = threads.StatementQuery(
        area=asked.area().code if asked.text("area") else "",
        topic=asked.choice("topic") or "",
        side=asked.choice("side") or "",
    )
    said = [one for one in threads.statements(bootstrap.library()) if threads.fits(one, wanted)]
    return page_of(asked, "statements", said, _statement)


def _statement(said: Statement) -> dict[str, Any]:
    return {
        "id": said.statement_id,
        "thread": said.thread_id,
        **plain(vars(said), STATEMENT_COLUMNS),
        "modality": list(said.modality),
        "areas": list(said.area_codes),
        "responds_to": said.responds_to_id or None,
        "audits": list(said.audit_ids),
    }


def claims(asked: Asked) -> dict[str, Any]:
    """Every claim card, oldest first. None holds a rating."""
    return page_of(asked, "claims", claim_cards(asked.library), _claim, asked.library.release)


def _claim(card: Claim) -> dict[str, Any]:
    own = (
        "claim",
        "said_by",
        "role",
        "said_on",
        "place",
        "source_title",
        "source_url",
        "locator",
        "seen",
        "reviewed_on",
    )
    evidence = [vars(line) | {"source_url": line.source_url or None} for line in card.evidence]
    return {
        "id": card.claim_id,
        **plain(vars(card), own),
        "sentence": card.sentence or None,
        "also_said": [vars(line) for line in card.also],
        "depends_on": card.conditioned_on,
        "finding": card.finding or None,
        "evidence": evidence,
        "cannot_be_known": list(card.cannot_be_known),
        "thread": card.thread_id,
        "page": claim_path(card),
    }


def plain(row: dict[Any, Any], columns: Sequence[str]) -> dict[str, Any]:
    """The columns of one row; an empty cell is null, never '' or 0."""
    return {column: None if pd.isna(row[column]) or row[column] == "" else row[column] for column in columns}


def releases() -> dict[str, Any]:
    """Every release, newest first, with what it changed; the tables of those that are kept."""
    library = bootstrap.library()
    return {
        "current": library.release,
        "releases": [_release(one) for one in log.releases(bootstrap.release_log(), library)],
    }


def _release(one: log.Release) -> dict[str, Any]:
    library = bootstrap.library()
    current = one.release == library.release
    package = library.data if current else bootstrap.kept_package(one.release)
    changes = [vars(change) | {"sentence": log.change_sentence(change, library)} for change in one.changes]
    held = {
        "release": one.release,
        "current": current,
        "kept": package is not None,
        "published_on": one.published_on or None,
        "why": one.why or None,
        "changes": changes,
        "file": f"{EVERYTHING}?release={one.release}" if package else None,
    }
    return held | _tables_of(package)


def _tables_of(package: Package | None) -> dict[str, Any]:
    if package is None:
        return {"title": None, "months_held": [], "tables": [], "licences": []}
    coverage = package.table("coverage")
    named = ("name", "title", "bytes", "hash")
    return {
        "title": package.description["title"],
        "months_held": months_held(list(coverage.month[coverage.status == "supplied"])),
        "tables": [{k: r[k] for k in named} | {"rows": r.get("rows")} for r in package.resources.values()],
        "licences": [{"title": li["title"], "url": li["path"]} for li in package.description["licenses"]],
    }
