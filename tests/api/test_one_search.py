"""The plain form and the API answer what is typed from one search, and keep nothing of it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Client

from portal.services.library.library import Library
from portal.services.search.answer import search

TYPED = [
    "Bampton", "Bickleigh", "EX16", "EX16 6SA, Tiverton", "TR21 OLW", "Lynmouth", "one in five", "18,900", "common sense",
    "tivertn", "devon", "zzzqqq", "Plympton", "St Agnes, Isles of Scilly",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_api_says_what_the_search_found(client: Client, library: Library, typed: str) -> None:
    found, reply = search(library, typed), client.get(f"/api/v1/search?q={quote(typed)}")
    said = reply.json()
    assert said["sentence"] == found.sentence
    assert (said["area"] or {}).get("code") == (found.area.code if found.area else None)
    assert [one["code"] for one in said["others"]] == [area.code for area in found.others]
    assert [one["words"] for one in said["choices"]] == [offer.words for offer in found.choices]
    assert [one["path"] for one in said["printed"]] == [one.path for one in found.printed]
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("typed", TYPED)
def test_plain_form_links_all_the_search_found(client: Client, library: Library, typed: str) -> None:
    found, reply = search(library, typed), client.get(f"/find?q={quote(typed)}")
    assert found.sentence in html.unescape(reply.text)
    linked = re.findall(r'<li><a href="([^"]+)">', reply.text)
    areas = [found.area, *found.others] if found.area else [*found.others]
    assert linked == [*(f"/area/{area.code}" for area in areas), *(one.path for one in found.printed)]
    assert [client.get(path).status for path in linked] == [200] * len(linked)
    assert (reply.headers["cache-control"], reply.headers["referrer-policy"]) == ("no-store", "no-referrer")


def test_choices_of_one_name_are_told_apart(client: Client) -> None:
    shown = html.unescape(client.get("/find?q=bickleigh").text)
    assert "Bickleigh, Mid Devon: part of Bradninch, Silverton & Thorverton" in shown
    assert "Bickleigh, South Hams: part of Woolwell & Lee Mill" in shown


def test_what_was_typed_is_in_no_log(client: Client, server_log: Path) -> None:
    for typed in ("Zebedee Quux", "EX16 6SA zebedee"):
        client.get(f"/find?q={quote(typed)}")
        client.get(f"/api/v1/search?q={quote(typed)}")
    printed = server_log.read_text(encoding="utf-8")
    assert "/find" in printed
    assert not re.search("zebedee|quux|EX16", printed, re.IGNORECASE)
