"""What people type and what it is to lead to, a row each: a place, a question that holds the places, a claim or exchange, nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from portal.services.library.library import Library
from portal.services.search.answer import search

FORMS = list(csv.DictReader(Path(__file__).with_name("typed_forms.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["typed"])
def test_what_is_typed_leads_where_it_should(library: Library, form: dict[str, str]) -> None:
    found = search(library, form["typed"])
    assert found.sentence
    offered = [offer.area.name for offer in found.choices]
    if form["answer"] == "place":
        assert found.area, (found.sentence, offered)
        assert (found.area.name, form["level"] or found.area.level) == (form["right"], found.area.level)
    elif form["answer"] == "question":
        assert found.area is None
        assert (
            set(form["right"].split(";")) <= set(offered)
            if ";" in form["right"]
            else form["right"] in offered
        )
    elif form["answer"] == "printed":
        assert found.area is None
        assert form["right"] in [one.id for one in found.printed]
    else:
        assert (found.area, offered, found.printed) == (None, [], ())


def test_the_table_holds_three_hundred_forms_each_once() -> None:
    typed = [form["typed"] for form in FORMS]
    assert len(typed) == len(set(typed)) >= 300
