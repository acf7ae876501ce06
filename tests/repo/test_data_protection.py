"""How long each thing is kept, as the page for whoever runs a copy says it, is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from portal.domain.desk.access import ACCESS_KEPT
from portal.domain.publishing.publication import ORIGINAL_KEPT
from portal.services.reports.keeping import ATTEMPTS_KEPT, SENT_KEPT
from portal.store.backup import KEPT

KEPT_BY_WORDS = {
    "what an editor took out": ORIGINAL_KEPT,
    "who at the desk read": ACCESS_KEPT,
    "counted tries": ATTEMPTS_KEPT,
    "mail that was sent": SENT_KEPT,
    "backups made by": KEPT,
}


def test_every_time_in_the_table_is_the_codes(repo: Path) -> None:
    text = (repo / "docs" / "data-protection.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \|", text, re.M)
    assert len(rows) == len(KEPT_BY_WORDS)
    for words, days in rows:
        (kept,) = (span for start, span in KEPT_BY_WORDS.items() if words.startswith(start))
        assert kept.days == int(days), words
