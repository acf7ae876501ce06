"""The shapes of every answer, for the description that programs read. Figures follow the public contract."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["force", "sector", "town", "ward", "parish", "msoa", "lsoa"]
MonthText = str


class Shape(BaseModel):
    """No answer holds a key that is not described."""

    model_config = ConfigDict(extra="forbid")


class SourceShape(Shape):
    title: str
    publisher: str
    url: str
    licence: str


class AreaName(Shape):
    code: str
    name: str
    level: Level


class FigurePeriod(Shape):
    first: MonthText = Field(alias="from")
    last: MonthText = Field(alias="to")
    months: int
    missing: list[MonthText] = Field(description="Months of the period that cannot be counted.")


class BasisShape(Shape):
    kind: Literal["counted", "audited", "scenario", "none"]
    inspection: str | None
    rate: dict[str, float] | None = Field(description="Share recorded, by audit group.")
    sentence: str


class RateHeldShape(Shape):
    range80: list[float]
    range95: list[float]


class ScenarioShape(Shape):
    inspection: str
    whose: str = Field(description="Of whom and of which crimes the rate is.")
    year: int = Field(
        description="The last year it was audited in; of publication where the months are not public."
    )
    rate: float = Field(description="Share recorded, of these crimes together.")
    value: float = Field(description="Crimes that would be unrecorded. Unrounded.")
    range95: list[float] | None = Field(
        description="By the interval published with the rate; null where none was."
    )


class FigureShape(Shape):
    """One number with everything needed to print it. `value` is null, never 0, when it cannot be known."""

    area: AreaName
    period: FigurePeriod
    crime: str
    measure: Literal["recorded", "unrecorded"]
    value: float | None = Field(description="Unrounded.")
    range80: list[float] | None
    range95: list[float] | None = Field(
        description="Allowing for places to differ as the spread asked for says."
    )
    if_rate_held: RateHeldShape | None = Field(
        default=None,
        description="The ranges if recording here was as in the whole force. Absent in releases of the first method.",
    )
    scenarios: list[ScenarioShape] = Field(
        default=[],
        description="Outside an audited year: each audited rate on these crimes, lowest first. `value` is then null.",
    )
    label: Literal["number", "caution", "range_only", "not_shown"]
    per_1000: float | None = Field(description="Per 1,000 residents; for 12 months only.")
    per_1000_range95: list[float] | None = Field(
        description="Both ends of the rate's 95% range: chance and ordinary years for a count, the model for an estimate."
    )
    population: int | None
    population_source: str
    basis: BasisShape
    sentence: str = Field(description="Safe to print as it stands.")
    caveats: list[str]
    sources: list[SourceShape]
    release: str


class Page(Shape):
    total: int
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next rows on this server; null at the end.")
    release: str


class Figures(Page):
    figures: list[FigureShape]


class AreaRow(AreaName):
    official_name: str
    parent: str | None
    geography: Literal["both", "2021", "common"] = Field(
        description="'2021' exists on 2021 census codes only; 'common' joins what older codes cannot tell apart."
    )
    notice: str
    url: str
    page: str


class Areas(Page):
    areas: list[AreaRow]


class Run(Shape):
    first: MonthText = Field(alias="from")
    last: MonthText = Field(alias="to")
    months: int


class AreaDetail(AreaRow):
    lineage: list[AreaName] = Field(description="The force first, this area last.")
    children: int
    children_url: str
    months_held: list[Run]
    latest_year: Run
    newer_months_expected_to: str | None
    sources: list[SourceShape]
    release: str


class SeriesMonth(Shape):
    month: MonthText
    value: int | None
    status: Literal["supplied", "not_held", "not_supplied"]
    reason: str | None = Field(description="Why there is no value.")


class Series(Shape):
    area: AreaName
    crime: str
    measure: Literal["recorded"]
    months: list[SeriesMonth]
    caveats: list[str]
    sources: list[SourceShape]
    release: str


class FindingShape(Shape):
    id: str
    covers: str
    group: str
    measure: str
    recorded_pct: float | None
    half_width_pct: float | None
    other_pct: float | None
    audited_from: str | None
    audited_to: str | None
    use: Literal["yes", "no", "history"] = Field(description="Whether our estimates use it.")
    reason: str | None
    seen: str | None
    source_title: str | None
    source_url: str | None
    note: str | None


class Inspection(Shape):
    id: str
    title: str
    body: str
    area: str
    published_on: str
    audited_from: str | None
    audited_to: str | None
    grade: str | None
    url: str | None
    seen: str | None
    note: str | None
    findings: list[FindingShape]


class Inspections(Shape):
    inspections: list[Inspection]
    sources: list[SourceShape]
    release: str


class StatementShape(Shape):
    """One finding or statement, in our words; `quote` holds the speaker's own."""

    id: str
    thread: str = Field(description="The exchange it belongs to.")
    kind: Literal["finding", "statement"]
    side: Literal["inspectorate", "force", "national police", "commissioner", "victims", "other"]
    speaker: str | None
    role: str | None
    organisation: str | None
    said_on: str = Field(description="A day, a month or a year: as exact as the source allows.")
    date_basis: str | None
    place: str | None
    areas: list[str] = Field(description="Codes of the areas it is about.")
    topic: str
    about: str | None
    summary: str
    quote: str | None
    modality: list[Literal["possible", "conditional", "partial", "approximate"]] = Field(
        description="Kinds of hedge in quotation and summary: may, if, some, almost. Computed, not typed."
    )
    responds_to: str | None
    audits: list[str] = Field(description="Findings of /inspections that it rests on.")
    seen: str = Field(description="How it was read: first-hand, copy or newspaper.")
    source_title: str | None
    source_url: str | None
    locator: str | None
    note: str | None


class Statements(Page):
    statements: list[StatementShape]


class ErrorBody(Shape):
    code: str
    message: str
    where: str
    next: str


class Error(Shape):
    """Every fault has this shape."""

    error: ErrorBody
