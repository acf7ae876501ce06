"""The tables, and the two kinds of column that need care: encrypted text and instants.

Tables are made once per store, because the encrypted columns hold that store's keys. The migrations say the same to
the database; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
)
from sqlalchemy.types import TypeDecorator

from portal.store import desk_tables, public_tables, trust_tables
from portal.store.crypto import Cipher
from portal.store.desk import own_tables

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


# A row, and a query, of whatever columns were asked for.
AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


class Encrypted(TypeDecorator[str]):
    """Text that is only ever ciphertext in the database. None stays NULL: erased or never given."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, cipher: Cipher) -> None:
        super().__init__()
        self.cipher = cipher

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if not value else self.cipher.encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str:
        return "" if value is None else self.cipher.decrypt(bytes(value))


class Instant(TypeDecorator[datetime]):
    """A UTC instant as text of one fixed width, which sorts as time and is the same on every database."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def instant_text(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Tables:
    """Every table of one store."""

    # The first sealed line of the history, as the key's own row says; 0 where that row is from before it said so.
    sealed_from = 0

    def __init__(self, cipher: Cipher) -> None:
        self.metadata = MetaData(naming_convention=NAMING)
        # The store's own key, once it has been read: without it nothing can be sealed.
        self.hash_key = b""
        secret = Encrypted(cipher)
        self.reports = _reports(self.metadata, secret)
        self.versions = _versions(self.metadata, secret)
        self.responses = _responses(self.metadata, secret)
        self.history = _history(self.metadata)
        self.outbox = _outbox(self.metadata, secret)
        self.attempts = Table(
            "attempts",
            self.metadata,
            Column("attempt_no", Integer, primary_key=True),
            Column("key_hash", String(64), nullable=False, index=True),
            Column("at", Instant, nullable=False),
        )
        self.store_keys = Table(
            "store_keys",
            self.metadata,
            Column("name", String(20), primary_key=True),
            Column("wrapped", secret, nullable=False),
        )
        self.accounts = desk_tables.accounts_table(self.metadata, secret, Instant)
        self.sessions = desk_tables.sessions_table(self.metadata, Instant)
        self.notes = desk_tables.notes_table(self.metadata, secret, Instant)
        self.drafts = desk_tables.drafts_table(self.metadata, secret, Instant)
        self.response_versions = desk_tables.response_versions_table(self.metadata, secret, Instant)
        self.publications = public_tables.publications_table(self.metadata, Instant)
        self.redactions = public_tables.redactions_table(self.metadata, secret, Instant)
        self.change_marks = public_tables.change_marks_table(self.metadata, secret, Instant)
        self.takedowns = public_tables.takedowns_table(self.metadata, secret, Instant)
        self.followers = public_tables.followers_table(self.metadata, secret, Instant)
        self.chain_heads = trust_tables.chain_heads_table(self.metadata)
        self.access_log = trust_tables.access_log_table(self.metadata, Instant)
        self.letters = trust_tables.letters_table(self.metadata, secret, Instant)
        self.sign_in_tries = trust_tables.sign_in_tries_table(self.metadata, Instant)
        self.thread_replies = public_tables.thread_replies_table(self.metadata, secret, Instant)
        self.understanding = public_tables.understanding_table(self.metadata)
        self._desk_tables(secret)

    def _desk_tables(self, secret: Encrypted) -> None:
        self.desk_mail = own_tables.desk_mail_table(self.metadata)
        self.desk_told = own_tables.desk_told_table(self.metadata, Instant)
        self.saved_views = own_tables.saved_views_table(self.metadata, secret, Instant)
        self.team_templates = own_tables.team_templates_table(self.metadata, secret, Instant)
        self.report_shares = own_tables.report_shares_table(self.metadata, Instant)
        self.report_groups = own_tables.report_groups_table(self.metadata, Instant)
        self.search_marks = own_tables.search_marks_table(self.metadata)


def _reports(metadata: MetaData, secret: Encrypted) -> Table:
    return Table(
        "reports",
        metadata,
        Column("report_id", String(36), primary_key=True),
        Column("reference", String(20), nullable=False, unique=True),
        Column("token_hash", String(64), nullable=False, unique=True),
        Column("secret_hash", String(64), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("sector_code", String(20), nullable=False, index=True),
        Column("state", String(20), nullable=False, index=True),
        Column("revision", Integer, nullable=False),
        Column("may_publish", Boolean, nullable=False),
        Column("show_name", Boolean, nullable=False),
        Column("contact_name", secret),
        Column("contact_email", secret),
        Column("contact_phone", secret),
        Column("email_hash", String(64), nullable=False, index=True),
        Column("code_hash", String(64), nullable=False),
        Column("email_confirmed", Boolean, nullable=False),
        Column("sorted_answer", String(10), nullable=False),
        Column("joins", String(20), nullable=False),
        Column("submitted_at", Instant, nullable=False),
        Column("changed_at", Instant, nullable=False),
        Column("due_at", Instant, nullable=False),
        Column("ask_at", Instant, nullable=False),
        # Accounts of the desk; empty is nobody. `entered_by` typed in what came on paper or by telephone.
        Column("assigned_to", String(36), nullable=False, server_default=""),
        Column("entered_by", String(36), nullable=False, server_default=""),
        Column("snoozed_until", Instant),
        Column("seal", String(64), nullable=False, server_default=""),
    )


def _versions(metadata: MetaData, secret: Encrypted) -> Table:
    """What the author wrote. An amendment is one more version; the first stays until all are erased."""
    return Table(
        "versions",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("public_text", secret),
        Column("police_only_text", secret),
        Column("wanted_text", secret),
        Column("at", Instant, nullable=False),
    )


def _responses(metadata: MetaData, secret: Encrypted) -> Table:
    return Table(
        "responses",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("text", secret),
        Column("signed", String(100), nullable=False),
        Column("at", Instant, nullable=False),
        Column("account_id", String(36), nullable=False, server_default=""),
        Column("checked_by", String(36), nullable=False, server_default=""),
        Column("edited_at", Instant),
    )


def _history(metadata: MetaData) -> Table:
    """One line per act; triggers refuse to change or remove a line, and each holds the hash of the one before."""
    return Table(
        "history",
        metadata,
        Column("line_no", Integer, primary_key=True, autoincrement=False),
        Column("reference", String(20), nullable=False, index=True),
        Column("act", String(30), nullable=False),
        Column("by", String(20), nullable=False),
        Column("at", Instant, nullable=False),
        Column("from_state", String(20), nullable=False),
        Column("to_state", String(20), nullable=False),
        Column("details", String(500), nullable=False),
        Column("previous_hash", String(64), nullable=False),
        Column("line_hash", String(64), nullable=False),
        # Over the hash and the seal before it, with the store's key. Empty on lines from before there were seals.
        Column("seal", String(64), nullable=False, server_default=""),
    )


def _outbox(metadata: MetaData, secret: Encrypted) -> Table:
    """One row is one message. Address and code are wiped once it is sent or given up."""
    return Table(
        "outbox",
        metadata,
        Column("mail_id", String(80), primary_key=True),
        Column("kind", String(20), nullable=False),
        Column("reference", String(40), nullable=False),
        Column("recipient", secret),
        Column("code", secret),
        Column("status", String(10), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("due_at", Instant, nullable=False, index=True),
        Column("leased_until", Instant),
        Column("reason", String(60), nullable=False),
        Column("ended_at", Instant),
    )
