"""Followers of new months: what an address follows an area for, and how many months were held when it was last told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SHORT, LONG = sa.String(20), sa.String(40)


def upgrade() -> None:
    with op.batch_alter_table("followers") as followers:
        followers.add_column(sa.Column("topic", sa.String(10), nullable=False, server_default="said"))
        followers.add_column(sa.Column("told_months", sa.Integer(), nullable=False, server_default="0"))
        # Towns have longer codes than the sectors that could be followed until now.
        followers.alter_column("area_code", existing_type=SHORT, type_=LONG, existing_nullable=False)
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("reference", existing_type=SHORT, type_=LONG, existing_nullable=False)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM outbox WHERE kind = 'month'"))
    op.execute(sa.text("DELETE FROM followers WHERE topic <> 'said'"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("reference", existing_type=LONG, type_=SHORT, existing_nullable=False)
    with op.batch_alter_table("followers") as followers:
        followers.alter_column("area_code", existing_type=LONG, type_=SHORT, existing_nullable=False)
        followers.drop_column("told_months")
        followers.drop_column("topic")
