"""Trust: sealed history, a log of who read what, gaps with a note, letters to authors, sign-ins bound to their provider."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.String(27)
NEW_COLUMNS = {"history": "seal", "reports": "seal", "accounts": "subject_hash"}
TABLES = ("sign_in_tries", "letters", "access_log", "chain_heads")
# Old lines may go once the kept beginning has moved past them, and none may change.
KEPT = "(SELECT first_line FROM chain_heads WHERE name = 'access')"
SQLITE_TRIGGERS = [
    "CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log "
    "BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END",
    f"CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log WHEN OLD.line_no >= {KEPT} "
    "BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END",
]
POSTGRESQL_TRIGGERS = [
    "CREATE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'DELETE' AND OLD.line_no < {KEPT} THEN RETURN OLD; END IF; "
    "RAISE EXCEPTION 'the access log is only ever added to'; END $$",
    "CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE ON access_log "
    "FOR EACH ROW EXECUTE FUNCTION access_log_refuse()",
]


def upgrade() -> None:
    for table, name in NEW_COLUMNS.items():
        op.add_column(table, sa.Column(name, sa.String(64), nullable=False, server_default=""))
    op.add_column("redactions", sa.Column("note", sa.LargeBinary()))
    _chains()
    _queues()
    triggers = SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_TRIGGERS
    for trigger in triggers:
        op.execute(trigger)


def _chains() -> None:
    op.create_table(
        "chain_heads",
        sa.Column("name", sa.String(20), primary_key=True),
        _number("first_line"),
        _text("start", 64),
        _number("lines"),
        _text("seal", 64),
        _text("mac", 64),
    )
    op.create_table(
        "access_log",
        sa.Column("line_no", sa.Integer(), primary_key=True, autoincrement=False),
        _text("account_id", 36),
        _text("act", 30),
        _text("reference", 20),
        _text("details", 100),
        sa.Column("at", INSTANT, nullable=False),
        _text("seal", 64),
    )
    op.create_index("ix_access_log_account_id", "access_log", ["account_id"])


def _queues() -> None:
    op.create_table(
        "letters",
        sa.Column("reference", sa.String(20), primary_key=True),
        sa.Column("code", sa.LargeBinary()),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("printed_at", INSTANT),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key_hash", sa.String(64), primary_key=True),
        _number("failures"),
        sa.Column("wait_until", INSTANT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION access_log_refuse()")
    op.drop_column("redactions", "note")
    for table, name in NEW_COLUMNS.items():
        op.drop_column(table, name)
