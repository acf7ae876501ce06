"""The desk: accounts, sessions, notes, replies in hand, edited replies; who holds a report and until when it rests."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.String(27)
NEW_TABLES = ("response_versions", "drafts", "notes", "sessions", "accounts")
NEW_COLUMNS = {
    "reports": ("assigned_to", "entered_by", "snoozed_until"),
    "responses": ("account_id", "checked_by", "edited_at"),
}


def upgrade() -> None:
    _accounts()
    _written()
    for table, columns in NEW_COLUMNS.items():
        for name in columns:
            kept = sa.Column(name, sa.String(36), nullable=False, server_default="")
            op.add_column(table, sa.Column(name, INSTANT) if name.endswith(("_until", "_at")) else kept)
    op.create_index("ix_reports_sector_code", "reports", ["sector_code"])


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _report_id(**options: Any) -> sa.Column[Any]:
    return sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), **options)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.String(36), primary_key=True),
        _text("email_hash", 64),
        sa.Column("email", sa.LargeBinary()),
        sa.Column("name", sa.LargeBinary()),
        _text("team", 100),
        _text("role", 20),
        _text("sectors", 500),
        _text("password_hash", 200),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _number("failures"),
        sa.Column("locked_until", INSTANT),
        _number("checked_replies"),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.UniqueConstraint("email_hash", name="uq_accounts_email_hash"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.String(36), sa.ForeignKey("accounts.account_id"), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])


def _written() -> None:
    op.create_table(
        "notes",
        sa.Column("note_id", sa.String(36), primary_key=True),
        _report_id(nullable=False),
        _text("account_id", 36),
        sa.Column("text", sa.LargeBinary()),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_notes_report_id", "notes", ["report_id"])
    op.create_table(
        "drafts",
        _report_id(primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        _text("status", 10),
        sa.Column("text", sa.LargeBinary()),
        _text("signed", 100),
        sa.Column("advice", sa.LargeBinary()),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "response_versions",
        _report_id(primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("text", sa.LargeBinary()),
        sa.Column("at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    op.drop_index("ix_reports_sector_code", "reports")
    for table, columns in NEW_COLUMNS.items():
        for name in columns:
            op.drop_column(table, name)
    for table in NEW_TABLES:
        op.drop_table(table)
