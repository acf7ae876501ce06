"""The corrections as people read them."""

from __future__ import annotations

from portal.domain.record.statement import date_words
from portal.services.library.library import Library
from portal.services.library.row_names import in_words, without_asides
from portal.services.library.thread_tables import Row, thread_rows


def corrections(library: Library) -> list[Row]:
    """Newest first; `place` says where the correction was made, as `where` does, and `day` when, in words alone."""
    rows = sorted(
        thread_rows(library, "corrections"),
        key=lambda row: (str(row["made_on"]), row["correction_id"]),
        reverse=True,
    )
    return [
        row
        | {
            "place": in_words(library, without_asides(str(row["where"]))),
            "day": date_words(str(row["made_on"])[:10]),
        }
        for row in rows
    ]
