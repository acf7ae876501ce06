"""Between rows and reports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from portal.domain.report_store import Secrets
from portal.domain.reports.mail import Mail
from portal.domain.reports.report import Contact, Report, Response, Words
from portal.store.history import lines_of
from portal.store.tables import AnyRow, Tables

_PLAIN = (
    "report_id", "reference", "kind", "sector_code", "state", "revision", "may_publish", "show_name",
    "email_confirmed", "sorted_answer", "joins", "submitted_at", "changed_at", "due_at", "ask_at",
    "assigned_to", "entered_by", "snoozed_until",
)  # fmt: skip


def report_values(report: Report, secrets: Secrets) -> dict[str, Any]:
    return {name: getattr(report, name) for name in _PLAIN} | {
        "token_hash": secrets.token,
        "secret_hash": secrets.secret,
        "email_hash": secrets.email,
        "code_hash": secrets.code,
        "contact_name": report.contact.name,
        "contact_email": report.contact.email,
        "contact_phone": report.contact.phone,
    }


def secrets_of(row: AnyRow) -> Secrets:
    return Secrets(row.token_hash, row.secret_hash, row.email_hash, row.code_hash)


def read_report(connection: Connection, tables: Tables, row: AnyRow) -> Report:
    """The whole report: its newest words, its responses and its history."""
    versions, responses = tables.versions, tables.responses
    newest = connection.execute(
        select(versions)
        .where(versions.c.report_id == row.report_id)
        .order_by(versions.c.version.desc())
        .limit(1)
    ).first()
    answered = connection.execute(
        select(responses).where(responses.c.report_id == row.report_id).order_by(responses.c.revision)
    )
    return Report(
        **{name: getattr(row, name) for name in _PLAIN},
        words=Words(newest.public_text, newest.police_only_text, newest.wanted_text) if newest else Words(),
        contact=Contact(row.contact_name, row.contact_email, row.contact_phone),
        responses=tuple(
            Response(**{name: getattr(answer, name) for name in Response.__dataclass_fields__})
            for answer in answered
        ),
        history=lines_of(connection, tables, row.reference),
    )


def add_words(
    connection: Connection, tables: Tables, report_id: str, version: int, words: Words, at: Any
) -> None:
    connection.execute(
        insert(tables.versions).values(
            report_id=report_id,
            version=version,
            public_text=words.public,
            police_only_text=words.police_only,
            wanted_text=words.wanted,
            at=at,
        )
    )


def add_mail(connection: Connection, tables: Tables, mail: tuple[Mail, ...]) -> None:
    """Queues each message in the transaction of the act it is about. A message already queued is not queued again."""
    table = tables.outbox
    for one in mail:
        if connection.execute(select(table.c.mail_id).where(table.c.mail_id == one.mail_id)).first():
            continue
        connection.execute(
            insert(table).values(
                mail_id=one.mail_id,
                kind=one.kind,
                reference=one.reference,
                recipient=one.to,
                code=one.code,
                status="waiting",
                attempts=0,
                due_at=one.due_at,
                reason="",
            )
        )
