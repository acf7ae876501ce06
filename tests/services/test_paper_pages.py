"""The pages of every paper: as many as promised, all that is set inside the margins, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from portal import bootstrap
from portal.api.briefs import place_map_of
from portal.domain.record.area import BEST_FIT, LEVELS, Area
from portal.figures.paper.faces import PRINTED
from portal.figures.paper.papers import area_brief, for_meeting
from portal.figures.paper.sheet import EDGE, LEFT, RIGHT, TALL, Sheet, printable
from portal.services.briefing.brief import Brief, brief
from portal.services.library.library import Library

ROOT = "https://on-the-record.example.org"
# A line of type is a little taller than what is drawn of it.
ROOM = 0.6
LONGEST = 3


def library() -> Library:
    return bootstrap.library()


def by_length() -> list[str]:
    """Every sector, the force, and the longest names of each level."""
    areas = list(library().areas.values())
    chosen = [area for area in areas if area.level in ("force", "sector")]
    for level in LEVELS[2:]:
        named = [area for area in areas if area.level == level]
        chosen += sorted(named, key=lambda area: len(area.name) + len(area.notice))[-LONGEST:]
    return [area.code for area in chosen]


def shown_of(area: Area) -> Brief:
    return brief(library(), area, ROOT)


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, float, float, float, float, str]]]:
    """Page, left, top, right, bottom and the words of all text that is set."""
    found: list[tuple[int, float, float, float, float, str]] = []
    real = Sheet.words

    def words(sheet: Sheet, x: float, y: float, width: float, said: str, *face: Any, **more: Any) -> float:
        end = real(sheet, x, y, width, said, *face, **more)
        found.append((sheet.pdf.page, x, y, x + width, end, said))
        return end

    monkeypatch.setattr(Sheet, "words", words)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("code", by_length())
def test_paper_has_its_pages_and_nothing_leaves_the_margins(code: str, boxes: list[Any]) -> None:
    shown = shown_of(library().areas[code])
    made = {2: area_brief(shown, place_map_of(library(), shown)), 1: for_meeting(shown)}
    assert {pages: len(PdfReader(BytesIO(content)).pages) for pages, content in made.items()} == {2: 2, 1: 1}
    for _, left, top, right, bottom, said in boxes:
        assert LEFT - ROOM <= left < right <= RIGHT + ROOM, said
        assert EDGE - 4 <= top < bottom <= TALL - 5, said
    # The foot begins where what is said has ended.
    foots = [top for _, _, top, _, _, said in boxes if said.startswith("Release ")]
    above = [bottom for _, _, top, _, bottom, _ in boxes if top < min(foots)]
    assert max(above) <= min(foots) + ROOM


def test_no_two_texts_of_a_column_stand_on_one_another(boxes: list[Any]) -> None:
    shown = shown_of(library().areas["E07000042"])
    area_brief(shown, place_map_of(library(), shown))
    for at, (page, left, top, right, bottom, said) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            is_beside = other[1] >= right - ROOM or other[3] <= left + ROOM
            is_apart = other[2] >= bottom - ROOM or other[4] <= top + ROOM
            # A count and what it counts share a line, the second beside what is drawn of the first.
            assert page != other[0] or is_beside or is_apart or "recorded" in other[5], (said, other[5])


@pytest.mark.parametrize("code", ["E07000042", "town:tiverton"])
def test_same_release_gives_the_same_bytes(code: str) -> None:
    first, second = (
        (area_brief(shown, place_map_of(library(), shown)), for_meeting(shown))
        for shown in (shown_of(library().areas[code]), shown_of(library().areas[code]))
    )
    assert first == second


def test_name_far_longer_than_any_keeps_to_two_pages_and_one() -> None:
    shown = shown_of(library().areas["E07000042"])
    long = replace(
        shown, area=replace(shown.area, name="Very Long Parish with Another and a Third beside the Sea " * 2)
    )
    assert len(PdfReader(BytesIO(area_brief(long, place_map_of(library(), shown)))).pages) == 2
    assert len(PdfReader(BytesIO(for_meeting(long))).pages) == 1


def test_every_letter_of_the_tables_is_in_the_faces() -> None:
    for area in library().areas.values():
        assert printable(area.name) == area.name
    shown = shown_of(library().areas["E07000042"])
    for thread in shown.threads:
        for said in thread.statements:
            for words in (thread.title, said.on_card, said.speaker, said.source_title):
                assert printable(words) == words, words
    for contact in shown.contacts:
        assert printable(contact.name + contact.rule) == contact.name + contact.rule


def test_letter_of_another_script_is_a_question_mark_and_no_empty_box() -> None:
    assert "Ж" not in PRINTED
    assert printable("Ж, née") == "?, née"


def test_first_of_the_exchanges_has_both_sides_where_any_has() -> None:
    for area in library().areas.values():
        if area.level in ("force", "sector", "town"):
            first = shown_of(area).threads[0]
            assert first.face("found"), area.name
            assert first.face("answered"), area.name


def test_no_paper_counts_single_types_where_its_place_follows_the_rules_of_a_small_area() -> None:
    """A ward or parish of one small area or two, as its page has it: the numbers could point to people."""
    few = [area for area in library().areas.values() if area.level in BEST_FIT and area.ruled_as == "lsoa"]
    assert len(few) > 100
    for area in few:
        shown = brief(library(), area, ROOT)
        assert (shown.types, shown.incidents) == ((), ""), area.code
        assert "point to people" in shown.no_types, area.code
