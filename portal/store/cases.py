"""The inbox, notes and drafts of the desk. Texts are encrypted, so a search decrypts the newest words one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, case, func, select, type_coerce

from portal.domain.desk.case_store import CaseStore
from portal.domain.desk.casework import (
    NOBODY,
    ON_THE_CLOCK,
    PAGE_LENGTH,
    UNANSWERED,
    WAITING,
    Inbox,
    InboxCounts,
    InboxQuery,
    InboxRow,
)
from portal.domain.reports.report_states import DISPUTED
from portal.store.desk.kept import DeskKept
from portal.store.desk.search_marks import holds, stems
from portal.store.engine import reading
from portal.store.reports import SqlReports
from portal.store.tables import AnySelect

_ROW = (
    "reference", "kind", "sector_code", "state", "revision", "submitted_at", "due_at", "changed_at", "assigned_to",
    "entered_by",
)  # fmt: skip
_WORDS = ("public_text", "police_only_text", "wanted_text")
_OPENING = 140
# Fewer letters of a reference are words like any other.
LEAST_OF_REFERENCE = 4
_MISREAD = str.maketrans("OIL", "011")


def read_reference(text: str) -> str:
    """A reference or a part of one without its hyphen, however it was typed: case, blanks and misread letters aside."""
    return "".join(c for c in text.upper().translate(_MISREAD) if c.isalnum())


class SqlCases(DeskKept, CaseStore):
    """Beside the reports, in the same database."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables, self.cipher = reports.engine, reports.tables, reports.cipher
        self.reports = reports

    def inbox(self, asked: InboxQuery, now: datetime) -> Inbox:
        with reading(self.engine) as connection:
            table = self.tables.reports
            wanted = self._matching(select(table.c.report_id, table.c.reference), asked, now)
            start = (max(asked.page, 1) - 1) * PAGE_LENGTH
            if not asked.text:
                total = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
                page = self._ordered(wanted, asked.order).limit(PAGE_LENGTH).offset(start)
                ids = [row.report_id for row in connection.execute(page)]
                return Inbox(self._rows(connection, ids), total)
            found = self._search(connection, self._ordered(wanted, asked.order), asked.text)
            return Inbox(self._rows(connection, found[start : start + PAGE_LENGTH]), len(found))

    def _matching(self, wanted: AnySelect, asked: InboxQuery, now: datetime) -> AnySelect:
        table = self.tables.reports
        filters: list[ColumnElement[bool]] = [table.c.state.in_(asked.states)]
        if asked.sectors is not None:
            filters.append(table.c.sector_code.in_(asked.sectors) | self._is_shared_with(asked.sectors))
        if asked.group:
            groups = self.tables.report_groups
            mine = (groups.c.report_id == table.c.report_id) & (groups.c.group_id == asked.group)
            filters.append(select(groups.c.report_id).where(mine).exists())
        if asked.kind:
            filters.append(table.c.kind == asked.kind)
        if asked.sector:
            filters.append(table.c.sector_code == asked.sector)
        if asked.assigned:
            filters.append(table.c.assigned_to == ("" if asked.assigned == NOBODY else asked.assigned))
        if asked.only_overdue:
            filters.append(self._is_overdue(now))
        if asked.only_waiting:
            filters.append(self._is_waiting())
        elif not asked.with_resting:
            filters.append(~self._is_resting(now))
        return wanted.where(*filters)

    def _is_shared_with(self, sectors: Collection[str]) -> ColumnElement[bool]:
        shares, reports = self.tables.report_shares, self.tables.reports
        return reports.c.report_id.in_(select(shares.c.report_id).where(shares.c.sector_code.in_(sectors)))

    def _is_overdue(self, now: datetime) -> ColumnElement[bool]:
        table = self.tables.reports
        return table.c.state.in_(ON_THE_CLOCK) & (table.c.due_at < now)

    def _is_resting(self, now: datetime) -> ColumnElement[bool]:
        """Put off, and neither its day nor the promised day has come."""
        table = self.tables.reports
        until = func.coalesce(table.c.snoozed_until, "")
        return (until > type_coerce(now, table.c.due_at.type)) & ~self._is_overdue(now)

    def _is_waiting(self) -> ColumnElement[bool]:
        drafts, reports = self.tables.drafts, self.tables.reports
        mine = (drafts.c.report_id == reports.c.report_id) & (drafts.c.status == WAITING)
        return select(drafts.c.report_id).where(mine).exists()

    def _ordered(self, wanted: AnySelect, order: str) -> AnySelect:
        table = self.tables.reports
        unanswered = case((table.c.state.in_(UNANSWERED), 0), else_=1)
        orders: dict[str, tuple[Any, ...]] = {
            "oldest": (unanswered, table.c.submitted_at),
            "due": (unanswered, table.c.due_at),
            "changed": (table.c.changed_at.desc(),),
            "newest": (table.c.submitted_at.desc(),),
        }
        return wanted.order_by(*orders.get(order, orders["oldest"]), table.c.reference)

    def _newest(self, connection: Connection, ids: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
        """Report id to its newest words, still encrypted: earlier versions are not worth decrypting."""
        table = self.tables.versions
        columns = [type_coerce(table.c[name], LargeBinary).label(name) for name in names]
        wanted = (
            select(table.c.report_id, *columns).where(table.c.report_id.in_(ids)).order_by(table.c.version)
        )
        return {row.report_id: row for row in connection.execute(wanted)}

    def _clear(self, kept: bytes | None) -> str:
        return self.cipher.decrypt(bytes(kept)) if kept else ""

    def _search(self, connection: Connection, ordered: AnySelect, text: str) -> list[str]:
        """Report ids, in order, whose words or author's name hold every word asked for, or that the reference names."""
        table, marks = self.tables.reports, self.tables.search_marks
        joined = ordered.outerjoin(marks, marks.c.report_id == table.c.report_id).add_columns(marks.c.marks)
        wanted, reference, key = stems(text), read_reference(text), self.tables.hash_key
        found = []
        for report_id, named, kept in connection.execute(joined):
            by_words = bool(wanted) and kept is not None and holds(key, report_id, bytes(kept), wanted)
            if by_words or (len(reference) >= LEAST_OF_REFERENCE and reference in named.replace("-", "")):
                found.append(report_id)
        return found

    def _rows(self, connection: Connection, ids: Sequence[str]) -> tuple[InboxRow, ...]:
        table = self.tables.reports
        columns = (table.c[name] for name in (*_ROW, "report_id", "snoozed_until"))
        groups = self.tables.report_groups
        wanted = (
            select(*columns, self._is_waiting().label("is_waiting"), groups.c.group_id)
            .outerjoin(groups, groups.c.report_id == table.c.report_id)
            .where(table.c.report_id.in_(ids))
        )
        newest = self._newest(connection, ids, _WORDS[:2])
        rows = {}
        for row in connection.execute(wanted):
            kept = newest.get(row.report_id)
            words = (self._clear(kept.public_text) or self._clear(kept.police_only_text)) if kept else ""
            opening = " ".join(words.split())
            rows[row.report_id] = InboxRow(
                **{name: getattr(row, name) for name in _ROW},
                resting_until=row.snoozed_until,
                is_waiting=bool(row.is_waiting),
                group=row.group_id or "",
                opening=opening if len(opening) <= _OPENING else f"{opening[:_OPENING].rstrip()}…",
            )
        return tuple(rows[report_id] for report_id in ids)

    def counts(self, sectors: Collection[str] | None, account_id: str, now: datetime) -> InboxCounts:
        table = self.tables.reports
        unanswered = table.c.state.in_(UNANSWERED)
        asked = {
            "unanswered": unanswered,
            "overdue": self._is_overdue(now),
            "disputed": table.c.state == DISPUTED,
            "waiting": self._is_waiting(),
            "resting": unanswered & self._is_resting(now),
            "mine": unanswered & (table.c.assigned_to == account_id),
        }
        wanted = select(*(func.sum(case((when, 1), else_=0)).label(name) for name, when in asked.items()))
        if sectors is not None:
            wanted = wanted.where(table.c.sector_code.in_(sectors))
        with reading(self.engine) as connection:
            row = connection.execute(wanted).mappings().one()
        return InboxCounts(**{name: int(row[name] or 0) for name in asked})
