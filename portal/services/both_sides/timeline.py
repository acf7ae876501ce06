"""Everything that has a date in the story of recording: inspections, statements, and runs of recorded months."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.record.crime import ALL
from portal.domain.record.period import Period
from portal.measures.change import supplied_runs
from portal.measures.record import area_count
from portal.services.both_sides.statements import statements
from portal.services.library.library import Library


@dataclass(frozen=True)
class Dated:
    """`said_on` is as exact as the source; `date` is a day to draw it at, mid-month or mid-year where it is not."""

    said_on: str
    lane: str
    what: str

    @property
    def date(self) -> str:
        return (
            f"{self.said_on}{'-07-01' if len(self.said_on) == 4 else '-15' if len(self.said_on) == 7 else ''}"
        )


def timeline_rows(library: Library) -> tuple[Dated, ...]:
    """Oldest first. Recorded crime is one row for each unbroken run of months held."""
    rows = [
        Dated(row["published_on"], "inspection", row["title"])
        for row in library.inspections.to_dict("records")
    ]
    rows += [
        Dated(said.said_on, said.side, f"{said.speaker}: {said.summary}") for said in statements(library)
    ]
    rows += [Dated(run.first, "recorded", _run_words(library, run)) for run in supplied_runs(library.record)]
    return tuple(sorted(rows, key=lambda row: row.date))


def _run_words(library: Library, run: Period) -> str:
    force = library.force
    count = area_count(library.record, force, run, ALL)
    return f"{count:,} crimes recorded, {run.words}"
