"""The faces of the pages: a name says what a face is made of, so its bytes may not hang on the moment it was cut."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from portal.markup.fonts import FACES, TEXT, CutFace, cut, instead_of_the_whole


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_face_cut_at_another_time_is_the_same_to_the_byte(face: CutFace) -> None:
    first = cut(face)
    # The format keeps whole seconds.
    time.sleep(1.1)
    assert cut(face) == first


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_cut_face_holds_every_letter_it_stands_for_between_its_weights_and_is_small(face: CutFace) -> None:
    made = cut(face)
    font = TTFont(BytesIO(made))
    assert set(face.letters) <= {chr(each) for each in font.getBestCmap()}
    weight = next(axis for axis in font["fvar"].axes if axis.axisTag == "wght")
    assert (weight.minValue, weight.maxValue) == face.weights
    assert len(made) <= 25_000


def test_cut_face_of_text_stands_for_its_letters_and_the_whole_one_for_any_other() -> None:
    rule = instead_of_the_whole()
    letters = {chr(int(each[2:], 16)) for each in rule.split("unicode-range:")[1].rstrip("}").split(",")}
    assert letters == set(TEXT.letters)
    assert {"a", "£", "é", "\xa0", "→"} <= letters
    assert "ł" not in letters
