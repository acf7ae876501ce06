"""What inspectors put the recording of crime at in the whole country, beside this force's own rate and never in its place."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.period import month_words
from portal.services.library.library import Library

NATIONAL = "England and Wales"


@dataclass(frozen=True)
class NationalRate:
    """Recorded of every 100 reported, as published; `until` is the last month audited in words, `published` a day."""

    pct: float
    until: str
    published: str


def national_rates(library: Library) -> tuple[NationalRate, ...]:
    """Rates of all crime that the newest national publication gives, oldest audit first; it restates the earlier one."""
    rows = library.audit_rows
    own = rows[
        (rows.area == NATIONAL) & (rows.group == "all") & rows.recorded_pct.notna() & (rows.audited_to != "")
    ]
    if own.empty:
        return ()
    days = library.inspections.set_index("inspection_id").published_on
    newest = own.sort_values("audited_to").inspection_id.iloc[-1]
    own = own[own.inspection_id == newest].sort_values("audited_to")
    first = _first_published(library)
    last = len(own) - 1
    return tuple(
        NationalRate(
            float(row.recorded_pct), month_words(row.audited_to), days[newest] if at == last else first
        )
        for at, row in enumerate(own.itertuples())
    )


def _first_published(library: Library) -> str:
    """The day on which a national rate of all crime was first published."""
    rows = library.audit_rows
    ids = rows[(rows.area == NATIONAL) & (rows.group == "all") & rows.recorded_pct.notna()].inspection_id
    days = library.inspections.set_index("inspection_id").published_on
    return str(min(days[one] for one in ids if one in days.index))
