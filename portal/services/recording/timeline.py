"""Grades and monitoring of the force in date order, with the days from which grades no longer compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.services.library.library import Library

# Short enough for a phone; the table's own title and note are given with them.
SHORT = {
    "engage-2022": "enhanced monitoring begins",
    "peel-2023-25": "still a cause of concern",
    "engage-exit-2025": "back to routine monitoring",
}
# The round has no single day; January 2022 stands for it.
BREAKS = (
    (date(2017, 1, 1), "Jan 2017: thresholds lowered", "Grades before and after do not compare."),
    (date(2022, 1, 1), "2021/22: five grades from here", "Grades before and after do not compare."),
)


@dataclass(frozen=True)
class Event:
    """A grade, a change of monitoring, or (`is_break`) a change of the grades themselves."""

    on: date
    label: str
    meaning: str
    is_break: bool = False


def events(library: Library) -> tuple[Event, ...]:
    """Everything published about this force alone that is not a rate, and the breaks, by date."""
    own = library.inspections[library.inspections.area == library.inspected_as]
    found = [Event(*b, True) for b in BREAKS]
    for row in own.to_dict("records"):
        what = row["grade"] or SHORT.get(row["inspection_id"], "")
        if what:
            on = date.fromisoformat(row["published_on"])
            found.append(Event(on, f"{on:%b %Y}: {what}", f"{row['title']}. {row['note']}"))
    return tuple(sorted(found, key=lambda event: event.on))
