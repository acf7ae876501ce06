"""The first answer about a place: its rate beside its sector's, the force's and places like it, and one sentence of that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.record.area import Area
from portal.domain.record.figure import Figure
from portal.services.counted.alike import WORDS, similar
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import rate
from portal.services.library.selection import Selection

# Rates within a tenth of one another are called about the same.
ALIKE = 0.10
# Below either of these a rate moves too much to be read off one year.
FEW_PEOPLE, FEW_CRIMES = 3000, 100
FEW = "Few people live here, so the rate jumps about from year to year."


@dataclass(frozen=True)
class StripRow:
    """One line of the strip, per 1,000 residents. `kind` is own, other, or middle (the middle half of places like it).

    `rate` is None for the middle half; `low` and `high` are the ends of a rate's range, or of the middle half. `called` is
    what the sentence calls a place that it compares with.
    """

    kind: str
    name: str
    rate: float | None
    low: float
    high: float
    called: str = ""

    @property
    def words(self) -> str:
        return f"{rate(self.low)} to {rate(self.high)}" if self.rate is None else rate(self.rate)


@dataclass(frozen=True)
class PlaceAnswer:
    """`sentence` is empty where no rate can be given; `rows` then too."""

    sentence: str
    rows: tuple[StripRow, ...]
    note: str

    @property
    def longest(self) -> float:
        """The far end of the one axis, from nought."""
        return max((row.high for row in self.rows), default=0.0)


def answer(library: Library, selection: Selection, shown: Figure) -> PlaceAnswer:
    """`shown` is the recorded figure of the selection."""
    own = _row("own", shown)
    if own is None:
        return PlaceAnswer("", (), "")
    around = (_beside(library, area, shown) for area in _around(library, shown.area))
    beside = [row for row in around if row is not None]
    rows, said = [own, *beside], _compared(own, beside)
    found = similar(library, selection, shown.area)
    if found is not None:
        what = WORDS[shown.area.level]
        rows.append(
            StripRow(
                "middle",
                f"Middle half of {found.spread.areas} {what} like it",
                None,
                found.spread.lower,
                found.spread.upper,
            )
        )
        said.append(f"{_usual(found.own, found.spread.lower, found.spread.upper)} {what} like it")
    note = FEW if (shown.population or 0) < FEW_PEOPLE or (shown.value or 0) < FEW_CRIMES else ""
    return PlaceAnswer(_joined(said), tuple(rows), note)


def _around(library: Library, area: Area) -> tuple[Area, ...]:
    """The sector the place lies in and the force, where they are not the place itself."""
    sector = library.sector_of(area)
    return tuple(one for one in (sector, library.force) if one is not None and one != area)


def _beside(library: Library, area: Area, shown: Figure) -> StripRow | None:
    row = _row("other", figure(library, area.code, shown.period, shown.crime))
    if row is None:
        return None
    if area.level == "sector":
        return replace(row, name=f"{area.name}, its sector", called=area.name)
    return replace(row, called="the whole force")


def _row(kind: str, shown: Figure) -> StripRow | None:
    if shown.per_1000 is None:
        return None
    low, high = shown.per_1000_range95 or (shown.per_1000, shown.per_1000)
    return StripRow(kind, shown.area.name, shown.per_1000, low, high)


def _compared(own: StripRow, beside: list[StripRow]) -> list[str]:
    """One part for each row beside; places that compare alike share one."""
    by_words: dict[str, list[str]] = {}
    for row in beside:
        by_words.setdefault(_than(own, row), []).append(row.called)
    return [f"{words} {' and '.join(names)}" for words, names in by_words.items()]


def _than(own: StripRow, other: StripRow) -> str:
    mine, theirs = own.rate or 0.0, other.rate or 0.0
    if abs(mine - theirs) <= ALIKE * theirs:
        return "about the same as"
    return "more for each person than" if mine > theirs else "fewer for each person than"


def _usual(own: float, lower: float, upper: float) -> str:
    if lower <= own <= upper:
        return "usual for"
    return "above most" if own > upper else "below most"


def _joined(parts: list[str]) -> str:
    """'More for each person than A, about the same as B, and usual for towns like it.' Empty for no part."""
    if not parts:
        return ""
    said = (
        parts[0]
        if len(parts) == 1
        else f"{', '.join(parts[:-1])}{',' if len(parts) > 2 else ''} and {parts[-1]}"
    )
    return f"{said[0].upper()}{said[1:]}."
