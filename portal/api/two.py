"""Two areas, or two periods of one area, as an answer: the months of both, the sentence that compares, and the ranges."""

from __future__ import annotations

from re import fullmatch
from typing import Any, Literal

from pydantic import Field

from portal.api import listings
from portal.api.faults import bad_value
from portal.api.parameters import Asked
from portal.api.shapes import AreaName, FigureShape, MonthText, Shape, SourceShape
from portal.bootstrap.address import root
from portal.errors import BadRequest
from portal.services.checking.pair import Pair, PairAsked, pair
from portal.services.counted.figure import figure
from portal.services.counted.two_lines import TrendLine
from portal.services.library.selection import period_from


class TwoMonth(Shape):
    """One month of one of the two. `recorded` is null, never 0, where the month has no figure."""

    month: MonthText
    status: str = Field(description="supplied, or why the month has no figure.")
    recorded: int | None
    recorded_per_1000: float | None = Field(
        description="Unrounded; null where the two are not shown by residents."
    )


class TwoLine(Shape):
    """Every month that either of two areas has, or those of one of two periods.

    `area` is never a small one: its months are too few, and those of the neighbourhood around it stand here.
    """

    name: str
    area: AreaName
    first: MonthText = Field(
        alias="from", description="First of the months given, which is not what was asked."
    )
    last: MonthText = Field(alias="to")
    residents: int | None = Field(description="What each month is divided by; null where counts are shown.")
    population_source: str | None = Field(description="Whose count of residents, and of when.")
    months: list[TwoMonth]


class TwoAsked(Shape):
    """What the sentence is about."""

    area: str
    beside: str = Field(
        alias="with", description="The other area's code, or the first month of the other period."
    )
    first: MonthText = Field(alias="from")
    last: MonthText = Field(alias="to")


class Two(Shape):
    """What may be missing is in `estimates` alone, modelled, and only for years that inspectors checked."""

    title: str
    crime: str
    asked: TwoAsked
    sentence: str = Field(description="Safe to print with `caveat`.")
    caveat: str = Field(description="Travels with the sentence.")
    by: Literal["date", "month of the period"]
    note: str = Field(
        description="What the two are divided by, and whether their months are those of a larger place."
    )
    lines: list[TwoLine]
    estimates: list[FigureShape]
    estimates_caveat: str | None = Field(
        description="Travels with any range of `estimates`; null where there is none."
    )
    no_estimate: str | None = Field(description="Why there is none; null where there is one.")
    link: str = Field(description="Shows the same next year.")
    sources: list[SourceShape]
    release: str


def pair_asked(asked: Asked) -> Pair:
    """The two that the address asks for."""
    area, period, beside = asked.area(), asked.period(), asked.needed("with")
    if period_from(beside, period) is None:
        if fullmatch(r"\d{4}-\d{1,2}", beside):
            said = f"'{beside}' is neither the code of an area nor a month of the record"
            raise bad_value("with", said, "Write a month as 2025-01.")
        beside = asked.area("with").code
    try:
        return pair(asked.library, PairAsked(area.code, beside, period, asked.choice("crime") or "all"))
    except BadRequest as error:
        said, _, next_step = str(error).partition("; ")
        where = "from" if said.startswith(f"no month of {period.words} ") else "with"
        raise bad_value(where, said, f"{next_step[:1].upper()}{next_step[1:]}.") from None


def lasting_path(shown: Pair) -> str:
    """The same two on Check a figure, fixed to their release."""
    return f"/check?{shown.asked.query(shown.release)}"


def answer_compare(asked: Asked) -> dict[str, Any]:
    shown = pair_asked(asked)
    period = shown.asked.period
    return {
        "title": shown.title,
        "crime": shown.asked.crime,
        "asked": {
            "area": shown.asked.area,
            "with": shown.asked.beside,
            "from": period.first,
            "to": period.last,
        },
        "sentence": shown.sentence,
        "caveat": shown.warning,
        "by": "date" if shown.by_date else "month of the period",
        "note": shown.note,
        "lines": [_line(asked, shown, line) for line in shown.lines],
        "estimates": [each.figure.as_json() for each in shown.ranges],
        "estimates_caveat": shown.caveat or None,
        "no_estimate": shown.why_no_range or None,
        "link": root() + lasting_path(shown),
        "sources": [vars(source) for source in shown.sources],
        "release": shown.release,
    }


def _line(asked: Asked, shown: Pair, line: TrendLine) -> dict[str, Any]:
    divided = (
        figure(asked.library, line.area.code, shown.asked.period, shown.asked.crime) if shown.rated else None
    )
    return {
        "name": line.name,
        "area": listings.area_name(line.area),
        "from": line.period.first,
        "to": line.period.last,
        "residents": line.residents if divided else None,
        "population_source": divided.population_source if divided else None,
        "months": [
            {"month": each.month, "status": each.status, "recorded": each.count, "recorded_per_1000": each.per_1000}
            for each in line.points
        ],
    }  # fmt: skip
