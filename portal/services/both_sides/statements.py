"""Exchanges between those who found and those who answered: in order, by place, by search, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.domain.record.area import Area
from portal.domain.record.statement import QUOTE_WORDS, SHORT_WORDS, SIDES, Statement, date_words
from portal.services.library.library import Library
from portal.services.library.row_names import in_words
from portal.services.library.thread_tables import thread_rows

BAR = " | "
# What everybody in the force area reads of the whole force beside what is about their own place.
OF_ALL = ("recording of crime", "monitoring", "recorded crime up or down")
SEEN = ("first-hand", "copy", "newspaper")


@dataclass(frozen=True)
class Thread:
    """One exchange, its statements oldest first, and our reading of it in three lists."""

    thread_id: str
    title: str
    topic: str
    summary: str
    agreed: tuple[str, ...]
    disputed: tuple[str, ...]
    unknown: tuple[str, ...]
    not_found: str
    asked_on: str
    looked_on: str
    comparability: str
    good: str
    statements: tuple[Statement, ...]
    looked_for: str = ""
    looked_in: str = ""
    short_agreed: str = ""
    short_disputed: str = ""
    short_unknown: str = ""

    @property
    def opened_on(self) -> str:
        return self.statements[0].said_on

    def face(self, name: str) -> Statement | None:
        """What stands for one column on the closed card; none where nothing was said in it."""
        own = self.column(name)
        return next((said for said in own if said.short), own[0] if own else None)

    @property
    def dated(self) -> Statement:
        """The statement that dates the card: what was found, else what was answered."""
        return self.face("found") or self.face("answered") or self.statements[0]

    @property
    def area_codes(self) -> frozenset[str]:
        return frozenset(code for said in self.statements for code in said.area_codes)

    def column(self, name: str) -> tuple[Statement, ...]:
        return tuple(said for said in self.statements if said.column == name)

    def seen_counts(self, name: str) -> dict[str, int]:
        """How the statements of one column were read: first-hand, copy, newspaper."""
        counts = {kind: sum(said.seen == kind for said in self.column(name)) for kind in SEEN}
        return {kind: count for kind, count in counts.items() if count}


@dataclass(frozen=True)
class StatementQuery:
    """What a reader asks for. Empty means everything; `words` must all be found in one statement or its thread."""

    area: str = ""
    side: str = ""
    topic: str = ""
    since: int = 0
    until: int = 9999
    words: str = ""


@lru_cache(maxsize=16)
def threads(library: Library) -> tuple[Thread, ...]:
    """Every exchange, the one that opened first at the top."""
    rows = (row | {"note": in_words(library, row["note"])} for row in thread_rows(library, "statements"))
    said = sorted(map(Statement.from_row, rows), key=when)
    made = []
    for row in thread_rows(library, "threads"):
        lists = {
            name: tuple(filter(None, row[name].split(BAR))) for name in ("agreed", "disputed", "unknown")
        }
        own = tuple(one for one in said if one.thread_id == row["thread_id"])
        not_found = in_words(library, row["not_found"])
        made.append(Thread(**{**row, **lists, "not_found": not_found}, statements=own))
    return tuple(sorted(made, key=lambda thread: when(thread.statements[0])))


def statements(library: Library) -> tuple[Statement, ...]:
    """Every finding and statement, oldest first."""
    every = (said for thread in threads(library) for said in thread.statements)
    return tuple(sorted(every, key=when))


def when(said: Statement) -> tuple[str, str]:
    """Oldest first. A date known only to the month or year comes after the days of it that are known."""
    return said.said_on.ljust(10, "~"), said.statement_id


def thread_of(library: Library, key: str) -> tuple[Thread, str] | None:
    """The thread that has this id or holds this statement, and the statement's id if one was named."""
    for thread in threads(library):
        if thread.thread_id == key:
            return thread, ""
        if any(said.statement_id == key for said in thread.statements):
            return thread, key
    return None


def local_codes(library: Library, area: Area) -> tuple[str, ...]:
    """The area and what holds it, without the force, whose threads are everybody's."""
    return tuple(above.code for above in library.lineage(area) if above.level != "force")


def local_threads(library: Library, area: Area) -> tuple[Thread, ...]:
    """Threads that name this area, or one it lies in, other than the whole force. Oldest first."""
    codes = set(local_codes(library, area))
    return tuple(thread for thread in threads(library) if thread.area_codes & codes)


def found(library: Library, asked: StatementQuery) -> tuple[Thread, ...]:
    """Threads with a statement that fits, each shown whole so that no side loses its answer. Oldest first."""
    return tuple(
        thread
        for thread in threads(library)
        if any(fits(said, asked) for said in thread.statements) and _says(thread, asked.words)
    )


