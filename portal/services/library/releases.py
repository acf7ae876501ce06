"""The releases that were published, newest first, and what each changed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from portal.domain.record.crime import crime_words
from portal.domain.record.period import Period, day_words, month_words
from portal.services.library.library import Library
from portal.services.library.numbers import number, place
from portal.tables.load import Package


@dataclass(frozen=True)
class ReleaseChange:
    """One thing that differs from the release before. `before` and `after` are rows, or a figure's value."""

    kind: str
    item: str
    before: float | None
    after: float | None
    changed_count: int | None


@dataclass(frozen=True)
class Release:
    """One release. `published_on` is empty for tables that are served and were not published yet."""

    release: str
    published_on: str
    first_month: str
    last_month: str
    month_count: int
    why: str
    changes: tuple[ReleaseChange, ...]

    @property
    def published_words(self) -> str:
        return day_words(self.published_on) if self.published_on else "not published yet"


def releases(log: Package | None, in_force: Library) -> tuple[Release, ...]:
    """Every release, newest first. The one in force comes first even where it was not published yet."""
    found = _published(log) if log is not None else []
    if in_force.release not in {release.release for release in found}:
        months = in_force.record.supplied_months
        found.append(Release(in_force.release, "", months[0], months[-1], len(months), "", ()))
    return tuple(reversed(found))


def _published(log: Package) -> list[Release]:
    changes = log.table("release_changes")
    return [
        Release(
            row.release, row.published_on, row.first_month, row.last_month, int(row.month_count), row.why,
            tuple(_change(change) for change in changes[changes.release == row.release].itertuples()),
        )
        for row in log.table("releases").sort_values("number").itertuples()
    ]  # fmt: skip


def _change(row: tuple[Any, ...]) -> ReleaseChange:
    def known(name: str) -> float | None:
        value = getattr(row, name)
        return None if pd.isna(value) else float(value)

    changed = known("changed_count")
    return ReleaseChange(
        row.kind, row.item, known("before"), known("after"),  # type: ignore[attr-defined]
        None if changed is None else int(changed),
    )  # fmt: skip


def change_sentence(change: ReleaseChange, library: Library) -> str:
    """What moved and by how much, to be read beside the release's reason."""
    if change.kind == "figure_moved":
        return _figure_sentence(change, library)
    was, now = (None if value is None else number(value) for value in (change.before, change.after))
    if change.kind == "month_added":
        return f"{month_words(change.item)} was added: {now} rows."
    if change.kind == "month_removed":
        return f"{month_words(change.item)} was taken out: {was} rows."
    what = "count" if change.kind == "month_revised" else "row"
    differ = f"{what} differs" if change.changed_count == 1 else f"{what}s differ"
    moved = f"{number(change.changed_count or 0)} {differ}"
    if change.kind == "month_revised":
        return f"{month_words(change.item)} was revised: {was} rows before, {now} now; {moved}."
    return f"Table {change.item}: {was or 'no'} rows before, {now or 'no'} now; {moved}."


def _figure_sentence(change: ReleaseChange, library: Library) -> str:
    code, first, last, crime, measure = change.item.split(" ")
    where = place(library.areas[code]) if code in library.areas else code
    was, now = ("no figure" if value is None else number(value) for value in (change.before, change.after))
    start = f"{crime_words(crime).capitalize()} in {where}, {Period(first, last).words}"
    if measure == "unrecorded" and was == now:
        return f"{start}, estimate of those not recorded: the middle of the range is still {now}; its ends or its label moved."
    if measure == "unrecorded":
        return f"{start}, estimate of those not recorded: the middle of the range was {was} and is {now}."
    return f"{start}, recorded: {was} before, {now} now."
