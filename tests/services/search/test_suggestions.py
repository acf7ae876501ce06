"""The names that the search box offers."""

from __future__ import annotations

import pytest

from portal.services.library.library import Library
from portal.services.search.answer import search
from portal.services.search.suggestions import suggestions


def test_each_name_stands_once_and_towns_come_before_villages(library: Library) -> None:
    names = suggestions(library)
    assert len(names) == len(set(names)) > 700
    assert names.index("Tiverton") < names.index("Bampton")


@pytest.mark.parametrize("step", range(7))
def test_every_name_offered_leads_to_a_place_or_a_question(library: Library, step: int) -> None:
    lost = [
        name
        for name in suggestions(library)[step::7]
        if not (found := search(library, name)).area and not found.choices
    ]
    assert lost == []
