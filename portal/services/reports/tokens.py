"""Tokens of links in mail."""

from __future__ import annotations

from portal.services.reports.wiring import Reports


def make_token(reports: Reports, purpose: str, follower_id: str) -> str:
    """Made from a random id with a key that only the store has; what is kept for finding it is a hash of it."""
    return reports.store.keyed_hash(f"make {purpose}", follower_id)[:40]
