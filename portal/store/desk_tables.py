"""The tables of the desk: accounts, sessions, notes, replies in hand, and the earlier words of an edited reply."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table


def accounts_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Found by a keyed hash of the address. `password_hash` is empty where an identity provider signs people in."""
    return Table(
        "accounts",
        metadata,
        Column("account_id", String(36), primary_key=True),
        Column("email_hash", String(64), nullable=False, unique=True),
        Column("email", secret),
        Column("name", secret),
        Column("team", String(100), nullable=False),
        Column("role", String(20), nullable=False),
        Column("sectors", String(500), nullable=False),
        Column("password_hash", String(200), nullable=False),
        Column("disabled", Boolean, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("locked_until", instant),
        # How many of their replies an editor has let go out; the first ones wait for that.
        Column("checked_replies", Integer, nullable=False),
        Column("added_at", instant, nullable=False),
        # Of the provider's issuer and subject, from the first sign-in on; empty until then.
        Column("subject_hash", String(64), nullable=False, server_default=""),
    )


def sessions_table(metadata: MetaData, instant: Any) -> Table:
    """Only a keyed hash of the token is kept. An ended session stays until it has expired, so that it cannot revive."""
    return Table(
        "sessions",
        metadata,
        Column("token_hash", String(64), primary_key=True),
        Column("account_id", String(36), ForeignKey("accounts.account_id"), nullable=False, index=True),
        Column("started_at", instant, nullable=False),
        Column("seen_at", instant, nullable=False),
        Column("expires_at", instant, nullable=False),
        Column("ended_at", instant),
    )


def notes_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """What the desk writes for itself. The author and the public never see it."""
    return Table(
        "notes",
        metadata,
        Column("note_id", String(36), primary_key=True),
        Column("report_id", String(36), ForeignKey("reports.report_id"), nullable=False, index=True),
        Column("account_id", String(36), nullable=False),
        Column("text", secret),
        Column("at", instant, nullable=False),
    )


def drafts_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Replies that nobody but the desk has seen: a draft, one waiting for an editor, one an editor sent back."""
    return Table(
        "drafts",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("account_id", String(36), primary_key=True),
        Column("status", String(10), nullable=False),
        Column("text", secret),
        Column("signed", String(100), nullable=False),
        Column("advice", secret),
        Column("at", instant, nullable=False),
    )


def response_versions_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """What an edited reply said before. `responses` holds the words in force."""
    return Table(
        "response_versions",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("text", secret),
        Column("at", instant, nullable=False),
    )
