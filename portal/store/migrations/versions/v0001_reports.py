"""Reports, what was written in them, responses, history, outbox, attempts and the store's own key."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.String(27)

SQLITE_TRIGGERS = [
    f"CREATE TRIGGER history_no_{act} BEFORE {act.upper()} ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
    for act in ("update", "delete")
]
POSTGRESQL_TRIGGERS = [
    "CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'history is only ever added to'; END $$",
    "CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON history "
    "FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
]


def upgrade() -> None:
    _reports()
    _written()
    _history()
    _queues()
    triggers = SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_TRIGGERS
    for trigger in triggers:
        op.execute(trigger)


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, INSTANT, nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _secret(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary())


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("report_id", sa.String(36), primary_key=True),
        _text("reference", 20),
        _text("token_hash", 64),
        _text("secret_hash", 64),
        _text("kind", 20),
        _text("sector_code", 20),
        _text("state", 20),
        sa.Column("revision", sa.Integer(), nullable=False),
        _flag("may_publish"),
        _flag("show_name"),
        _secret("contact_name"),
        _secret("contact_email"),
        _secret("contact_phone"),
        _text("email_hash", 64),
        _text("code_hash", 64),
        _flag("email_confirmed"),
        _text("sorted_answer", 10),
        _text("joins", 20),
        _instant("submitted_at"),
        _instant("changed_at"),
        _instant("due_at"),
        _instant("ask_at"),
        sa.UniqueConstraint("reference", name="uq_reports_reference"),
        sa.UniqueConstraint("token_hash", name="uq_reports_token_hash"),
    )
    op.create_index("ix_reports_state", "reports", ["state"])
    op.create_index("ix_reports_email_hash", "reports", ["email_hash"])


def _written() -> None:
    op.create_table(
        "versions",
        sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        _secret("public_text"),
        _secret("police_only_text"),
        _secret("wanted_text"),
        _instant("at"),
    )
    op.create_table(
        "responses",
        sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        _secret("text"),
        _text("signed", 100),
        _instant("at"),
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("line_no", sa.Integer(), primary_key=True, autoincrement=False),
        _text("reference", 20),
        _text("act", 30),
        _text("by", 20),
        _instant("at"),
        _text("from_state", 20),
        _text("to_state", 20),
        _text("details", 500),
        _text("previous_hash", 64),
        _text("line_hash", 64),
    )
    op.create_index("ix_history_reference", "history", ["reference"])


def _queues() -> None:
    op.create_table(
        "outbox",
        sa.Column("mail_id", sa.String(80), primary_key=True),
        _text("kind", 20),
        _text("reference", 20),
        _secret("recipient"),
        _secret("code"),
        _text("status", 10),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _instant("due_at"),
        sa.Column("leased_until", INSTANT),
        _text("reason", 60),
        sa.Column("ended_at", INSTANT),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"])
    op.create_table(
        "attempts",
        sa.Column("attempt_no", sa.Integer(), primary_key=True),
        _text("key_hash", 64),
        _instant("at"),
    )
    op.create_index("ix_attempts_key_hash", "attempts", ["key_hash"])
    op.create_table(
        "store_keys",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    for table in ("store_keys", "attempts", "outbox", "history", "responses", "versions", "reports"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION history_refuse()")
