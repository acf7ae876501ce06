"""The breaks of a force's record: those of every force, and those its configuration adds."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pandas as pd

from portal.pipeline.forces import Force

COLUMNS = ["month", "last_month", "effect", "title", "sentence", "source_title", "source_url"]


def build_events(force: Force) -> pd.DataFrame:
    """One row an event: COLUMNS. An event of the force takes the place of one of all forces with its month and title."""
    text = (files("portal.pipeline.force") / "national_events.toml").read_text(encoding="utf-8")
    own = {(event["month"], event["title"]) for event in force.event}
    of_all = [
        event
        for event in tomllib.loads(text)["event"]
        if (event["month"], event["title"]) not in own
        and force.pfa_code.startswith(event.get("nation", force.pfa_code[0]))
    ]
    events = pd.DataFrame([*force.event, *of_all], columns=COLUMNS)
    return events.fillna({"last_month": "", "effect": "not_alike"})
