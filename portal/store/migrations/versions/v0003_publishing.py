"""Publishing: decisions, redactions, changes, requests to take down, followers, right of reply."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("thread_replies", "followers", "takedowns", "change_marks", "redactions", "publications")


def upgrade() -> None:
    _decisions()
    _changes()
    _requests()
    _thread_replies()


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _instant(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(27), nullable=nullable)


def _secret(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary())


def _of_report() -> tuple[sa.Column[Any], sa.Column[Any]]:
    report = sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), primary_key=True)
    return report, sa.Column("revision", sa.Integer(), primary_key=True)


def _decisions() -> None:
    op.create_table(
        "publications",
        _of_report()[0],
        _text("public_id", 20),
        _text("status", 20),
        _text("reason", 20),
        _number("revision"),
        _instant("decided_at"),
        _instant("first_published_at", nullable=True),
        _number("told_revision"),
        sa.UniqueConstraint("public_id", name="uq_publications_public_id"),
    )
    op.create_index("ix_publications_status", "publications", ["status"])


def _changes() -> None:
    op.create_table(
        "redactions",
        *_of_report(),
        _text("part", 20),
        _text("reason", 20),
        _secret("text"),
        _instant("at"),
        _instant("original_until"),
        sa.Column("original_erased", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_redactions_original_until", "redactions", ["original_until"])
    op.create_table("change_marks", *_of_report(), _text("mark", 10), _secret("text"), _instant("at"))


def _requests() -> None:
    op.create_table(
        "takedowns",
        sa.Column("takedown_id", sa.String(36), primary_key=True),
        _text("public_id", 20),
        _text("sector_code", 20),
        _secret("text"),
        _secret("contact"),
        _instant("received_at"),
        _instant("due_at"),
        _instant("decided_at", nullable=True),
        _text("decision", 20),
    )
    op.create_index("ix_takedowns_public_id", "takedowns", ["public_id"])
    op.create_table(
        "followers",
        sa.Column("follower_id", sa.String(36), primary_key=True),
        _text("area_code", 20),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        _text("email_hash", 64),
        _text("confirm_hash", 64),
        _text("leave_hash", 64),
        _instant("asked_at"),
        _instant("confirmed_at", nullable=True),
        sa.UniqueConstraint("confirm_hash", name="uq_followers_confirm_hash"),
        sa.UniqueConstraint("leave_hash", name="uq_followers_leave_hash"),
    )
    for column in ("area_code", "email_hash"):
        op.create_index(f"ix_followers_{column}", "followers", [column])


def _thread_replies() -> None:
    op.create_table(
        "thread_replies",
        sa.Column("reply_id", sa.String(20), primary_key=True),
        _text("thread_id", 80),
        _text("answers_id", 20),
        _text("side", 20),
        _secret("speaker"),
        _text("role", 200),
        _text("organisation", 200),
        _text("received_on", 10),
        _secret("text"),
        _text("status", 20),
        _text("submitted_by", 36),
        _instant("submitted_at"),
        _instant("decided_at", nullable=True),
    )
    op.create_index("ix_thread_replies_thread_id", "thread_replies", ["thread_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
