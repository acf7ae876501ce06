"""The tables of publishing: decisions, what was taken out, changes, requests to take down, followers, right of reply."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table


def publications_table(metadata: MetaData, instant: Any) -> Table:
    """One row for each report an editor decided on. No words: those are read up to `revision` of the report."""
    return Table(
        "publications",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("public_id", String(20), nullable=False, unique=True),
        Column("status", String(20), nullable=False, index=True),
        Column("reason", String(20), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("decided_at", instant, nullable=False),
        Column("first_published_at", instant),
        Column("told_revision", Integer, nullable=False),
    )


def redactions_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """What an editor took out. `text` is what stands now; the original lies where it was until `original_until`."""
    return Table(
        "redactions",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("part", String(20), nullable=False),
        Column("reason", String(20), nullable=False),
        Column("text", secret),
        Column("at", instant, nullable=False),
        Column("original_until", instant, nullable=False, index=True),
        Column("original_erased", Boolean, nullable=False),
        Column("note", secret),
    )


def change_marks_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Changes planned or made because of a report."""
    return Table(
        "change_marks",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("mark", String(10), nullable=False),
        Column("text", secret),
        Column("at", instant, nullable=False),
    )


def takedowns_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Requests to take a published report down, with the time by which they are to be decided."""
    return Table(
        "takedowns",
        metadata,
        Column("takedown_id", String(36), primary_key=True),
        Column("public_id", String(20), nullable=False, index=True),
        Column("sector_code", String(20), nullable=False),
        Column("text", secret),
        Column("contact", secret),
        Column("received_at", instant, nullable=False),
        Column("due_at", instant, nullable=False),
        Column("decided_at", instant),
        Column("decision", String(20), nullable=False),
    )


def followers_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Who gets mail about an area, and for what. Tokens are kept only as keyed hashes."""
    return Table(
        "followers",
        metadata,
        Column("follower_id", String(36), primary_key=True),
        Column("area_code", String(40), nullable=False, index=True),
        Column("email", secret, nullable=False),
        Column("email_hash", String(64), nullable=False, index=True),
        Column("confirm_hash", String(64), nullable=False, unique=True),
        Column("leave_hash", String(64), nullable=False, unique=True),
        Column("asked_at", instant, nullable=False),
        Column("confirmed_at", instant),
        Column("topic", String(10), nullable=False, server_default="said"),
        Column("told_months", Integer, nullable=False, server_default="0"),
    )


def understanding_table(metadata: MetaData) -> Table:
    """Answers to the questions of About, as two totals a question: no time, no order, nobody."""
    return Table(
        "understanding",
        metadata,
        Column("question_id", String(40), primary_key=True),
        Column("right_count", Integer, nullable=False),
        Column("wrong_count", Integer, nullable=False),
    )


def thread_replies_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """The own words of a body on an exchange of Both sides, as received. A later version is a row of its own."""
    return Table(
        "thread_replies",
        metadata,
        Column("reply_id", String(20), primary_key=True),
        Column("thread_id", String(80), nullable=False, index=True),
        Column("answers_id", String(20), nullable=False),
        Column("side", String(20), nullable=False),
        Column("speaker", secret),
        Column("role", String(200), nullable=False),
        Column("organisation", String(200), nullable=False),
        Column("received_on", String(10), nullable=False),
        Column("text", secret),
        Column("status", String(20), nullable=False),
        Column("submitted_by", String(36), nullable=False),
        Column("submitted_at", instant, nullable=False),
        Column("decided_at", instant),
    )
