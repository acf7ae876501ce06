"""Publishing inside the transaction of an act, and a published report put together from its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from portal.domain.publishing.publication import (
    AUTHOR_ACTS,
    POLICE_ACTS,
    PUBLISHED,
    REWORDED,
    PublicMark,
    PublicReply,
    PublicReport,
)
from portal.domain.publishing.statuses import statuses
from portal.domain.report_changes import changes_public_words
from portal.domain.report_store import Change
from portal.store.tables import AnyRow, Tables

_AT_ONCE = 500
GAP_ACTS = ("redact", "object")


def apply_publishing(connection: Connection, tables: Tables, row: AnyRow, change: Change) -> None:
    """What an act does to publishing: a decision, words that come down, what was taken out, a change made."""
    mine, revision = {"report_id": row.report_id}, row.revision + 1
    table = tables.publications
    if change.publication:
        decided = vars(change.publication) | {"revision": revision}
        connection.execute(delete(table).where(table.c.report_id == row.report_id))
        connection.execute(insert(table).values(**mine, **decided))
    elif changes_public_words(change):
        connection.execute(
            update(table)
            .where(table.c.report_id == row.report_id, table.c.status == PUBLISHED)
            .values(status=REWORDED, decided_at=change.at)
        )
    if change.redaction:
        connection.execute(
            insert(tables.redactions).values(**mine, revision=revision, **vars(change.redaction))
        )
    if change.mark:
        connection.execute(insert(tables.change_marks).values(**mine, revision=revision, **vars(change.mark)))


def erase_published(connection: Connection, tables: Tables, report_id: str) -> None:
    """The words of marks and redactions go with the report; the decision stays, so that counts stay true."""
    for table in (tables.redactions, tables.change_marks):
        connection.execute(update(table).where(table.c.report_id == report_id).values(text=None))
    notes = tables.redactions
    connection.execute(update(notes).where(notes.c.report_id == report_id).values(note=None))


def put_together(connection: Connection, tables: Tables, shown: Sequence[AnyRow]) -> list[PublicReport]:
    """The published form of each row of report and decision, in their order. `revision` is what the editor read."""
    found = []
    for start in range(0, len(shown), _AT_ONCE):
        part = shown[start : start + _AT_ONCE]
        parts = _Parts(connection, tables, part)
        found += [parts.report(row) for row in part]
    return found


class _Parts:
    """Everything that belongs to some reports, read in one query for each kind."""

    def __init__(self, connection: Connection, tables: Tables, shown: Sequence[AnyRow]) -> None:
        limits = {row.report_id: row.revision for row in shown}

        def rows(table: Table, order: str, columns: Sequence[str]) -> dict[str, list[AnyRow]]:
            wanted = select(table.c.report_id, table.c[order].label("number"), *(table.c[c] for c in columns))
            kept = connection.execute(wanted.where(table.c.report_id.in_(limits)).order_by(table.c[order]))
            return _by(kept, "report_id", lambda row: row.number <= limits[row.report_id])

        self.words = rows(tables.versions, "version", ("public_text",))
        self.replies = rows(tables.responses, "revision", ("text", "signed", "at"))
        self.marks = rows(tables.change_marks, "revision", ("mark", "text", "at"))
        self.redactions = rows(tables.redactions, "revision", ("part", "reason", "text", "note"))
        self.acts = _by(read_acts(connection, tables, [row.reference for row in shown]), "reference")

    def report(self, row: AnyRow) -> PublicReport:
        acts = self.acts[row.reference]
        said = statuses(acts)
        taken_out = {redaction.part: redaction for redaction in self.redactions[row.report_id]}
        words = self.words[row.report_id]
        # Words the author has written anew since are not marked as edited.
        edited = taken_out.get("public")
        is_edited = edited is not None and bool(words) and edited.number == words[-1].number
        return PublicReport(
            public_id=row.public_id,
            sector_code=row.sector_code,
            kind=row.kind,
            text=words[-1].public_text if words else "",
            name=row.contact_name if row.show_name else "",
            edited=edited.reason if edited is not None and is_edited else "",
            sent_month=_month(row.submitted_at),
            first_answer_days=(said.first_answer_at - row.submitted_at).days
            if said.first_answer_at
            else None,
            replies=tuple(_reply(reply, taken_out) for reply in self.replies[row.report_id]),
            marks=tuple(
                PublicMark(mark.mark, mark.text, _month(mark.at)) for mark in self.marks[row.report_id]
            ),
            police=said.police,
            author=said.author,
            author_before_answer=said.author_before_answer,
            published_at=row.first_published_at or row.decided_at,
            updated_at=max(filter(None, (row.decided_at, said.last_at, acts[-1].at if acts else None))),
            note=edited.note if edited is not None and is_edited else "",
            is_typed=bool(row.entered_by),
            is_objected=[line.act for line in acts if line.act in GAP_ACTS][-1:] == ["object"],
        )


def _reply(reply: AnyRow, taken_out: dict[str, AnyRow]) -> PublicReply:
    edited = taken_out.get(str(reply.number))
    return PublicReply(
        edited.text if edited else reply.text,
        reply.signed,
        _month(reply.at),
        edited.reason if edited else "",
        edited.note if edited else "",
    )


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"


def _by(rows: Iterable[AnyRow], name: str, keep: Any = lambda row: True) -> dict[str, list[AnyRow]]:
    grouped: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        if keep(row):
            grouped[getattr(row, name)].append(row)
    return grouped


def read_acts(
    connection: Connection, tables: Tables, references: Sequence[str] | None = None
) -> Sequence[AnyRow]:
    """The acts that make the two statuses, in order; all of them, or those of the given reports."""
    table = tables.history
    wanted = select(table.c.reference, table.c.act, table.c.at).where(
        table.c.act.in_((*POLICE_ACTS, *AUTHOR_ACTS, *GAP_ACTS))
    )
    if references is not None:
        wanted = wanted.where(table.c.reference.in_(references))
    return connection.execute(wanted.order_by(table.c.line_no)).all()
