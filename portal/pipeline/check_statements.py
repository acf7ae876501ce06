"""Reads the hand-made statements, threads and claims as a reviewer would and names line and column of a bad one.

It looks at the files as they lie, before their hashes, so that a maintainer sees the fault and not that a file changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from portal.domain.record.modality import lost
from portal.domain.record.short_text import READINGS, faults_of_reading, faults_of_short
from portal.domain.record.statement import QUOTE_WORDS, SIDES, column_of, is_before, verdict_in
from portal.pipeline.check_claims import check_claims
from portal.pipeline.hand_tables import Fault, Row, lines, missing_table, refuse, unknown_ids

OURS = {
    "statements": ("about", "summary", "note"),
    "threads": ("title", "summary", "agreed", "disputed", "unknown", "not_found", "comparability", "good"),
    "claims": ("role", "sentence", "conditioned_on", "cannot_be_known"),
    "recommendations": ("subject", "status", "note"),
}
# Table, column that names rows of another table with spaces between, and that table.
NAMED = (
    ("audits", "inspection_id", "inspections"),
    ("recommendations", "inspection_id", "inspections"),
    ("statements", "audit_ids", "audits"),
    ("claims", "audit_ids", "audits"),
    ("claims", "finding_audit_ids", "audits"),
    ("claims", "thread_id", "threads"),
    ("claims", "statement_id", "statements"),
    ("claims", "also_said_ids", "statements"),
)
SOURCE = ("source_title", "seen", "locator")
NEEDED = ("speaker", "role", "said_on", "topic", "summary", *SOURCE)


def check_statements(data: Path) -> list[str]:
    """One line of what was checked, or none where a release has no statements. Raises TableBreaksContract."""
    missing_table(data)
    if not (data / "statements.csv").exists():
        return []
    rows = dict(lines(data / "statements.csv"))
    known = {row["statement_id"]: row for row in rows.values()}
    threads = {row["thread_id"] for _, row in lines(data / "threads.csv")}
    for line, row in rows.items():
        for fault in _faults(row, known, threads):
            refuse("statements.csv", line, *fault)
    check_ids(data)
    check_shorts(data)
    check_claims(data)
    for name, columns in OURS.items():
        for line, row in lines(data / f"{name}.csv"):
            for column in columns:
                if word := verdict_in(row[column]):
                    refuse(
                        f"{name}.csv",
                        line,
                        column,
                        f"holds '{word}', which judges; say what was said or found",
                    )
    answers = sum(bool(row["responds_to_id"]) for row in rows.values())
    return [
        f"statements: {len(rows)} findings and statements in {len(threads)} threads, {answers} of them answers"
    ]


def check_ids(data: Path) -> None:
    """Every audit, inspection, thread and statement that a hand-made table names is listed. Raises TableBreaksContract."""
    for name, column, listing in NAMED:
        for line, why in unknown_ids(data, name, column, listing):
            refuse(f"{name}.csv", line, column, why)


def check_shorts(data: Path) -> None:
    """Every column of an exchange that holds something has one short text that keeps the rules. Raises TableBreaksContract."""
    shown: dict[tuple[str, str], str] = {}
    told: dict[tuple[str, str], int] = {}
    for line, row in lines(data / "statements.csv"):
        place = (row["thread_id"], column_of(row["kind"], row["side"]))
        told.setdefault(place, line)
        if not row["short"]:
            continue
        if place[1] == "other":
            refuse("statements.csv", line, "short", "stands on a row that neither column shows; empty it")
        if place in shown:
            refuse(
                "statements.csv", line, "short", f"stands beside that of {shown[place]}; a column shows one"
            )
        for why in faults_of_short(row["short"], row["quote"], row["summary"]):
            refuse("statements.csv", line, "short", why)
        shown[place] = row["statement_id"]
    for place, line in told.items():
        if place[1] != "other" and place not in shown:
            why = f"is missing: no row of {place[0]} ({place[1]}) has one for the card"
            refuse("statements.csv", line, "short", why)
    for line, row in lines(data / "threads.csv"):
        for column in READINGS:
            for why in faults_of_reading(row[column], row[column.removeprefix("short_")]):
                refuse("threads.csv", line, column, why)


def _faults(row: Row, known: dict[str, Row], threads: set[str]) -> Iterator[Fault]:
    for rule in RULES:
        yield from rule(row, known)
    if row["thread_id"] not in threads:
        yield "thread_id", f"names '{row['thread_id']}', which threads.csv does not list"


def _nothing_missing(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    for column in NEEDED:
        if not row[column].strip():
            what = "the source is missing" if column in SOURCE else "is empty"
            yield column, f"{what}; every statement needs one"


def _known_side(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    if row["side"] not in SIDES:
        yield "side", f"is '{row['side']}'; use one of: {', '.join(SIDES)}"


def _short_quote(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    words = len(row["quote"].split())
    if words > QUOTE_WORDS:
        yield "quote", f"has {words} words; quote at most {QUOTE_WORDS} and put the rest in your own words"


def _fair_answer(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    answered = row["responds_to_id"]
    if not answered:
        return
    if answered not in known:
        yield "responds_to_id", f"names '{answered}', which is not in this file"
        return
    first = known[answered]
    if is_before(row["said_on"], first["said_on"]):
        yield (
            "said_on",
            f"is {row['said_on']}, before {first['said_on']}, when {answered} was said, which it answers",
        )
    for column in ("topic", "thread_id"):
        # A statement of a later round may answer an earlier one only inside one thread and one topic.
        if row[column] != first[column]:
            yield column, f"is '{row[column]}', but {answered}, which it answers, has '{first[column]}'"


def _as_sure_as_its_source(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    for kind in lost(row["quote"], row["summary"]):
        yield (
            "summary",
            f"is surer than its quotation, which is {kind}; keep may, if, few or about as the speaker did",
        )


RULES: tuple[Callable[[Row, dict[str, Row]], Iterator[Fault]], ...] = (
    _nothing_missing,
    _known_side,
    _short_quote,
    _fair_answer,
    _as_sure_as_its_source,
)
