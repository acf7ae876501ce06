"""What cannot be estimated is not shown, with one reason that page, command line and API give alike."""

from __future__ import annotations

import html
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import Client
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from portal.cli import app as command_line
from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.services.library.library import Library

MID_DEVON = {"area": "E07000042", "crime": "all"}
AUDITED, YEAR = {"from": "2021-03", "to": "2022-02"}, {"from": "2025-01", "to": "2025-12"}
QUESTIONS = {
    "all crime in the 2018 lens": (
        MID_DEVON | YEAR | {"inspection": "cdi-2018"},
        "did not measure the recording of this group",
    ),
    "single type": (
        MID_DEVON | AUDITED | {"crime": "burglary"},
        "No inspection measured this crime type on its own",
    ),
    "year without an audit": (MID_DEVON | YEAR, "No inspection covers exactly these twelve months"),
    "small area": (MID_DEVON | AUDITED | {"area": "E01034636"}, "Areas this small show recorded crime only"),
    "month": (MID_DEVON | {"from": "2025-05", "to": "2025-05"}, "a month or part of a year has no estimate"),
}

# A reader is told in plainer words, with the offer of the year that was inspected.
ON_THE_PAGE = {"year without an audit": "inspectors did not check these months"}


@pytest.mark.parametrize("asked", QUESTIONS)
def test_reason_is_the_same_on_the_page_in_the_api_and_on_the_command_line(
    client: Client, library: Library, repo: Path, asked: str
) -> None:
    question, reason = QUESTIONS[asked]
    built = figure(
        library, question["area"], Period(question["from"], question["to"]), question["crime"], "unrecorded",
        question.get("inspection"),
    )  # fmt: skip
    assert (built.value, built.range80, built.range95, built.label) == (None, None, None, "not_shown")
    assert reason in built.sentence

    answer = client.get(f"/api/v1/figure?{urlencode(question | {'measure': 'unrecorded'})}").json()
    assert (answer["value"], answer["label"], answer["sentence"]) == (None, "not_shown", built.sentence)

    options = [part for key, value in question.items() for part in (f"--{key}", value)]
    told = CliRunner().invoke(command_line, ["figure", *options, "--measure", "unrecorded", "--json"])
    assert json.loads(told.stdout)["sentence"] == built.sentence

    page = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    for key, value in (question | {"measure": "unrecorded"}).items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    parts = [str(element.value) for kind in ("markdown", "info") for element in getattr(page, kind)]
    shown = "\n".join([*parts, *(html.unescape(block.proto.body) for block in page.get("html"))])
    assert ON_THE_PAGE.get(asked, reason) in shown
