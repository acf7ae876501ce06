"""The second round of evidence, walked row by row: source, place in it, how it was read, day, and the speaker's own words.

`second_round.csv` lists what came in, with the key phrase under which each text was filed when it was read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.domain.record.modality import lost
from portal.tables.load import Package, open_package

FORUMS = re.compile(r"forum|truth-wars|zoxnews|rssing|sott\.net|newsbreak|5y1\.org", re.IGNORECASE)
# Every table made by hand that cites a text.
WALKED = (
    "statements",
    "audits",
    "force_rates",
    "recorded_totals",
    "contacts",
    "claims",
    "inspections",
    "events",
)
READ = {"first-hand", "copy", "newspaper"}


@pytest.fixture(scope="module")
def data(tables: Path) -> Package:
    return open_package(tables)


def listed(repo: Path) -> list[dict[str, str]]:
    with (repo / "tests" / "data" / "second_round.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def rows(data: Package, name: str) -> Iterator[tuple[str, dict]]:
    for row in data.table(name).to_dict("records"):
        yield str(next(iter(row.values()))), row


def test_every_row_that_came_in_is_held_with_its_key_phrase(data: Package, repo: Path) -> None:
    held = {name: dict(rows(data, name)) for name in ("statements", "audits", "force_rates")}
    came = listed(repo)
    assert len(came) == 96
    for line in came:
        row = held[line["table"]][line["row"]]
        if line["key_phrase"]:
            assert row["quote"] == line["key_phrase"], line["row"]


def test_every_row_that_came_in_says_where_how_and_when_it_was_read(data: Package, repo: Path) -> None:
    held = {name: dict(rows(data, name)) for name in ("statements", "audits", "force_rates")}
    for line in listed(repo):
        row = held[line["table"]][line["row"]]
        assert row["source_title"], line["row"]
        assert row["locator"], line["row"]
        assert row["seen"] in READ, line["row"]
        assert date(2026, 11, 1) <= date.fromisoformat(row["checked_on"]) <= date(2026, 11, 30), line["row"]
        said = row.get("said_on", row.get("published", "2025"))
        assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", said), line["row"]


@pytest.mark.parametrize("name", WALKED)
def test_no_row_cites_a_forum_or_a_copy_that_leads_nowhere(data: Package, name: str) -> None:
    for key, row in rows(data, name):
        cited = f"{row.get('source_url', '')} {row.get('source_title', '')} {row.get('url', '')}"
        assert not FORUMS.search(str(row.get("source_url", "")) + str(row.get("url", ""))), key
        assert "forum" not in cited.casefold(), key


@pytest.mark.parametrize("name", ["statements", "audits", "force_rates", "contacts"])
def test_every_row_of_a_table_of_evidence_has_a_locator_or_says_whole_page(data: Package, name: str) -> None:
    for key, row in rows(data, name):
        assert row["locator"] or not row["source_url"] and not row["source_title"], key
        assert row["seen"] in READ or not row["source_url"], key
        assert len(str(row.get("quote", "")).split()) <= 12, key


def test_no_summary_is_surer_than_the_words_beside_it(data: Package) -> None:
    for key, row in rows(data, "statements"):
        assert lost(row["quote"], row["summary"]) == (), key


@pytest.mark.parametrize(
    ("row", "was"),
    [
        ("S26", "Calls it a tragedy for victims, says the force response is lukewarm"),
        ("S53", "and that victims notice; blames"),
        ("S83", "Names changed habits in the pandemic as a challenge"),
        ("S37", "says the report holds little that is new"),
    ],
)
def test_wording_that_was_corrected_does_not_stand_any_more(data: Package, row: str, was: str) -> None:
    assert was not in dict(rows(data, "statements"))[row]["summary"]


def test_each_correction_of_substance_is_a_public_row(data: Package) -> None:
    said = [f"{row['where']} {row['was']} {row['now']}" for _, row in rows(data, "corrections")]
    for named in (
        "(S26)",
        "(S53)",
        "(S83)",
        "94.8 in 100",
        "one in five crimes",
        "said about here",
        "Needs context",
    ):
        assert any(named in line for line in said), named


def test_every_refused_row_is_named_with_its_reason(repo: Path) -> None:
    note = (repo / "docs" / "statements.md").read_text(encoding="utf-8")
    refused = note.split("## What was refused")[1].split("\n## ")[0]
    for row in ("S118", "A35", "A36", "A37 to A42", "grades of other forces"):
        assert row in refused, row


def test_events_that_were_left_out_are_held_and_a_correction_says_so(data: Package) -> None:
    """C23 of that round: no lockdown and no change of counting rules stood beside the months it touches."""
    events = data.table("events")
    through_april = events[(events.month <= "2020-04") & (events.last_month.fillna("") >= "2020-04")]
    assert "daily_life" in set(through_april.effect)
    assert "not_alike" in set(events[events.month == "2018-04"].effect)
    public = data.table("corrections")
    assert public.was.str.contains("lockdown").any()
