"""What the public and the editors read: published reports, facts for rates, decisions, requests to take down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, update

from portal.domain.desk.actor import Actor
from portal.domain.publishing.public_stores import Case, PublicStore, Takedown
from portal.domain.publishing.publication import PUBLISHED, Fact, Mark, Publication, PublicReport, Redaction
from portal.domain.publishing.statuses import statuses
from portal.domain.reports.report import HistoryLine
from portal.domain.reports.report_states import CLOCK, CLOSED, ERASED, OPEN
from portal.errors import ReportNotFound, StaleReport
from portal.store.engine import reading, writing
from portal.store.history import add_line
from portal.store.publishing_rows import put_together, read_acts
from portal.store.reports import SqlReports
from portal.store.tables import AnyRow, AnySelect

_OF_REPORT = (
    "report_id",
    "reference",
    "sector_code",
    "kind",
    "submitted_at",
    "contact_name",
    "show_name",
    "entered_by",
)


class SqlPublic(PublicStore):
    """Beside the reports, in the same database."""

    def __init__(self, reports: SqlReports) -> None:
        self.engine, self.tables, self.reports = reports.engine, reports.tables, reports

    def stamp(self) -> str:
        with reading(self.engine) as connection:
            return str(
                connection.execute(select(func.max(self.tables.history.c.line_no))).scalar_one_or_none() or 0
            )

    def _shown(self) -> AnySelect:
        """Published, and still so: the author agrees, has not taken it back, and nothing was erased."""
        reports, decided = self.tables.reports, self.tables.publications
        columns = (reports.c[name] for name in _OF_REPORT)
        more = (decided.c.public_id, decided.c.revision, decided.c.decided_at, decided.c.first_published_at)
        joined = select(*columns, *more).join(decided, decided.c.report_id == reports.c.report_id)
        return joined.where(
            decided.c.status == PUBLISHED, reports.c.may_publish, reports.c.state.in_((*OPEN, CLOSED))
        ).order_by(decided.c.first_published_at.desc(), decided.c.public_id)

    def published(self, sector_codes: Collection[str] | None = None) -> tuple[PublicReport, ...]:
        wanted = self._shown()
        if sector_codes is not None:
            wanted = wanted.where(self.tables.reports.c.sector_code.in_(sector_codes))
        with reading(self.engine) as connection:
            return tuple(put_together(connection, self.tables, connection.execute(wanted).all()))

    def find_published(self, public_id: str) -> PublicReport | None:
        wanted = self._shown().where(self.tables.publications.c.public_id == public_id)
        with reading(self.engine) as connection:
            found = put_together(connection, self.tables, connection.execute(wanted).all())
        return found[0] if found else None

    def preview(self, reference: str, at: datetime) -> PublicReport:
        reports = self.tables.reports
        columns = [reports.c[name] for name in _OF_REPORT]
        more = [literal("").label("public_id"), reports.c.revision]
        with reading(self.engine) as connection:
            row = connection.execute(
                select(*columns, *more, literal(at, reports.c.changed_at.type).label("decided_at"))
                .add_columns(literal(None, reports.c.changed_at.type).label("first_published_at"))
                .where(reports.c.reference == reference)
            ).all()
            return put_together(connection, self.tables, row)[0]

    def facts(self, since: datetime) -> tuple[Fact, ...]:
        reports, decided = self.tables.reports, self.tables.publications
        columns = (reports.c[n] for n in ("reference", "report_id", "sector_code", "kind", "state"))
        wanted = (
            select(*columns, reports.c.submitted_at, reports.c.may_publish)
            .add_columns(reports.c.entered_by)
            .add_columns(decided.c.status, decided.c.reason, decided.c.first_published_at)
            .outerjoin(decided, decided.c.report_id == reports.c.report_id)
            .where(reports.c.submitted_at >= since, reports.c.sector_code != "")
        )
        with reading(self.engine) as connection:
            rows = connection.execute(wanted.order_by(reports.c.submitted_at)).all()
            acts = self._acts(connection)
            taken_out: dict[str, list[str]] = {}
            table = self.tables.redactions
            for row in connection.execute(select(table.c.report_id, table.c.reason)):
                taken_out.setdefault(row.report_id, []).append(row.reason)
        return tuple(_fact(row, acts, taken_out) for row in rows)

    def caseload(self, sector_codes: Collection[str] | None) -> tuple[Case, ...]:
        reports, decided = self.tables.reports, self.tables.publications
        columns = (
            reports.c[n] for n in ("reference", "kind", "sector_code", "state", "submitted_at", "due_at")
        )
        wanted = (
            select(*columns, reports.c.may_publish, decided.c.status, decided.c.reason)
            .outerjoin(decided, decided.c.report_id == reports.c.report_id)
            .where(reports.c.state != ERASED)
        )
        if sector_codes is not None:
            wanted = wanted.where(reports.c.sector_code.in_(sector_codes))
        with reading(self.engine) as connection:
            rows = connection.execute(wanted.order_by(reports.c.submitted_at, reports.c.reference)).all()
            acts = self._acts(connection)
        return tuple(_case(row, acts.get(row.reference, [])) for row in rows)

    def _acts(self, connection: Connection) -> dict[str, list[AnyRow]]:
        acts: dict[str, list[AnyRow]] = {}
        for line in read_acts(connection, self.tables):
            acts.setdefault(line.reference, []).append(line)
        return acts

    def reference_of(self, public_id: str) -> str:
        reports, decided = self.tables.reports, self.tables.publications
        mine = select(reports.c.reference).join(decided, decided.c.report_id == reports.c.report_id)
        with reading(self.engine) as connection:
            return connection.execute(mine.where(decided.c.public_id == public_id)).scalar() or ""

    def publication(self, report_id: str) -> Publication | None:
        table = self.tables.publications
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.report_id == report_id)).mappings().first()
        return Publication(**{name: row[name] for name in Publication.__dataclass_fields__}) if row else None

    def marks(self, report_id: str) -> tuple[Mark, ...]:
        table = self.tables.change_marks
        wanted = select(table.c.mark, table.c.text, table.c.at).where(table.c.report_id == report_id)
        with reading(self.engine) as connection:
            return tuple(Mark(*row) for row in connection.execute(wanted.order_by(table.c.revision)))

    def redactions(self, report_id: str) -> tuple[Redaction, ...]:
        table = self.tables.redactions
        columns = (table.c[name] for name in Redaction.__dataclass_fields__)
        with reading(self.engine) as connection:
            wanted = select(*columns).where(table.c.report_id == report_id).order_by(table.c.revision)
            return tuple(Redaction(*row) for row in connection.execute(wanted))

    def erase_originals(self, at: datetime) -> int:
        table, versions, reports = self.tables.redactions, self.tables.versions, self.tables.reports
        due = select(table, reports.c.reference, reports.c.state).join(
            reports, reports.c.report_id == table.c.report_id
        )
        with writing(self.engine) as connection:
            rows = connection.execute(
                due.where(table.c.original_until <= at, table.c.original_erased.is_(False))
            ).all()
            for row in rows:
                one = (table.c.report_id == row.report_id) & (table.c.revision == row.revision)
                connection.execute(update(table).where(one).values(original_erased=True))
                if row.part == "public":
                    earlier = (versions.c.report_id == row.report_id) & (versions.c.version < row.revision)
                    connection.execute(update(versions).where(earlier).values(public_text=None))
                line = HistoryLine("erase_original", CLOCK, at, row.state, row.state, (row.part,))
                add_line(connection, self.tables, row.reference, line)
            return len(rows)

    def note_act(self, act: str, actor: Actor, at: datetime) -> None:
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            add_line(connection, self.tables, "", HistoryLine(act, "inspector", at, "", "", (actor.mark,)))

    def add_takedown(self, takedown: Takedown) -> None:
        with writing(self.engine) as connection:
            connection.execute(insert(self.tables.takedowns).values(**vars(takedown)))
            line = HistoryLine("ask_takedown", "public", takedown.received_at, "", "")
            add_line(connection, self.tables, takedown.public_id, line)

    def takedowns(self, open_only: bool) -> tuple[Takedown, ...]:
        table = self.tables.takedowns
        wanted = select(table).order_by(table.c.due_at, table.c.takedown_id)
        if open_only:
            wanted = wanted.where(table.c.decided_at.is_(None))
        with reading(self.engine) as connection:
            return tuple(Takedown(**row) for row in connection.execute(wanted).mappings())

    def decide_takedown(self, takedown_id: str, decision: str, actor: Actor, at: datetime) -> Takedown:
        table = self.tables.takedowns
        with writing(self.engine) as connection:
            self.reports.standing.check(connection, actor, at)
            found = select(table).where(table.c.takedown_id == takedown_id)
            row = connection.execute(found).mappings().first()
            if row is None:
                raise ReportNotFound("there is no such request")
            if row["decided_at"]:
                raise StaleReport("somebody decided this request already; reload the page")
            # What was written in the request is not needed any more.
            ended: dict[str, Any] = {"decision": decision, "decided_at": at, "text": None, "contact": None}
            connection.execute(update(table).where(table.c.takedown_id == takedown_id).values(**ended))
            line = HistoryLine("decide_takedown", "inspector", at, "", "", (decision, actor.mark))
            add_line(connection, self.tables, row["public_id"], line)
            return Takedown(**connection.execute(found).mappings().one())


def _fact(row: AnyRow, acts: dict[str, list[AnyRow]], taken_out: dict[str, list[str]]) -> Fact:
    said = statuses(acts.get(row.reference, []))
    return Fact(
        sector_code=row.sector_code,
        kind=row.kind,
        state=row.state,
        submitted_at=row.submitted_at,
        first_answer_at=said.first_answer_at,
        police=said.police,
        author=said.author,
        may_publish=row.may_publish,
        publication=row.status or "",
        reason=row.reason or "",
        was_published=row.first_published_at is not None,
        redacted=tuple(taken_out.get(row.report_id, ())),
        is_typed=bool(row.entered_by),
    )


def _case(row: AnyRow, acts: list[AnyRow]) -> Case:
    said = statuses(acts)
    return Case(
        reference=row.reference,
        kind=row.kind,
        sector_code=row.sector_code,
        state=row.state,
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        first_answer_at=said.first_answer_at,
        answers=said.answers,
        police=said.police,
        author=said.author,
        may_publish=row.may_publish,
        publication=row.status or "",
        reason=row.reason or "",
    )
