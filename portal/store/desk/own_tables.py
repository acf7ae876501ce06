"""Tables of the desk beside its reports: who is told how, views, templates of a team, shares, groups, search marks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, MetaData, String, Table


def desk_mail_table(metadata: MetaData) -> Table:
    """One row is one account's choice. Days are ISO dates of the force's own clock; empty is none."""
    return Table(
        "desk_mail",
        metadata,
        Column("account_id", String(36), primary_key=True),
        Column("how", String(10), nullable=False),
        Column("leave_hash", String(64), nullable=False, index=True),
        Column("away_from", String(10), nullable=False),
        Column("away_until", String(10), nullable=False),
        Column("cover", String(36), nullable=False),
        Column("digest_on", String(10), nullable=False),
    )


def desk_told_table(metadata: MetaData, instant: Any) -> Table:
    """One row is one notice that one account was told of, or that waits for its digest."""
    return Table(
        "desk_told",
        metadata,
        Column("notice", String(80), primary_key=True),
        Column("account_id", String(36), primary_key=True),
        Column("at", instant, nullable=False),
        Column("waits", Boolean, nullable=False),
    )


def saved_views_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Filters somebody keeps. Encrypted: what is looked for may name a person."""
    return Table(
        "saved_views",
        metadata,
        Column("view_id", String(36), primary_key=True),
        Column("account_id", String(36), nullable=False, index=True),
        Column("name", secret),
        Column("asked", secret),
        Column("at", instant, nullable=False),
    )


def team_templates_table(metadata: MetaData, secret: Any, instant: Any) -> Table:
    """Beginnings a team wrote for itself. `used` is JSON: kind of message to how often an answer began with it."""
    return Table(
        "team_templates",
        metadata,
        Column("template_id", String(36), primary_key=True),
        Column("team", String(100), nullable=False),
        Column("name", secret),
        Column("text", secret),
        Column("used", String(300), nullable=False),
        Column("account_id", String(36), nullable=False),
        Column("at", instant, nullable=False),
    )


def report_shares_table(metadata: MetaData, instant: Any) -> Table:
    """One row is one report that one more sector reads."""
    return Table(
        "report_shares",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("sector_code", String(36), primary_key=True, index=True),
        Column("at", instant, nullable=False),
    )


def report_groups_table(metadata: MetaData, instant: Any) -> Table:
    """One row is one report put together with others about the same thing."""
    return Table(
        "report_groups",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("group_id", String(36), nullable=False, index=True),
        Column("at", instant, nullable=False),
    )


def search_marks_table(metadata: MetaData) -> Table:
    """Keyed hashes of a report's words, another for each report, so that none can be compared with another's."""
    return Table(
        "search_marks",
        metadata,
        Column("report_id", String(36), ForeignKey("reports.report_id"), primary_key=True),
        Column("marks", LargeBinary, nullable=False),
    )
