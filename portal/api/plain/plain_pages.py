"""Recording, Both sides, settling of outcomes, Corrections and Releases without scripts: everything the pages with scripts say, to read, keep and print."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.parameters import Asked, area_named, read
from portal.api.plain.html_pages import fault_as_html, render
from portal.bootstrap.address import root
from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.services.both_sides.claims import finding_line
from portal.services.both_sides.statements import (
    asked_words,
    began,
    looked_words,
    said_about,
    said_of_all,
    threads,
)
from portal.services.checking.quotable import rate_sentence
from portal.services.counted import maturing
from portal.services.library import releases as log
from portal.services.library.corrections import corrections as library_corrections
from portal.services.library.library import Library

PLAIN = "/plain"
INTRO = "What inspectors found about crime recording, and what the police and others said back. Newest first. Both get the same room."


def _page(template: str, asked: Asked, path: str, values: dict[str, Any]) -> Answer:
    library = asked.library
    query = f"?release={asked.given['release']}" if asked.text("release") else ""
    return render(
        template,
        {
            "canonical": f"{root()}{path}{query}",
            "release": library.release,
            "release_note": library.note,
            "path": path,
            "seen": SEEN_WORDS,
            **values,
        },
    )


def recording(request: Request) -> Answer:
    """Every finding of every inspection, and every force's rate, each with its source and the way to quote it."""
    asked = read(request, ("release",))
    library = asked.library
    held = {row["inspection_id"]: row for row in library.inspections.to_dict("records")}
    rows = library.audit_rows.to_dict("records")
    found = [
        {"id": row["audit_id"], "line": finding_line(row, held.get(row["inspection_id"])), "locator": row.get("locator", "")}
        for row in sorted(rows, key=lambda row: _published(row, held), reverse=True)
    ]  # fmt: skip
    rates = [
        {"id": row["rate_id"], "sentence": rate_sentence(row), "row": row}
        for row in library.force_rates.sort_values(["force_name", "published"]).to_dict("records")
    ]
    values = {
        "title": "How much reported crime was recorded?",
        "description": f"What inspections found about crime recording in {library.force.name} and in England and Wales, and the rates of other forces, each with its source.",
        "found": found,
        "rates": rates,
    }
    return _page("recording.html", asked, f"{PLAIN}/recording", values)


def _published(row: dict[str, Any], held: dict[str, dict[str, Any]]) -> tuple[str, str]:
    inspection = held.get(row["inspection_id"])
    return (inspection["published_on"] if inspection else "", row["audit_id"])


def both_sides(request: Request) -> Answer:
    """Every exchange, newest first; with `area`, what is about that place and, apart from it, about the whole force."""
    asked = read(request, ("area", "release"))
    library = asked.library
    if asked.text("area"):
        return _place(library, asked)
    listed = [
        {
            "thread": thread,
            "columns": [(name, thread.column(name)) for name in ("found", "answered", "other")],
            "lists": [("Agreed", thread.agreed), ("Disputed", thread.disputed), ("Unknown", thread.unknown)],
            "asked": " ".join(filter(None, (thread.not_found, looked_words(thread), asked_words(thread)))),
        }
        for thread in sorted(threads(library), key=lambda one: one.statements[-1].said_on, reverse=True)
    ]
    values = {"title": "Both sides", "description": INTRO, "exchanges": listed, "headings": HEADINGS}
    return _page("both_sides.html", asked, f"{PLAIN}/both-sides", values)


HEADINGS = {"found": "What was found", "answered": "What police and commissioner said", "other": "What others said"}  # fmt: skip


def _place(library: Library, asked: Asked) -> Answer:
    area = area_named(asked.needed("area"), "query: area", library)
    own, since = said_about(library, area), began(library)
    values = {
        "title": f"{area.name}: found and said, newest first",
        "description": f"What councils, police, inspectors and others found and said about {area.name}, and about the whole force{f' since {date_words(since)}' if since else ''}.",
        "area": area,
        "own": own,
        "has_finding": any(said.kind == "finding" for said in own),
        "all": said_of_all(library, since),
        "looked": [looked_words(one) for one in threads(library) if one.looked_for and one.area_codes & {area.code}],
    }  # fmt: skip
    return _page("place.html", asked, f"{PLAIN}/both-sides", values)


def corrections(request: Request) -> Answer:
    asked = read(request, ())
    values = {
        "title": "Corrections",
        "description": "What stood on this site and does not any more, what stands there now, and why. Rows are never taken out.",
        "rows": library_corrections(asked.library),
        "contact": bootstrap.settings().operator_contact,
    }
    return _page("corrections.html", asked, f"{PLAIN}/corrections", values)


def releases(request: Request) -> Answer:
    asked = read(request, ())
    library = asked.library
    listed = [
        {
            "one": one,
            "changes": [log.change_sentence(change, library) for change in one.changes],
            "is_held": one.release == library.release or bootstrap.kept_package(one.release) is not None,
        }
        for one in log.releases(bootstrap.release_log(), library)
    ]
    values = {
        "title": "Releases",
        "description": "Every release of the tables of this site, newest first: when, why, and what each changed.",
        "releases": listed,
    }
    return _page("releases.html", asked, f"{PLAIN}/releases", values)


def settling(request: Request) -> Answer:
    """What became of the crimes of every month that is held in two copies."""
    asked = read(request, ("release",))
    library = asked.library
    first = maturing.ripening(library)
    values = {
        "title": "How outcomes settle",
        "description": maturing.WHOLE_FORCE,
        "pairs": maturing.settling(library),
        "sentence": first.sentence if first else maturing.NONE_HELD,
        "whole": maturing.WHOLE_FORCE,
        "sources": library.sources("outcome_counts"),
    }
    return _page("settling.html", asked, f"{PLAIN}/settling", values)


ROUTES: list[BaseRoute] = [
    Route(f"{PLAIN}/recording", Door(recording, fault_as_html), name="plain-recording"),
    Route(f"{PLAIN}/both-sides", Door(both_sides, fault_as_html), name="plain-both-sides"),
    Route(f"{PLAIN}/settling", Door(settling, fault_as_html), name="plain-settling"),
    Route(f"{PLAIN}/corrections", Door(corrections, fault_as_html), name="plain-corrections"),
    Route(f"{PLAIN}/releases", Door(releases, fault_as_html), name="plain-releases"),
]
