"""Every claim has a sentence short enough to print whose gaps can be filled, and computations the portal knows."""

from __future__ import annotations

from pathlib import Path

from portal.errors import BadRequest, TableBreaksContract
from portal.pipeline.hand_tables import Row, lines, refuse
from portal.services.both_sides.claim_findings import FINDINGS, NOT_COMPUTED, compute
from portal.services.both_sides.claim_sentences import SENTENCE_WORDS, filled
from portal.services.library.library import open_library
from portal.services.library.thread_tables import thread_rows
from portal.tables.load import open_package


def check_claims(data: Path) -> None:
    """Reads claims.csv as it lies and raises TableBreaksContract with line and column of the first bad finding."""
    audits = {row["audit_id"]: row for _, row in lines(data / "audits.csv")}
    for line, claim in lines(data / "claims.csv"):
        if not claim["finding"]:
            continue
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


def check_sentences(data: Path, geodata: Path) -> list[str]:
    """Makes the sentence of every claim. Raises TableBreaksContract for the first that cannot be made or printed."""
    if not open_package(data).has("claims"):
        return []
    library = open_library(data, geodata)
    claims = thread_rows(library, "claims")
    for claim in claims:
        try:
            words = len(filled(claim["sentence"], library).split())
        except BadRequest as error:
            raise TableBreaksContract(f"claims.csv: the sentence of '{claim['claim_id']}': {error}") from None
        if words > SENTENCE_WORDS:
            raise TableBreaksContract(
                f"claims.csv: the sentence of '{claim['claim_id']}' has {words} words once it is filled; use {SENTENCE_WORDS} or fewer"
            )
        if claim["finding"] and compute(claim, library) == NOT_COMPUTED:
            raise TableBreaksContract(
                f"claims.csv: the finding '{claim['finding']}' of '{claim['claim_id']}' cannot be worked out from "
                f"{claim['finding_audit_ids']}; see that the counts and rates of these audits fit each other"
            )
    return [f"claims: {len(claims)}, each with a sentence that can be printed, filled from its rows"]


def _share(line: int, claim: Row) -> float | None:
    text = claim["finding_share"]
    try:
        return float(text) if text else None
    except ValueError:
        refuse("claims.csv", line, "finding_share", f"is '{text[:20]}', which is not a number")
