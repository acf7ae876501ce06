"""Pictures and range bars: to scale, whole, small, and saying in words what they show."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from portal.figures.figure_picture import Picture, as_png, figure_picture
from portal.figures.range_bar import Range, range_bar

SVG = "{http://www.w3.org/2000/svg}"
RANGE = Range(140, 410, "between 140 and 410", (170, 350), 250)
LONG = "Estimated unrecorded crimes of the type violence and sexual offences in Broadclyst, West Clyst & Stoke Canon and Cranbrook (together), March 2021 to February 2022"


def picture(**other: object) -> Picture:
    given = {
        "title": "Recorded <crimes> & more", "kind": "Counted", "headline": "4,275 crimes", "caveat": "One caveat. " * 15,
        "source": "Source: one; another. Release 2025.", "link": "https://example.org/check?area=E07000042", "words": "In words.",
    }  # fmt: skip
    return Picture(**{**given, **other})  # type: ignore[arg-type]


def texts(svg: str) -> list[tuple[float, str]]:
    return [(float(t.attrib["y"]), t.text or "") for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "shown",
    [
        picture(title=LONG, range=RANGE, headline="Between 140 and 410 (about 250)"),
        picture(title=LONG, range=RANGE, headline="1,500 to 5,500 by the inspections held, 1,500 by the one chosen"),
        picture(title=LONG, bars=[(f"2021-{m:02d}", 100 + m) for m in range(1, 13)]),
        picture(bars=[("2025-01", 0), ("2025-02", 0)]),
        picture(headline="No inspection covers exactly these twelve months, so there is no estimate. " * 2),
    ],
    ids=["range", "long", "bars", "zero", "none"],
)  # fmt: skip
def test_nothing_is_cut_and_nothing_lies_on_anything(shown: Picture) -> None:
    written = texts(figure_picture(shown))
    said = " ".join(text for _, text in written)
    for part in (shown.title, shown.headline, shown.caveat, shown.source, shown.link):
        assert " ".join(part.split()) in said
    heights = sorted({y for y, _ in written})
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False) if b - a > 0.01) >= 15 or shown.bars
    assert heights[-1] <= 615
    notes = min(y for y, text in written if text.startswith("One caveat"))
    assert all(
        y < notes - 20 for y, text in written if text in ("0", "140", "410") or text.startswith("Dashed")
    )


def test_picture_says_what_it_shows() -> None:
    root = ElementTree.fromstring(figure_picture(picture()))
    assert root.attrib["role"] == "img"
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == [
        "Recorded <crimes> & more",
        "In words.",
    ]  # type: ignore[union-attr]


def test_png_is_of_the_size_that_previews_ask_for() -> None:
    made = as_png(figure_picture(picture(range=RANGE)))
    assert Image.open(BytesIO(made)).size == (1200, 630)
    assert len(made) < 300_000


def test_bar_is_drawn_to_scale_from_nought() -> None:
    bar = range_bar(RANGE)
    wide, narrow = (
        (float(x), float(x) + float(width))
        for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', bar)
    )
    scale = (wide[1] - 8) / 410
    for drawn, value in ((wide[0], 140), (narrow[0], 170), (narrow[1], 350)):
        assert drawn == pytest.approx(8 + scale * value, abs=0.15)
    assert 'aria-label="between 140 and 410"' in bar


def test_middle_is_drawn_only_where_one_may_be_given() -> None:
    assert "<path" in range_bar(RANGE)
    assert "<path" not in range_bar(Range(140, 410, "a range", (170, 350)))


def test_scenario_is_a_line_and_never_a_filled_range() -> None:
    bar = range_bar(Range(820, 1100, "a scenario", central=820, is_scenario=True))
    assert "<rect" not in bar
    assert "stroke-dasharray" in bar
