"""The desk: who is told how, who is away, saved views, templates of a team, shares, messages put together, search marks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.String(27)
TABLES = (
    "search_marks", "report_groups", "report_shares", "team_templates", "saved_views", "desk_told", "desk_mail",
)  # fmt: skip


def upgrade() -> None:
    _told()
    op.create_table(
        "saved_views",
        sa.Column("view_id", sa.String(36), primary_key=True),
        _text("account_id", 36),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("asked", sa.LargeBinary()),
        _at("at"),
    )
    op.create_index("ix_saved_views_account_id", "saved_views", ["account_id"])
    op.create_table(
        "team_templates",
        sa.Column("template_id", sa.String(36), primary_key=True),
        _text("team", 100),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("text", sa.LargeBinary()),
        _text("used", 300),
        _text("account_id", 36),
        _at("at"),
    )
    for name, column in (("report_shares", "sector_code"), ("report_groups", "group_id")):
        op.create_table(
            name,
            sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), primary_key=True),
            sa.Column(column, sa.String(36), primary_key=name == "report_shares", nullable=False),
            _at("at"),
        )
        op.create_index(f"ix_{name}_{column}", name, [column])
    op.create_table(
        "search_marks",
        sa.Column("report_id", sa.String(36), sa.ForeignKey("reports.report_id"), primary_key=True),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
    )


def _told() -> None:
    op.create_table(
        "desk_mail",
        sa.Column("account_id", sa.String(36), primary_key=True),
        _text("how", 10),
        _text("leave_hash", 64),
        _text("away_from", 10),
        _text("away_until", 10),
        _text("cover", 36),
        _text("digest_on", 10),
    )
    op.create_index("ix_desk_mail_leave_hash", "desk_mail", ["leave_hash"])
    op.create_table(
        "desk_told",
        sa.Column("notice", sa.String(80), primary_key=True),
        sa.Column("account_id", sa.String(36), primary_key=True),
        _at("at"),
        sa.Column("waits", sa.Boolean(), nullable=False),
    )


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _at(name: str) -> sa.Column[Any]:
    return sa.Column(name, INSTANT, nullable=False)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outbox WHERE kind LIKE 'desk_%'"))
    for table in TABLES:
        op.drop_table(table)
