"""The understanding check: how often each question was answered rightly and wrongly, and nothing else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "understanding",
        sa.Column("question_id", sa.String(40), primary_key=True),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("wrong_count", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("understanding")
