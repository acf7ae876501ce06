"""The shapes of the list of releases, for the description that programs read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.api.shapes import Run, Shape


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
