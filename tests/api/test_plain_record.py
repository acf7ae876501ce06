"""Recording, Both sides, a place's record, Corrections and Releases without scripts, and the feeds of what changes."""

from __future__ import annotations

import re
from html import unescape

import feedparser
import html5lib
import pytest
from serving import Client

from portal.services.both_sides.statements import said_about, statements, threads
from portal.services.library.library import Library
from portal.services.library.thread_tables import thread_rows
from portal.tables.releases import kept_releases

PAGES = ("/plain/recording", "/plain/both-sides", "/plain/both-sides?area=E07000042", "/plain/corrections", "/plain/releases")  # fmt: skip
FEEDS = ("corrections", "releases", "evidence")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_plain_holds_no_script_and_every_link_within_it_lands(client: Client, address: str) -> None:
    reply = client.get(address)
    assert reply.status == 200
    html5lib.HTMLParser(strict=True).parse(reply.text)
    assert not re.search(r'<script|\son\w+="|javascript:|<form', reply.text)
    ids = re.findall(r'\bid="([^"]+)"', reply.text)
    assert len(ids) == len(set(ids))


def test_recording_lists_every_finding_and_every_rate_with_the_way_to_quote_it(
    client: Client, library: Library
) -> None:
    said = client.get("/plain/recording").text
    for audit in library.audit_rows.audit_id:
        assert f'href="/quote?of=inspection&amp;id={audit}"' in said
    for rate in library.force_rates.rate_id:
        assert f'id="{rate}"' in said


def test_both_sides_lists_every_exchange_and_statement_newest_first(client: Client, library: Library) -> None:
    said = client.get("/plain/both-sides").text
    titles = re.findall(r'<h2 id="([^"]+)"', said)
    newest = {one.thread_id: one.statements[-1].said_on for one in threads(library)}
    assert set(titles) == set(newest)
    assert [newest[name] for name in titles] == sorted(newest.values(), reverse=True)
    assert set(re.findall(r'<li id="(S\d+)"', said)) == {one.statement_id for one in statements(library)}


def test_record_of_a_place_is_newest_first_and_parts_it_from_the_whole_force(
    client: Client, library: Library
) -> None:
    """Councils, police and the letter of 2014 about Mid Devon; under their own heading the panel, inspectors and force."""
    said = unescape(client.get("/plain/both-sides?area=E07000042").text)
    own, everybody = said.split("<h2>About the whole force</h2>")
    listed = re.findall(r'<li id="(S\d+)"', own)
    about = said_about(library, library.areas["E07000042"])
    assert listed == [one.statement_id for one in about]
    assert {"S89", "S97", "S108", "S115", "S11"} <= set(listed)
    dates = [one.said_on for one in about]
    assert dates == sorted(dates, key=lambda day: day.ljust(10, "~"), reverse=True)
    assert all("E07000042" in one.area_codes for one in about)
    assert {"S109", "S48", "S111"} <= set(re.findall(r'<li id="(S\d+)"', everybody))
    assert "Inspectors found nothing about Mid Devon" in own
    assert re.search(r"Looked for: .*; in .*; last on \d+ November 2026", own)


def test_corrections_and_releases_hold_every_row(client: Client, library: Library) -> None:
    corrections = unescape(client.get("/plain/corrections").text)
    for row in thread_rows(library, "corrections"):
        for part in ("correction_id", "was", "now", "why"):
            assert row[part] in corrections
    releases = client.get("/plain/releases").text
    for release in (*kept_releases(library.data.folder), library.release):
        assert f'href="/download/everything.zip?release={release}"' in releases


@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_valid_atom_newest_first_and_its_entries_lead_to_the_page(client: Client, name: str) -> None:
    reply = client.get(f"/feeds/{name}.atom")
    assert reply.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(reply.body)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title.startswith("On the Record")
    assert feed.entries
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    # Named by the address that is set, whichever a reader came by.
    assert all(entry.startswith("http://localhost:8501/plain/") for entry in ids)
    updated = [entry.updated for entry in feed.entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.feed.updated == updated[0]
    for entry in feed.entries:
        path, _, anchor = ("/" + entry.link.split("/", 3)[3]).partition("#")
        assert f'id="{anchor}"' in client.get(path).text
        assert entry.content[0].value


def test_claims_of_the_api_hold_every_card_and_no_rating(
    client: Client, library: Library, first_release: str
) -> None:
    answer = client.get("/api/v1/claims?limit=200")
    listed = answer.json()["claims"]
    assert [one["id"] for one in listed] == [
        row["claim_id"]
        for row in sorted(
            thread_rows(library, "claims"), key=lambda row: (row["said_on"].ljust(10, "~"), row["claim_id"])
        )
    ]
    assert "rating" not in answer.text
    assert all(one["sentence"] for one in listed)
    kept = client.get(f"/api/v1/claims?release={first_release}").json()
    assert kept["release"] == first_release
    assert all(one["sentence"] is None for one in kept["claims"])
