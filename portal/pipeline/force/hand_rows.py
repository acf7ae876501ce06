"""What the table of all forces already says of one: its inspections and audited rates, as rows of its own hand tables.

By the rules the first force's rows were made by: a rate is used where it was measured by a statistical audit and has an
interval; it stands for the twelve months that end with the audit, and for no period where the months are not public; a dip
sample is history.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from portal.domain.record.inspection import ONLY_READ
from portal.domain.record.period import month_at, month_index, month_words
from portal.pipeline.force.known import KnownForce, others_named

Row = dict[str, str]
NATIONAL = "England and Wales"
# HMIC took on fire and rescue services and the longer name on that day.
_LONGER_NAME = "2017-07-19"
_AUDIT_ID = re.compile(r"\bA[0-9]{2}\b")
_OF_THE_NATION = "National, so it says nothing about this force."
_GROUPS = (
    ("all", "recorded_pct", "half_width_pct"),
    ("violence", "violence_recorded_pct", "violence_half_width_pct"),
    ("sexual", "sexual_recorded_pct", ""),
)


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def own_inspections(force: KnownForce, like: Path) -> list[Row]:
    """Rows for inspections.csv: the force's visits of force_rates.csv, after the nation's inspections."""
    visits = [_inspection(rate) for rate in _rates_of(force, like)]
    return [*_national(force, like, "inspections"), *visits]


def own_audits(force: KnownForce, like: Path) -> list[Row]:
    """Rows for audits.csv: the nation's audits that name no other force, then the force's own rates."""
    listed = {row["inspection_id"] for row in _national(force, like, "inspections")}
    rows = [row for row in _national(force, like, "audits") if row["inspection_id"] in listed]
    # The nation's rows keep their ids, which their reasons name; the force's own come after the last that is taken.
    taken = max(int(row["audit_id"][1:]) for row in read_rows(like / "audits.csv"))
    own = [_audit(rate, *group) for rate in _rates_of(force, like) for group in _GROUPS if rate[group[1]]]
    return [*rows, *({"audit_id": f"A{taken + at}", **row} for at, row in enumerate(own, start=1))]


def _rates_of(force: KnownForce, like: Path) -> list[Row]:
    rows = [row for row in read_rows(like / "force_rates.csv") if row["force_name"] == force.inspected_as]
    return sorted(rows, key=_published)


def _national(force: KnownForce, like: Path, name: str) -> list[Row]:
    """Rows about the whole nation; a note loses its sentences about another force or a row left out, a row its place."""
    named = others_named(force)
    rows = [row for row in read_rows(like / f"{name}.csv") if row["area"] == NATIONAL]
    kept = [row for row in rows if not any(_names(named, row[column]) for column in row if column != "note")]
    ids = {row["audit_id"] for row in kept if "audit_id" in row}
    for row in kept:
        for column in ("note", "reason"):
            sentences = re.split(r"(?<=[.)]) (?=[A-Z0-9])", row.get(column, ""))
            own = [one for one in sentences if not _names(named, one) and set(_AUDIT_ID.findall(one)) <= ids]
            if column in row:
                row[column] = " ".join(own) or (_OF_THE_NATION if column == "reason" else "")
    return kept


def _names(named: re.Pattern[str], text: str) -> bool:
    return bool(named.search(re.sub(r"[-_/]", " ", text)))


def _published(rate: Row) -> str:
    """A whole day: the first of the month, or the middle of the year in the title, stands for one that was not read."""
    known = rate["published"] or rate["inspection_title"][-4:]
    return {10: known, 7: f"{known}-01", 4: f"{known}-07-01"}[len(known)]


def _inspection(rate: Row) -> Row:
    day, note = _published(rate), rate["note"]
    if len(rate["published"]) < 10:
        known = rate["published"] or rate["inspection_title"][-4:]
        note = f"{note} {ONLY_READ.format(known=month_words(known) if len(known) == 7 else known)}".strip()
    return {
        "inspection_id": rate["rate_id"],
        "title": rate["inspection_title"],
        "body": "HMICFRS" if day >= _LONGER_NAME else "HMIC",
        "area": rate["force_name"],
        "published_on": day,
        "audited_from": rate["audited_from"],
        "audited_to": rate["audited_to"],
        "fieldwork_from": "",
        "fieldwork_to": "",
        "grade": rate["grade"],
        "url": rate["source_url"],
        "seen": rate["seen"],
        "note": note,
    }


def _audit(rate: Row, group: str, pct: str, half: str) -> Row:
    use, reason = _judged(rate, rate[half] if half else "")
    applies = use == "yes" and rate["audited_to"]
    is_rounded = group == "all" and rate["recorded_pct_is_rounded"] == "yes"
    origin = "rounded" if is_rounded else "quoted" if rate["seen"] == "newspaper" else "published"
    return {
        "inspection_id": rate["rate_id"],
        "area": rate["force_name"],
        "group": group,
        "measure": "recording rate",
        "recorded_pct": rate[pct],
        "pct_origin": origin,
        "half_width_pct": rate[half] if half else "",
        "other_pct": "",
        "recorded_count": "",
        "should_have_been_recorded_count": "",
        "unrecorded_per_year": rate["unrecorded_per_year"] if group == "all" else "",
        "unrecorded_bound": rate["unrecorded_bound"] if group == "all" else "",
        "audited_from": rate["audited_from"],
        "audited_to": rate["audited_to"],
        "applies_from": month_at(month_index(rate["audited_to"]) - 11) if applies else "",
        "applies_to": rate["audited_to"] if applies else "",
        "use": use,
        "reason": reason,
        "seen": rate["seen"],
        "source_url": rate["source_url"],
        "source_title": rate["source_title"],
        "locator": rate["locator"],
        "checked_on": rate["checked_on"],
        "note": rate["note"],
    }


def _judged(rate: Row, half_width: str) -> tuple[str, str]:
    """Whether the engine may use the rate, and why."""
    if rate["visit"] == "2014 dip sample":
        return (
            "history",
            "A dip sample, which HMIC did not treat as representative of any force; shown as history, never used as a rate.",
        )
    if not half_width:
        return "history", "No interval was in the text read, so no range can be made of it."
    if not rate["audited_to"]:
        return (
            "yes",
            "Scenarios only: the audited months are not public in any text read, so it applies to no period.",
        )
    return "yes", "The twelve months to the end of the audit."
