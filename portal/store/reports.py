"""The store of reports. One method is one transaction; an act is one transaction with one line of history."""

from __future__ import annotations

import secrets as chance
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from portal.domain.desk.actor import Actor
from portal.domain.report_changes import report_values
from portal.domain.report_store import Change, ReportStore, Secrets
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import HistoryLine, Report, Words
from portal.domain.reports.report_states import AUTHOR, CLOSED, ERASED, OPEN, state_after
from portal.errors import ReportNotFound, StaleReport
from portal.store import rows
from portal.store.accounts import Standing
from portal.store.crypto import Cipher, keyed_hash
from portal.store.desk.search_marks import mark_the_rest, put_marks
from portal.store.desk_rows import apply_desk
from portal.store.engine import reading, writing
from portal.store.history import add_line, start_seals
from portal.store.publishing_rows import apply_publishing, erase_published
from portal.store.schema import upgrade
from portal.store.seals import read_key, seal_report, wrapped_key
from portal.store.tables import AnyRow, Tables


class SqlReports(ReportStore):
    """Reports in SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        """Brings the database up to date. Raises StoreUnavailable."""
        self.engine, self.cipher, self.tables = engine, cipher, Tables(cipher)
        self.standing = Standing(self.tables)
        upgrade(engine, self.tables.metadata)
        self.reload_key()

    def reload_key(self) -> None:
        """After a restore the store's own key is another."""
        self._hash_key = self._own_key()

    def _own_key(self) -> bytes:
        """The key for hashes and seals: random, made once, wrapped by the Fernet keys."""
        table = self.tables.store_keys
        with writing(self.engine) as connection:
            mine = table.c.name == "hash"
            row = connection.execute(select(table.c.wrapped).where(mine)).first()
            if row is None:
                connection.execute(insert(table).values(name="hash", wrapped=chance.token_hex(32)))
                row = connection.execute(select(table.c.wrapped).where(mine)).one()
            read_key(self.tables, row.wrapped)
            if not self.tables.sealed_from:
                self.tables.sealed_from = start_seals(connection, self.tables, datetime.now(UTC))
                connection.execute(update(table).where(mine).values(wrapped=wrapped_key(self.tables)))
            mark_the_rest(connection, self.tables)
        return self.tables.hash_key

    def keyed_hash(self, purpose: str, text: str) -> str:
        return keyed_hash(self._hash_key, purpose, text)

    def submit(
        self,
        report: Report,
        secrets: Secrets,
        mail: tuple[Mail, ...],
        by: str = AUTHOR,
        details: tuple[str, ...] = (),
        actor: Actor | None = None,
        letter: str = "",
    ) -> tuple[Report, bool]:
        table = self.tables.reports
        with writing(self.engine) as connection:
            if actor:
                self.standing.check(connection, actor, report.submitted_at)
            there = connection.execute(select(table).where(table.c.token_hash == secrets.token)).first()
            if there:
                return rows.read_report(connection, self.tables, there), True
            state = state_after("submit", by, "")
            values = rows.report_values(report, secrets) | {"state": state}
            connection.execute(insert(table).values(**values))
            rows.add_words(connection, self.tables, report.report_id, 1, report.words, report.submitted_at)
            put_marks(connection, self.tables, report.report_id)
            seal_report(connection, self.tables, report.report_id)
            line = HistoryLine("submit", by, report.submitted_at, "", state, details)
            add_line(connection, self.tables, report.reference, line)
            rows.add_mail(connection, self.tables, mail)
            if letter:
                waits = {"reference": report.reference, "code": letter, "made_at": report.submitted_at}
                connection.execute(insert(self.tables.letters).values(**waits))
            return rows.read_report(connection, self.tables, self._row(connection, report.reference)), False

    def _row(self, connection: Connection, reference: str) -> AnyRow:
        table = self.tables.reports
        row = connection.execute(select(table).where(table.c.reference == reference)).first()
        if row is None:
            raise ReportNotFound("no report has this reference")
        return row

    def find(self, reference: str) -> tuple[Report, Secrets] | None:
        with reading(self.engine) as connection:
            try:
                row = self._row(connection, reference)
            except ReportNotFound:
                return None
            return rows.read_report(connection, self.tables, row), rows.secrets_of(row)

    def find_by_token(self, token_hash: str) -> Report | None:
        table = self.tables.reports
        with reading(self.engine) as connection:
            row = connection.execute(select(table).where(table.c.token_hash == token_hash)).first()
            return rows.read_report(connection, self.tables, row) if row else None

    def secret_hash(self, reference: str) -> str:
        table = self.tables.reports
        with reading(self.engine) as connection:
            kept = select(table.c.secret_hash).where(table.c.reference == reference)
            return connection.execute(kept).scalar() or ""

    def all_words(self, reference: str) -> list[Words]:
        table, reports = self.tables.versions, self.tables.reports
        mine = select(reports.c.report_id).where(reports.c.reference == reference).scalar_subquery()
        with reading(self.engine) as connection:
            kept = connection.execute(
                select(table).where(table.c.report_id == mine).order_by(table.c.version)
            )
            return [Words(row.public_text, row.police_only_text, row.wanted_text) for row in kept]

    def due_to_ask(self, at: datetime) -> list[str]:
        table, history = self.tables.reports, self.tables.history
        asked = select(history.c.reference).where(history.c.act == "ask_if_sorted")
        due = select(table.c.reference).where(
            table.c.ask_at <= at,
            table.c.email_confirmed,
            table.c.sorted_answer == "",
            table.c.state.in_((*OPEN, CLOSED)),
            table.c.reference.not_in(asked),
        )
        with reading(self.engine) as connection:
            return list(connection.execute(due.order_by(table.c.ask_at)).scalars())

    def find_by_email(self, email_hash: str) -> list[Report]:
        table = self.tables.reports
        found = select(table).where(table.c.email_hash == email_hash).order_by(table.c.submitted_at)
        with reading(self.engine) as connection:
            return [rows.read_report(connection, self.tables, row) for row in connection.execute(found).all()]

    def all_kept(self) -> list[Report]:
        table = self.tables.reports
        kept = select(table).where(table.c.state != ERASED).order_by(table.c.submitted_at)
        with reading(self.engine) as connection:
            return [rows.read_report(connection, self.tables, row) for row in connection.execute(kept).all()]

    def change(self, reference: str, revision: int, change: Change) -> Report:
        with writing(self.engine) as connection:
            if change.actor:
                self.standing.check(connection, change.actor, change.at)
            row = self._row(connection, reference)
            to = state_after(change.act, change.by, row.state)
            if row.revision != revision:
                raise StaleReport("this report was changed since you opened it; reload it and try again")
            self._apply(connection, row, to, change)
            seal_report(connection, self.tables, row.report_id)
            line = HistoryLine(change.act, change.by, change.at, row.state, to, change.details)
            add_line(connection, self.tables, reference, line)
            rows.add_mail(connection, self.tables, change.mail)
            return rows.read_report(connection, self.tables, self._row(connection, reference))

    def _apply(self, connection: Connection, row: AnyRow, to: str, change: Change) -> None:
        table = self.tables.reports
        values = report_values(change, row.changed_at) | {"state": to, "revision": row.revision + 1}
        connection.execute(update(table).where(table.c.report_id == row.report_id).values(**values))
        if change.words:
            rows.add_words(connection, self.tables, row.report_id, row.revision + 1, change.words, change.at)
            put_marks(connection, self.tables, row.report_id)
        apply_publishing(connection, self.tables, row, change)
        apply_desk(connection, self.tables, row, change)
        if change.response:
            answer = change.response
            connection.execute(
                insert(self.tables.responses).values(
                    report_id=row.report_id, **vars(answer) | {"revision": row.revision + 1}
                )
            )

    def erase(self, reference: str, by: str, at: datetime) -> None:
        emptied: dict[str, Any] = dict.fromkeys(("contact_name", "contact_email", "contact_phone"))
        emptied |= {"email_hash": "", "code_hash": "", "secret_hash": "", "sorted_answer": ""}
        tables = self.tables
        with writing(self.engine) as connection:
            row = self._row(connection, reference)
            to = state_after("erase", by, row.state)
            emptied |= {"state": to, "revision": row.revision + 1, "changed_at": at}
            mine = tables.reports.c.report_id == row.report_id
            connection.execute(update(tables.reports).where(mine).values(**emptied))
            seal_report(connection, tables, row.report_id)
            for table in (
                tables.versions, tables.responses, tables.response_versions, tables.notes, tables.drafts,
                tables.report_shares, tables.report_groups, tables.search_marks,
            ):  # fmt: skip
                connection.execute(delete(table).where(table.c.report_id == row.report_id))
            erase_published(connection, tables, row.report_id)
            for queue in (tables.outbox, tables.letters):
                connection.execute(delete(queue).where(queue.c.reference == reference))
            add_line(connection, tables, reference, HistoryLine("erase", by, at, row.state, to))

    def take_attempt(self, key_hash: str, at: datetime, since: datetime, limit: int) -> bool:
        table = self.tables.attempts
        with writing(self.engine) as connection:
            made = connection.execute(
                select(func.count())
                .select_from(table)
                .where(table.c.key_hash == key_hash, table.c.at > since)
            ).scalar_one()
            if made >= limit:
                return False
            connection.execute(insert(table).values(key_hash=key_hash, at=at))
            return True

    def try_writing(self, at: datetime) -> None:
        """Writes a row that says nothing, and removes it. Raises StoreUnavailable, as on a full disk."""
        table = self.tables.attempts
        with writing(self.engine) as connection:
            connection.execute(insert(table).values(key_hash="trial", at=at))
        with writing(self.engine) as connection:
            connection.execute(delete(table).where(table.c.key_hash == "trial"))

    def take_letters(self, at: datetime, hand_over: Callable[[list[tuple[str, str]]], None]) -> int:
        table = self.tables.letters
        waits = table.c.printed_at.is_(None)
        with writing(self.engine) as connection:
            found = connection.execute(
                select(table.c.reference, table.c.code).where(waits).order_by(table.c.made_at)
            )
            letters = [(row.reference, row.code) for row in found]
            if letters:
                hand_over(letters)
            connection.execute(update(table).where(waits).values(printed_at=at, code=None))
            return len(letters)

    def forget_attempts(self, before: datetime) -> int:
        table = self.tables.attempts
        with writing(self.engine) as connection:
            return connection.execute(delete(table).where(table.c.at <= before)).rowcount
