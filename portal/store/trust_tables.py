"""The tables of trust: where each chain ends, who read what, letters that wait to be printed, tries to sign in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table


def chain_heads_table(metadata: MetaData) -> Table:
    """How far each chain goes and with which seal it ends, outside the chain itself. `mac` needs the key."""
    return Table(
        "chain_heads",
        metadata,
        Column("name", String(20), primary_key=True),
        # The first sealed line that is kept, and the seal before it.
        Column("first_line", Integer, nullable=False),
        Column("start", String(64), nullable=False),
        Column("lines", Integer, nullable=False),
        Column("seal", String(64), nullable=False),
        Column("mac", String(64), nullable=False),
    )


def access_log_table(metadata: MetaData, instant: Any) -> Table:
    """One line for each time somebody at the desk reads, searches or exports. No text, no name."""
    return Table(
        "access_log",
        metadata,
        Column("line_no", Integer, primary_key=True, autoincrement=False),
        Column("account_id", String(36), nullable=False, index=True),
        Column("act", String(30), nullable=False),
        Column("reference", String(20), nullable=False),
        Column("details", String(100), nullable=False),
        Column("at", instant, nullable=False),
        Column("seal", String(64), nullable=False),
    )


def letters_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Codes of messages typed in at the desk, for authors who gave no address. Wiped once printed."""
    return Table(
        "letters",
        metadata,
        Column("reference", String(20), primary_key=True),
        Column("code", secret),
        Column("made_at", instant, nullable=False),
        Column("printed_at", instant),
    )


def sign_in_tries_table(metadata: MetaData, instant: Any) -> Table:
    """Wrong passwords of one visitor at one account, by a keyed hash of both, and until when the two wait."""
    return Table(
        "sign_in_tries",
        metadata,
        Column("key_hash", String(64), primary_key=True),
        Column("failures", Integer, nullable=False),
        Column("wait_until", instant, nullable=False),
        Column("at", instant, nullable=False),
    )
