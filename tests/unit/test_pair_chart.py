"""The chart of two lines: gaps break a line, names stand apart at its end, what is modelled is hatched and what is counted is not."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from portal import bootstrap
from portal.domain.record.period import Period
from portal.figures.figure_picture import as_png
from portal.figures.trends.pair_chart import NARROW, WIDE, Frame, height_of, pair_image, pair_svg
from portal.figures.trends.pair_marks import ChartMark, marks_of
from portal.figures.trends.pair_picture import pair_picture
from portal.markup import Theme, token
from portal.services.checking.pair import Pair, PairAsked, pair

YEAR, CHECKED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
SVG = "{http://www.w3.org/2000/svg}"


def shown_of(beside: str, period: Period = YEAR, area: str = "town:tiverton") -> tuple[Pair, list[ChartMark]]:
    library = bootstrap.library()
    shown = pair(library, PairAsked(area, beside, period))
    return shown, marks_of(shown, library.events)


def tree(
    shown: Pair, marks: list[ChartMark], frame: Frame = WIDE, theme: Theme = "light"
) -> ElementTree.Element:
    return ElementTree.fromstring(str(pair_svg(shown, marks, frame, theme)))


def paths(drawn: ElementTree.Element, colour: str) -> list[ElementTree.Element]:
    return [
        each
        for each in drawn.iter(f"{SVG}path")
        if each.get("stroke") == colour and each.get("fill") == "none"
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_lines_are_solid_of_two_colours_and_broken_at_every_gap(theme: Theme) -> None:
    shown, marks = shown_of("town:bideford")
    drawn = tree(shown, marks, theme=theme)
    for line, colour in zip(shown.lines, (token("recorded", theme), token("ink", theme)), strict=True):
        (path,) = paths(drawn, colour)
        assert path.get("stroke-dasharray") is None
        held = {point.at for point in line.held}
        assert (path.get("d") or "").count("M") == sum(at - 1 not in held for at in held)
        assert len(re.findall("[ML]", path.get("d") or "")) == len(held)


def test_only_what_is_modelled_is_hatched_and_it_starts_below_the_counts() -> None:
    shown, marks = shown_of("town:bideford")
    drawn = tree(shown, marks)
    hatched = [each for each in drawn.iter(f"{SVG}rect") if (each.get("fill") or "").startswith("url(")]
    assert len(hatched) == 2 * len(shown.ranges) == 4
    assert all(float(each.get("y") or 0) > WIDE.floor for each in hatched)
    assert [each.get("stroke-dasharray") for each in hatched] == [None, "4 3"] * 2
    bare = replace(shown, ranges=())
    assert "url(#" not in str(pair_svg(bare, marks, WIDE))
    assert height_of(bare, WIDE) < height_of(shown, WIDE)


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("beside", ["town:bideford", "E02004165", "E23000035", "2019-01", "2018-03"])
def test_each_line_is_named_beside_its_end_and_nothing_leaves_the_sheet(beside: str, frame: Frame) -> None:
    library = bootstrap.library()
    beside = beside if beside[:2] != "E2" else library.force.code
    shown, marks = shown_of(beside, CHECKED)
    drawn = tree(shown, marks, frame)
    texts = list(drawn.iter(f"{SVG}text"))
    words = " ".join(each.text or "" for each in texts)
    for line in shown.lines:
        assert line.name in words
    edge = frame.left + frame.across
    names = sorted(float(each.get("y") or 0) for each in texts if float(each.get("x") or 0) > edge)
    assert all(b - a >= frame.size for a, b in zip(names, names[1:], strict=False))
    assert names[-1] <= frame.floor + frame.line
    for each in texts:
        long = 0.58 * frame.size * len(each.text or "")
        x, anchor = float(each.get("x") or 0), each.get("text-anchor", "start")
        left = {"start": x, "middle": x - long / 2, "end": x - long}[anchor]
        assert left + long <= frame.width + 2, each.text
    assert float(drawn.get("height") or 0) == height_of(shown, frame)


def test_events_are_marked_as_on_a_place_s_own_trend() -> None:
    shown, marks = shown_of("town:bideford")
    kinds = {mark.kind for mark in marks}
    assert kinds == {"gap", "covid", "rule", "inspected"}
    left = shown.lines[0].points[0].month
    rules = bootstrap.library().events.query("effect == 'not_alike'")
    assert sum(mark.kind == "rule" for mark in marks) == int((rules.month >= left).sum())
    for mark in marks:
        if mark.kind == "gap":
            assert all(
                line.points[at].count is None for line in shown.lines for at in range(mark.start, mark.end)
            )
    (checked,) = [mark for mark in marks if mark.kind == "inspected"]
    assert shown.lines[0].points[checked.start].month == CHECKED.first
    assert checked.end - checked.start == 12


def test_events_of_two_periods_say_whose_they_are() -> None:
    _, marks = shown_of("2018-03", CHECKED)
    assert {mark.line for mark in marks if mark.kind == "covid"} == {1}
    assert {mark.line for mark in marks if mark.kind == "rule"} == {0, 1}
    assert "Mar 2021 to Feb 2022" in next(mark.words for mark in marks if mark.kind == "covid")


def test_picture_holds_numbers_warning_source_and_address_and_becomes_a_png() -> None:
    shown, marks = shown_of("town:bideford")
    drawn = pair_picture(shown, marks, "https://example.org/check?area=a&with=b")
    words = " ".join(each.text or "" for each in ElementTree.fromstring(drawn).iter(f"{SVG}text"))
    for said in (
        "Tiverton: 1,627",
        "says nothing about how safe either is",
        "Nobody has checked",
        shown.release,
        "https://example.org/check?area=a&with=b",
    ):
        assert said in words
    assert as_png(drawn)[:4] == b"\x89PNG"
    ends = [float(each.get("y") or 0) for each in ElementTree.fromstring(drawn).iter(f"{SVG}text")]
    assert max(ends) < 630


def test_image_for_a_page_says_what_it_shows_and_fits_both_columns() -> None:
    shown, marks = shown_of("town:bideford")
    image = str(pair_image(shown, marks, "dark"))
    assert image.count('alt="Line chart. Recorded crimes by month in Tiverton and Bideford') == 2
    assert 'class="wide"' in image
    assert 'class="narrow"' in image
    assert "5.9 to 20.0 for every 1,000 residents, modelled" in image
