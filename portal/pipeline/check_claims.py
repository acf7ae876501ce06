"""Every claim names a computation the portal knows, with audits it can be worked out from."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from portal.errors import TableBreaksContract
from portal.pipeline.hand_tables import Row, lines, refuse
from portal.services.both_sides.claim_findings import FINDINGS, NOT_COMPUTED, compute
from portal.tables.load import Package


def check_claims(data: Path) -> None:
    """Reads claims.csv as it lies and raises TableBreaksContract with line and column of the first bad finding."""
    audits = {row["audit_id"]: row for _, row in lines(data / "audits.csv")}
    for line, claim in lines(data / "claims.csv"):
        if claim["finding"] not in FINDINGS:
            refuse(
                "claims.csv",
                line,
                "finding",
                f"is '{claim['finding']}', which is no computation the portal knows; use one of: {', '.join(FINDINGS)}",
            )
        given = [audits.get(audit) for audit in claim["finding_audit_ids"].split()]
        if lacking := FINDINGS[claim["finding"]].lacks(list(given), _share(line, claim)):
            refuse("claims.csv", line, "finding_audit_ids", lacking)


def check_sentences(package: Package) -> list[str]:
    """Works out the sentence of every claim. Raises TableBreaksContract for the first that has none."""
    if not package.has("claims"):
        return []
    tables = SimpleNamespace(
        inspections=package.table("inspections"),
        audit_rows=package.table("audits"),
        force_rates=package.table("force_rates"),
    )
    claims = package.table("claims").to_dict("records")
    for claim in claims:
        if compute(claim, tables) == NOT_COMPUTED:
            raise TableBreaksContract(
                f"claims.csv: the finding '{claim['finding']}' of '{claim['claim_id']}' cannot be worked out from "
                f"{claim['finding_audit_ids']}; see that the counts and rates of these audits fit each other"
            )
    return [f"claims: {len(claims)}, each with a sentence worked out from its audits"]


def _share(line: int, claim: Row) -> float | None:
    text = claim["finding_share"]
    try:
        return float(text) if text else None
    except ValueError:
        refuse("claims.csv", line, "finding_share", f"is '{text[:20]}', which is not a number")