def in_order(library: Library, asked: StatementQuery, reader_area: Area | None) -> tuple[Thread, ...]:
    """Threads that fit: those about the reader's own area first, then the rest, newest first in both."""
    own = {t.thread_id for t in local_threads(library, reader_area)} if reader_area else set()
    newest = sorted(found(library, asked), key=lambda thread: thread.dated.said_on, reverse=True)
    return tuple(sorted(newest, key=lambda thread: thread.thread_id not in own))


def fits(said: Statement, asked: StatementQuery) -> bool:
    """Whether one statement is of the area, side, topic and years asked for."""
    year = int(said.said_on[:4])
    return (
        (not asked.area or asked.area in said.area_codes)
        and (not asked.side or said.side == asked.side)
        and (not asked.topic or said.topic == asked.topic)
        and asked.since <= year <= asked.until
    )


def _says(thread: Thread, words: str) -> bool:
    """Every word stands somewhere in the thread, in any case and order."""
    lists = (*thread.agreed, *thread.disputed, *thread.unknown)
    text = " ".join((thread.title, thread.summary, *lists)).casefold()
    text += " ".join(said.searched for said in thread.statements)
    return all(word in text for word in words.casefold().split())


def areas_named(library: Library) -> tuple[Area, ...]:
    """Areas that some statement is about, the force first, then by name."""
    codes = {code for thread in threads(library) for code in thread.area_codes}
    named = (library.areas[code] for code in codes if code in library.areas)
    return tuple(sorted(named, key=lambda area: (area.level != "force", area.name)))


def places_with_exchanges(library: Library) -> tuple[Area, ...]:
    """Sectors that an exchange names in its title, by name: those with something of their own to read."""
    titles = " ".join(thread.title for thread in threads(library))
    return tuple(area for area in areas_named(library) if area.level == "sector" and area.name in titles)


def tallies(library: Library) -> dict[str, int]:
    """How many statements there are, by side and by how they were read, the years, and how long a quotation may be."""
    every = statements(library)
    counted = {side.replace(" ", "_"): sum(said.side == side for said in every) for side in SIDES}
    counted |= {"quoted": sum(bool(said.quote) for said in every)}
    counted |= {"quoted_force": sum(bool(said.quote) and said.side == "force" for said in every)}
    years = [int(said.said_on[:4]) for said in every]
    counted |= {"first_year": min(years, default=0), "last_year": max(years, default=0)}
    read = {kind.replace("-", "_"): sum(said.seen == kind for said in every) for kind in SEEN}
    limits = {"quote_words": QUOTE_WORDS, "short_words": SHORT_WORDS}
    return {"statements": len(every), **limits, **counted, **read}


def silence(thread: Thread, column: str) -> str:
    """What an empty column says: that nothing was found, and never that nobody answered."""
    if thread.column(column):
        return ""
    if column == "answered":
        return "No reply found in the texts read."
    return "No finding on this was found in the texts read."


def asked_words(thread: Thread) -> str:
    """Whether this site asked for a reply and when, and when one was last looked for. Never that somebody refused."""
    asked = (
        f"This site asked for a reply on {date_words(thread.asked_on)}"
        if thread.asked_on
        else "This site has asked nobody for a reply"
    )
    return f"{asked}. Replies in public text were last looked for on {date_words(thread.looked_on)}."


def looked_words(thread: Thread) -> str:
    """Whose words were looked for, where and when; empty where nothing in particular was."""
    if not thread.looked_for:
        return ""
    return f"Looked for: {thread.looked_for}; in {thread.looked_in}; last on {date_words(thread.looked_on)}."


def said_about(library: Library, area: Area) -> tuple[Statement, ...]:
    """What was found or said about this area or one it lies in, and nothing about the whole force. Newest first."""
    codes = set(local_codes(library, area))
    own = [said for said in statements(library) if codes.intersection(said.area_codes)]
    return tuple(reversed(own))


def began(library: Library) -> str:
    """The month of the first words in the exchange this site began with, else of the first that are held; empty for none."""
    thread = library.data.force.get("began_with")
    every = statements(library)
    own = [said for said in every if said.thread_id == thread] or list(every)
    return min((said.said_on[:7] for said in own), default="")


def said_of_all(library: Library, since: str) -> tuple[Statement, ...]:
    """What was found or said about recording in the whole force, from a day on. Newest first."""
    force = library.force.code
    found = [
        said for said in statements(library)
        if said.area_codes == (force,) and said.topic in OF_ALL and said.said_on >= since
    ]  # fmt: skip
    return tuple(reversed(found))


def concerns(library: Library) -> dict[str, list[dict[str, Any]]]:
    """Each recommendation or cause of concern with its statuses, oldest first."""
    matters: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(
        thread_rows(library, "recommendations"), key=lambda row: (row["as_of"], row["status_id"])
    ):
        matters.setdefault(row["subject"], []).append(row)
    return matters
