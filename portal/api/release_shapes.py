"""The shapes of releases, claims, quotations and what a search found, for the description that programs read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.api.shapes import AreaRow, Page, Run, Shape, SourceShape


class TableShape(Shape):
    name: str
    title: str
    rows: int | None
    bytes: int
    hash: str


class Licence(Shape):
    title: str
    url: str


class ChangeShape(Shape):
    kind: Literal["month_added", "month_removed", "month_revised", "table_changed", "figure_moved"]
    item: str = Field(description="The month, the table, or the figure as area, months, crime and measure.")
    before: float | None
    after: float | None
    changed_count: int | None = Field(description="Counts or rows that differ, each way.")
    sentence: str


class ReleaseShape(Shape):
    """One release. `kept`: its tables are here as they were, and `release=` answers from them."""

    release: str
    current: bool
    kept: bool
    published_on: str | None = Field(description="Null for tables that are served and not published yet.")
    why: str | None
    changes: list[ChangeShape] = Field(description="What differs from the release before.")
    file: str | None = Field(description="Address of all its tables on this server.")
    title: str | None
    months_held: list[Run]
    tables: list[TableShape]
    licences: list[Licence]


class Releases(Shape):
    current: str
    releases: list[ReleaseShape]


class ClaimEvidence(Shape):
    when: str
    area: str
    sentence: str
    source_title: str
    source_url: str | None
    seen: str


class AlsoSaid(Shape):
    words: str
    source_title: str = Field(description="Empty where the words name the place themselves.")
    source_url: str


class ClaimShape(Shape):
    """One figure or phrase in circulation. It holds no verdict and no rating."""

    id: str
    claim: str = Field(description="The words, or the figure, as met.")
    sentence: str | None = Field(
        description="Can be printed as it stands; null in a release from before claims had one."
    )
    said_by: str
    role: str
    said_on: str
    place: str
    also_said: list[AlsoSaid]
    depends_on: str
    finding: str | None
    evidence: list[ClaimEvidence]
    cannot_be_known: list[str]
    thread: str
    source_title: str
    source_url: str
    locator: str | None
    seen: str
    reviewed_on: str
    page: str


class Claims(Page):
    claims: list[ClaimShape]


class Quote(Shape):
    """One thing with everything needed to quote it. `checksum` is of all that stands above it."""

    of: str
    id: str
    first: str | None = Field(alias="from")
    last: str | None = Field(alias="to")
    title: str
    sentence: str = Field(description="Safe to print as it stands.")
    caveat: str = Field(description="Travels with the sentence.")
    sources: list[SourceShape]
    checksum: str
    quote: str = Field(description="Sentence, caveat and where to check them.")
    short_citation: str
    full_citation: str
    link: str
    release: str


class OfferShape(Shape):
    code: str
    words: str


class PrintedShape(Shape):
    kind: Literal["claim", "exchange"]
    id: str
    words: str
    path: str


class FoundShape(Shape):
    q: str
    area: AreaRow | None
    others: list[AreaRow]
    choices: list[OfferShape]
    printed: list[PrintedShape]
    sentence: str
    release: str


class SettlingRow(Shape):
    """One outcome of one month's crimes, in an earlier and a later copy of the month's file."""

    month: str
    outcome: str | None = Field(description="In the published words; null where the file gives none.")
    soon_on: str = Field(description="When the earlier copy was taken.")
    late_on: str = Field(description="When the later copy was taken.")
    soon_count: int
    late_count: int
    soon_of_100: float = Field(
        description="Of every 100 crimes of the month, in the earlier copy. Unrounded."
    )
    late_of_100: float


class Settling(Shape):
    sentence: str = Field(description="Safe to print as it stands.")
    rows: list[SettlingRow] = Field(description="Empty where no month is held in two copies.")
    sources: list[SourceShape]
    release: str
