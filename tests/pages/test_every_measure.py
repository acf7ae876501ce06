"""Every measure is known at every door, and one that is only defined and given its words and edges is known there too."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from portal import bootstrap
from portal.api.parameters import parameters
from portal.api.shapes import FigureShape
from portal.asgi import app as server
from portal.cli import app as command_line
from portal.domain.record.measure import FIGURE_MEASURES, MEASURES, PER_RESIDENTS, SHOWN_AS, Edges, Measure
from portal.domain.record.period import Period
from portal.figures.legend import legend_labels
from portal.services.counted.area_map import area_map
from portal.services.counted.map_values import map_values
from portal.services.counted.question import Question
from portal.services.files.area_file import FIELDS, file_address
from portal.services.library.selection import Selection
from portal.ui.check.words import FIGURE_NAMES

AUDITED = Period("2021-03", "2022-02")
PLACE = "E07000042"
NEW = Measure(
    "recorded_per_10000", ("recorded",), 10_000, 1, "Recorded per 10,000 residents",
    Edges("recorded_per_1000", 10.0),
)  # fmt: skip
NEW_MODELLED = Measure("unrecorded_too", ("unrecorded",), None, 0, "Missing too")


@pytest.fixture(params=[*MEASURES.values(), NEW, NEW_MODELLED], ids=lambda measure: measure.name)
def measure(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Measure:
    monkeypatch.setitem(MEASURES, request.param.name, request.param)
    return request.param


def view(measure: Measure) -> Selection:
    return Selection(PLACE, AUDITED, "all", measure.name, "sector")


def expected(measure: Measure) -> float:
    """The value of the place, by hand from its two figures."""
    library = bootstrap.library()
    parts = [Question(PLACE, AUDITED, measure=part).answer(library) for part in measure.parts]
    total = sum(part.value or 0.0 for part in parts)
    return measure.per * total / (parts[0].population or 0) if measure.per else total


def test_map_and_legend_know_it(measure: Measure) -> None:
    shown = area_map(bootstrap.library(), view(measure))
    row = shown.rows.set_index("area_code").loc[PLACE]
    if measure.modelled:
        assert shown.rows.map_class.isna().all(), "no colour stands for what is modelled"
        assert float(row.estimated_unrecorded) == pytest.approx(expected(measure), rel=1e-9)
        return
    assert row.value == pytest.approx(expected(measure), rel=1e-9)
    assert not pd.isna(row.map_class)
    assert len(set(shown.rows.map_class.dropna())) > 2, "its edges spread the areas over several classes"
    labels = legend_labels(shown.classes)
    assert len(set(labels)) == shown.classes.count > 2
    edges = [edge for label in labels for edge in label.replace(",", "").split() if edge[0].isdigit()]
    assert {float(edge) for edge in edges} == set(shown.classes.upper_edges)
    codes = [*shown.rows.area_code]
    told = map_values(shown, codes, measure).texts.split("|")[codes.index(PLACE)]
    assert told == (f"{row.value:,.1f}" if measure.per else f"{row.value:,.0f}")


def parts_of(app: AppTest, name: str) -> list[dict[str, Any]]:
    """What our own parts of the page were sent."""
    blocks = [block.proto for block in app.get("bidi_component")]
    return [json.loads(block.json) for block in blocks if block.component_name == name]


def test_page_offers_it_in_words_and_lists_it_in_the_table(measure: Measure, repo: Path) -> None:
    app = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    asked = {
        "area": PLACE,
        "from": AUDITED.first,
        "to": AUDITED.last,
        "measure": measure.name,
        "level": "sector",
    }
    for key, value in asked.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    switch = next(box for box in app.radio if box.label == "Show on the map")
    on_map = SHOWN_AS.get(measure.name, measure.name)
    assert switch.value == ("unrecorded" if measure.modelled else PER_RESIDENTS.name)
    assert switch.options == ["Recorded", "What may be missing"]
    table = parts_of(app, "portal.area_table")[0]
    row = table["rows"][table["codes"].index(PLACE)]
    value = expected(measure)
    if measure.per:
        assert round(value, 1) in row
    else:
        assert any(isinstance(cell, (int, float)) and abs(cell - value) <= 10 for cell in row)
    maps, columns = parts_of(app, "portal.area_map"), parts_of(app, "portal.missing_columns")
    assert (len(maps), len(columns)) == ((0, 1) if measure.modelled else (1, 0))
    if maps:
        assert maps[0]["view"]["unit"] == MEASURES[on_map].unit_of_residents
        assert f"{MEASURES[on_map].unit} people" in maps[0]["key"]


def test_file_interface_and_command_line_answer_for_it(measure: Measure) -> None:
    library = bootstrap.library()
    assert measure.figure in FIGURE_MEASURES
    # Without its lifespan: a process can start the runtime of the pages once, and nothing here needs a page.
    client = TestClient(server, base_url="http://localhost")
    file = client.get(file_address("csv", view(measure), library.release))
    assert file.status_code == 200
    rows = pd.read_csv(io.StringIO(file.text)).set_index("area_code")
    question = Question.of(view(measure))
    answer = client.get(f"/api/v1/figure?{question.query()}").json()
    assert list(rows.reset_index()[[field["name"] for field in FIELDS]]) == [f["name"] for f in FIELDS]
    column = "estimated_unrecorded" if measure.modelled else "recorded_count"
    assert rows.loc[PLACE, column] == pytest.approx(answer["value"], rel=1e-9)
    assert answer["measure"] == measure.figure
    told = CliRunner().invoke(command_line, [*question.command.split()[1:], "--json"])
    assert json.loads(told.stdout)["value"] == answer["value"]
    assert urlsplit(file_address("csv", view(measure), "")).query.count(f"measure={measure.figure}") == 1


def test_every_list_of_the_measures_of_a_figure_is_the_same() -> None:
    assert parameters()["measure"].schema["enum"] == list(FIGURE_MEASURES)
    assert FigureShape.model_json_schema()["properties"]["measure"]["enum"] == list(FIGURE_MEASURES)
    assert list(FIGURE_NAMES) == list(FIGURE_MEASURES)
    told = CliRunner().invoke(command_line, ["figure", "--help"], env={"COLUMNS": "200"})
    assert " or ".join(FIGURE_MEASURES) in told.output


def test_edges_that_a_measure_takes_are_in_the_tables() -> None:
    """A new counted measure with edges of its own is caught here until they are built."""
    held = {(level, name) for level, name, _ in bootstrap.library().map_classes}
    levels = {level for level, _ in held}
    assert {(level, m.edges.of) for level in levels for m in MEASURES.values() if m.edges} == held


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": ("reported",)},
        {"parts": ()},
        {"parts": ("unrecorded",)},
        {"edges": None},
    ],
)
def test_definition_that_no_map_could_show_is_refused(wrong: dict[str, Any]) -> None:
    usual = {"parts": ("recorded",), "per": None, "decimals": 0, "words": "Wrong", "edges": Edges("wrong")}
    with pytest.raises(ValueError, match="measure wrong: "):
        Measure("wrong", **(usual | wrong))


def test_no_other_module_tells_measures_apart_by_their_names(repo: Path) -> None:
    for path in (repo / "portal").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for habit in ('endswith("per_', 'startswith("recorded', '"unrecorded" in '):
            assert habit not in text, f"{path.name}: ask the Measure"
