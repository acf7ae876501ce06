"""Check a figure: the card says what the figure says, its steps lead to its number, its links lead back to it."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from portal.domain.record.period import Period
from portal.services.checking.card import Card, card
from portal.services.counted.beside import areas_compared
from portal.services.counted.question import Question
from portal.services.library.library import Library
from portal.services.library.selection import read_selection

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
TODAY = date(2026, 11, 26)
RECORDED = Question("E07000042", YEAR)
ESTIMATE = Question("town:tiverton", AUDITED, measure="unrecorded")
FORCE = Question("E23000035", AUDITED, measure="unrecorded")
SCENARIO = Question("E07000042", YEAR, measure="unrecorded", inspection="peel-2021-22")
NONE = Question("E07000042", YEAR, measure="unrecorded")
SMALL = Question("E01034636", YEAR)
GROUP = Question("E23000035", YEAR, "violence-and-sexual-offences")
INCIDENTS = Question("E07000042", YEAR, "anti-social-behaviour")
EVERY = [RECORDED, ESTIMATE, FORCE, SCENARIO, NONE, SMALL, GROUP, INCIDENTS]


def made(library: Library, question: Question) -> Card:
    return card(library, question, "https://example.org", TODAY)


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@pytest.mark.parametrize("question", EVERY, ids=lambda q: f"{q.area}-{q.measure}-{q.crime}")
def test_quotation_holds_sentence_caveat_release_and_link(library: Library, question: Question) -> None:
    shown = made(library, question)
    assert shown.quote.startswith(shown.figure.sentence)
    assert shown.caveat in shown.quote
    assert library.release in shown.quote
    assert shown.quote.endswith(f"{shown.link})")
    assert "26 November 2026" in shown.full_citation
    for source in shown.figure.sources:
        assert source.title in shown.full_citation


@pytest.mark.parametrize("question", EVERY, ids=lambda q: f"{q.area}-{q.measure}-{q.crime}")
def test_link_asks_the_page_the_same_question(library: Library, question: Question) -> None:
    link = urlsplit(made(library, question).link)
    asked = dict(parse_qsl(link.query))
    assert link.path == "/check"
    assert asked.pop("release") == library.release
    selection = read_selection(library, asked)
    assert selection.mended == ()
    assert Question.of(selection) == question


@pytest.mark.parametrize(
    "question", [RECORDED, GROUP, INCIDENTS, Question("town:tiverton", Period("2025-05", "2025-05"))]
)
def test_months_and_types_add_up_to_the_figure(library: Library, question: Question) -> None:
    shown = made(library, question)
    for step in shown.steps:
        if step.rows:
            cells = [numbers(row[-1])[0] for row in step.rows]
            assert step.rows[-1][0] == "Together"
            assert sum(cells[:-1]) == cells[-1] == shown.figure.value, step.title
    assert sum(count for _, count in shown.months) == shown.figure.value


@pytest.mark.parametrize("question", [ESTIMATE, FORCE])
def test_working_of_an_estimate_ends_at_its_range(library: Library, question: Question) -> None:
    shown = made(library, question)
    steps = {step.title.split()[0]: step for step in shown.steps}
    counts = [numbers(row[1])[0] for row in steps["Count"].rows]
    assert counts[0] + counts[1] == counts[2]
    rates = next(step for step in shown.steps if step.title.startswith("Work out rates"))
    for row in rates.rows:
        least, most = numbers(row[1])
        # The range is of the rate as the engine has it: wider below than above, and the middle inside.
        assert least < numbers(row[2])[0] < most < 100
        assert 0.5 < (numbers(row[2])[0] - least) / (most - numbers(row[2])[0]) < 2
    products = [numbers(row[2])[-1] for row in steps["Multiply"].rows]
    assert products[0] + products[1] == pytest.approx(products[2], abs=0.11)
    assert products[2] == pytest.approx(shown.figure.value, abs=0.051)
    together = steps["Work"] if steps["Work"].title.endswith("range") else shown.steps[4]
    wide, narrow = ([numbers(cell)[0] for cell in row[1:]] for row in together.rows[2:4])
    assert wide == pytest.approx(shown.figure.range95, abs=0.051)
    assert narrow == pytest.approx(shown.figure.range80, abs=0.051)
    low, high = shown.printed.outer or (0, 0)
    assert low <= wide[0] < wide[1] <= high
    assert any(f"{low:,.0f} {word} {high:,.0f}" in shown.headline for word in ("and", "to"))
    assert f"{low:,.0f}" in shown.steps[-1].text


def test_published_rates_stand_beside_those_worked_out(library: Library) -> None:
    steps = made(library, ESTIMATE).steps
    assert ("All crime", "81 to 87", "84") in steps[1].rows
    assert "PEEL 2021/22 (published 2 February 2023)" in steps[1].text
    assert "March 2021 to February 2022" in steps[1].text
    assert "our decision" in steps[1].text
    for _, ends, middle in steps[2].rows:
        low, high = numbers(ends)
        assert low < numbers(middle)[0] < high


def test_force_has_no_difference_between_places_and_a_place_has(library: Library) -> None:
    assert "no difference between places" in made(library, FORCE).steps[4].text
    assert "0.18 between districts" in made(library, ESTIMATE).steps[4].text
    alike = Question("town:tiverton", AUDITED, measure="unrecorded", spread="off")
    assert "record alike, as chosen" in made(library, alike).steps[4].text


def test_scenario_is_no_estimate_and_names_every_inspection(library: Library) -> None:
    shown = made(library, SCENARIO)
    assert shown.kind == "Scenario, not an estimate of what happened"
    assert shown.headline == "230 to 1,100 by the rates listed"
    assert [row[0].split(",")[0] for row in shown.steps[1].rows] == [
        "England and Wales",
        *["Devon & Cornwall"] * 3,
    ]


def test_no_figure_says_why_and_nothing_else(library: Library) -> None:
    shown = made(library, NONE)
    assert (shown.headline, shown.printed.outer, shown.months) == ("No figure", None, ())
    assert [step.text for step in shown.steps] == [shown.figure.sentence]


def test_small_area_shows_no_months_and_no_types(library: Library) -> None:
    shown = made(library, SMALL)
    assert shown.months == ()
    assert all(step.rows == () for step in shown.steps)


def test_tables_carry_the_hashes_of_the_release(library: Library) -> None:
    hashes = {resource["path"]: resource["hash"] for resource in library.data.resources.values()}
    for question in (RECORDED, ESTIMATE, INCIDENTS):
        for table in made(library, question).tables:
            assert hashes[table.path] == table.hash
    assert "audits.csv" in {table.path for table in made(library, ESTIMATE).tables}
    assert "incident_counts.csv.gz" in {table.path for table in made(library, INCIDENTS).tables}


def test_area_beside_another_is_tested_by_residents_and_ranks_nothing(library: Library) -> None:
    found = areas_compared(library, "E07000042", "E07000046", YEAR, "all")
    assert found.sentence.startswith("Mid Devon: 4,275 (82,860 residents, 51.6 (")
    assert "says nothing about how safe either is" in found.sentence
    twin = areas_compared(library, "E07000042", "E07000042", YEAR, "all")
    assert "lies inside" in twin.sentence


@pytest.mark.parametrize("inner", ["town:tiverton", "E02004165"])
def test_area_is_not_tested_against_one_that_holds_it(library: Library, inner: str) -> None:
    for pair in ((inner, "E07000042"), ("E07000042", inner)):
        found = areas_compared(library, *pair, YEAR, "all")
        assert "chance" not in found.sentence
        assert "lies inside Mid Devon" in found.sentence


def test_areas_without_a_figure_cannot_be_told_apart(library: Library) -> None:
    found = areas_compared(library, "E07000042", "E07000046", Period("2022-01", "2022-12"), "all")
    assert found.sentence.startswith("Cannot be set beside each other. There is no figure")


def test_headline_of_an_estimate_has_the_range_if_recorded_as_the_force_then_the_wider_one(
    library: Library,
) -> None:
    shown = made(library, ESTIMATE)
    held, allowing = shown.headline.split(" if recorded as in the whole force; ")
    inner, outer = numbers(held.split(" (about ")[0]), numbers(allowing)
    assert len(inner) == len(outer) == 2
    assert outer[0] <= inner[0] < inner[1] <= outer[1]
    assert f"{inner[0]:,.0f} to {inner[1]:,.0f}" in shown.figure.sentence
