"""The page, the API, the services and the command line give the same figure, whatever is asked."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

import pytest
from serving import Client
from typer.main import get_command

from portal.cli import app
from portal.domain.record.crime import ALL, BY_SLUG, GROUPS
from portal.domain.record.period import Period, month_at, month_index
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import audited_periods
from portal.ui import cache

SELECTIONS = 300


def random_questions(library: Library) -> list[dict[str, Any]]:
    """Areas of every level, periods held and not, all measures; the same ones each time."""
    chance = random.Random(20261122)
    by_level: dict[str, list[str]] = {}
    for area in library.areas.values():
        by_level.setdefault(area.level, []).append(area.code)
    audited, inspections = (
        list(audited_periods(library).values()),
        sorted({a.inspection_id for a in library.audits}),
    )
    questions = []
    for _ in range(SELECTIONS):
        measure = chance.choice(["recorded", "recorded", "unrecorded"])
        question = {"area": chance.choice(by_level[chance.choice(list(by_level))]), "measure": measure}
        start = chance.randrange(month_index(library.record.months[0]), month_index("2025-12"))
        period = Period(month_at(start), month_at(start + chance.choice([0, 2, 11])))
        if chance.random() < 0.6:
            period = chance.choice([Period("2025-01", "2025-12"), Period("2025-04", "2025-06"), *audited])
        question |= {"from": period.first, "to": period.last}
        # Few kinds of estimate, since the first of each kind is worked out for all areas of its level.
        question["crime"] = chance.choice(
            [ALL, "violence"] if measure == "unrecorded" else [ALL, *GROUPS, *BY_SLUG]
        )
        if measure == "unrecorded" and period not in audited and chance.random() < 0.7:
            question["inspection"] = chance.choice(inspections)
        if measure == "unrecorded":
            question["spread"] = chance.choice(["default", "default", "default", "wide"])
        questions.append(question)
    return questions


def from_services(library: Library, asked: dict[str, Any]) -> Any:
    built = figure(
        library, asked["area"], Period(asked["from"], asked["to"]), asked["crime"], asked["measure"],
        asked.get("inspection"), asked.get("spread", "default"),
    )  # fmt: skip
    return json.loads(json.dumps(built.as_json()))


def test_questions_reach_every_kind_of_answer(library: Library) -> None:
    kinds = {from_services(library, asked)["basis"]["kind"] for asked in random_questions(library)}
    assert kinds == {"counted", "audited", "scenario", "none"}


def test_api_gives_the_figure_of_the_services(client: Client, library: Library) -> None:
    for asked in random_questions(library):
        reply = client.get(f"/api/v1/figure?{urlencode(asked)}")
        assert reply.status == 200, (asked, reply.text)
        assert reply.json() == from_services(library, asked), asked


def test_page_gives_the_figure_of_the_services(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "library", lambda: library)
    for asked in random_questions(library):
        period = Period(asked["from"], asked["to"])
        if asked["measure"] == "recorded":
            shown = cache.cached_figure.__wrapped__(library.release, asked["area"], period, asked["crime"])
        else:
            selection = Selection(
                asked["area"],
                period,
                asked["crime"],
                "unrecorded",
                "sector",
                asked.get("inspection", ""),
                asked["spread"],
            )
            shown = cache.cached_unrecorded.__wrapped__(library.release, selection)
        assert json.loads(json.dumps(shown.as_json())) == from_services(library, asked), asked


def test_command_line_gives_the_figure_of_the_services(
    library: Library, capsys: pytest.CaptureFixture
) -> None:
    command = get_command(app)
    for asked in random_questions(library):
        options = [part for key, value in asked.items() for part in (f"--{key}", value)]
        command(["figure", *options, "--json"], standalone_mode=False)
        assert json.loads(capsys.readouterr().out) == from_services(library, asked), asked


def test_command_in_a_process_of_its_own_gives_the_figure_of_the_api(
    client: Client, library: Library
) -> None:
    asked = next(
        asked
        for asked in random_questions(library)
        if from_services(library, asked)["basis"]["kind"] == "audited"
    )
    options = [part for key, value in asked.items() for part in (f"--{key}", value)]
    done = subprocess.run(
        [sys.executable, "-m", "portal.cli", "figure", *options, "--json"], capture_output=True, text=True
    )
    assert json.loads(done.stdout) == client.get(f"/api/v1/figure?{urlencode(asked)}").json()
