"""A copy of the site served by nginx alone, with no portal behind it: every plain address, its bytes, and what is not in it.

The copy is of three areas, one of each kind of page. `PORTAL_TEST_COPY` names the folder of another, such as a whole one.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from serving import Client, free_port, running_server
from sites import NGINX, as_shipped, started_nginx, wait_until

# A copy is made and every address of it asked for: minutes.
pytestmark = pytest.mark.faults

SITE = "https://crime.example.org"
AREAS = ("E07000042", "town:tiverton", "E01018779")
LIVE_SAMPLE = 400
COPIED = "<p>This page was copied on "


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if given := os.environ.get("PORTAL_TEST_COPY"):
        return Path(given)
    made = tmp_path_factory.mktemp("copied") / "copy"
    command = [
        sys.executable,
        "-m",
        "portal.cli",
        "export",
        "--static",
        str(made),
        "--areas",
        ",".join(AREAS),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PORTAL_PUBLIC_URL": SITE}
    )
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def held(folder: Path) -> dict[str, dict[str, Any]]:
    """By address, without what only nginx shows."""
    listed = json.loads((folder / "copy.json").read_text())["addresses"]
    return {one["address"]: one for one in listed if not one["address"].startswith("/away/")}


@pytest.fixture(scope="module")
def alone(folder: Path, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The configuration as shipped, in front of nothing; only places on this machine are put in."""
    if NGINX is None:
        pytest.skip("nginx is not on this machine; install the package 'nginx-light' or 'nginx'")
    own, port, shipped = tmp_path_factory.mktemp("alone"), free_port(), repo / "deploy" / "nginx"
    places = {"/var/cache/nginx/portal": own / "cache", "/var/log/nginx": own, "/srv/portal/copy": folder}
    texts = as_shipped(shipped, ("http.conf", "copy-http.conf", "copy.conf"), places)
    server = f"server {{\nlisten 127.0.0.1:{port};\n{texts['copy.conf']}\n}}\n"
    with started_nginx(own, f"{texts['http.conf']}\n{texts['copy-http.conf']}\n{server}"):
        wait_until(lambda: opened(port), "nginx does not answer")
        yield Client(f"http://127.0.0.1:{port}")


def is_whole(held: dict[str, dict[str, Any]]) -> bool:
    return sum(address.startswith("/area/") for address in held) > 2 * len(AREAS)


def opened(port: int) -> bool:
    try:
        return Client(f"http://127.0.0.1:{port}").get("/robots.txt").status == 200
    except OSError:
        return False


def test_every_file_has_the_hash_it_is_listed_with_and_a_twin_that_unpacks_to_it(folder: Path) -> None:
    contents = json.loads((folder / "copy.json").read_text())
    named = {one["file"]: one["sha256"] for one in contents["addresses"]}
    sums = [line.split("  ", 1) for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert {file: sha256 for sha256, file in sums} == named
    for file, sha256 in named.items():
        content = (folder / file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256, file
        twin = folder / f"{file}.gz"
        assert not twin.exists() or gzip.decompress(twin.read_bytes()) == content, file
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name.removesuffix(".gz") for name in there} == {*named, "copy.json", "SHA256SUMS"}


def test_every_address_is_answered_with_its_bytes_and_type_while_no_portal_runs(
    alone: Client, held: dict[str, dict[str, Any]]
) -> None:
    assert len(held) > 1000
    for address, one in held.items():
        reply = alone.get(address)
        assert reply.status == 200, address
        assert hashlib.sha256(reply.body).hexdigest() == one["sha256"], address
        assert reply.headers["content-type"] == one["type"], address
    packed = alone.get("/areas", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == alone.get("/areas").body


def test_every_page_of_the_site_map_is_held_but_those_of_what_people_wrote(
    alone: Client, held: dict[str, dict[str, Any]]
) -> None:
    listed = [
        found.removeprefix(SITE) for found in re.findall(r"<loc>([^<]+)", alone.get("/sitemap.xml").text)
    ]
    assert "/area/town:tiverton" in listed
    for address in listed:
        if address.startswith("/said"):
            assert alone.get(address).status == 503
        elif is_whole(held) or not address.startswith("/area/") or address.removeprefix("/area/") in AREAS:
            assert address in held


def test_no_page_holds_a_form_and_every_link_leads_to_something_held(
    folder: Path, alone: Client, held: dict[str, dict[str, Any]]
) -> None:
    seen: set[str] = set()
    for one in held.values():
        if not one["type"].startswith("text/html"):
            continue
        text = (folder / one["file"]).read_text()
        assert re.findall("<form|needs scripts", text) == [], one["address"]
        for link in re.findall(r'(?:href|src)="([^"]*)"', html.unescape(text)):
            # Code for another page stands as text, its addresses escaped once more.
            path = link.replace("&amp;", "&").removeprefix(SITE).partition("#")[0]
            if path.startswith("/") and path not in seen:
                seen.add(path)
                assert leads_somewhere(alone, path, is_whole(held)), (one["address"], path)
    assert len(seen) > 100


def leads_somewhere(alone: Client, path: str, whole: bool) -> bool:
    reply = alone.get(path)
    if reply.status == 302:
        reply = alone.get(reply.headers["location"])
    # A copy of three areas has no others.
    is_of_another = re.match(r"/(?:area|feeds/months)/|/check\?area=|/api/v1/areas", path) and not whole
    return reply.status == 200 or bool(is_of_another)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/write", "You cannot write in just now"),
        ("/write?area=town%3Ativerton", "You cannot write in just now"),
        ("/tell", "You cannot write in just now"),
        ("/follow", "You cannot follow a message just now"),
        ("/write/follow/1/code", "You cannot follow a message just now"),
        ("/find?q=Tiverton", "Search is closed just now"),
        ("/desk", "The desk is closed just now"),
        ("/desk/sign-in", "The desk is closed just now"),
        ("/said/E07000042", "Published messages are not shown just now"),
        ("/feeds/all.atom", "Published messages are not shown just now"),
        ("/about", "This needs the whole site"),
        ("/api/v1/search?q=Tiverton", "This needs the whole site"),
        ("/figure?area=town:tiverton&from=2015-01&to=2015-12", "This needs the whole site"),
        ("/figure?area=../../copy&from=2015-01", "This needs the whole site"),
        ("/area/town:tiverton?release=2019-12-aaaaaaaa", "This needs the whole site"),
        ("/download/areas.csv?level=sector&from=2025-01&to=2025-12", "This needs the whole site"),
    ],
)
def test_what_no_copy_can_do_says_so_in_one_sentence_with_what_next(
    alone: Client, address: str, title: str
) -> None:
    reply = alone.get(address)
    assert reply.status == 503
    assert reply.headers["retry-after"] == "3600"
    assert reply.headers["cache-control"] == "no-store"
    assert re.findall("<h1>(.*)</h1>", reply.text) == [title]
    assert '<p><a href="/areas">All areas</a></p>' in reply.text
    assert alone.get("/areas").status == 200


def test_what_is_sent_all_the_same_gets_the_sentence_too(alone: Client) -> None:
    reply = alone.get("/write", method="POST")
    assert (reply.status, "You cannot write in just now" in reply.text) == (503, True)


@pytest.mark.parametrize("address", ["/nonsense", "/area/E99999999", "/away/write", "/copy", "/asked/figure"])
def test_what_is_nowhere_is_said_to_be_nowhere(alone: Client, address: str) -> None:
    reply = alone.get(address)
    assert (reply.status, "There is no such page" in reply.text) == (404, True)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/?area=town:tiverton&crime=burglary", "/area/town:tiverton"),
        ("/check?area=town:tiverton&from=2025-01&to=2025-12", "/figure?area=town:tiverton&from=2025-01&to=2025-12"),
        ("/check", "/claims"),
        ("/recording", "/plain/recording"),
        ("/both-sides?thread=T1", "/plain/both-sides"),
        ("/corrections", "/plain/corrections"),
    ],
)  # fmt: skip
def test_page_with_scripts_leads_to_its_plain_twin(alone: Client, asked: str, leads_to: str) -> None:
    reply = alone.get(asked)
    assert reply.status == 302
    assert reply.headers["location"] == leads_to
    assert alone.get(leads_to).status == 200


def test_link_that_a_network_has_marked_is_the_page_itself(alone: Client) -> None:
    page = alone.get("/area/town:tiverton?fbclid=1&utm_source=x")
    assert (page.status, page.body) == (200, alone.get("/area/town:tiverton").body)


def test_copy_says_what_the_site_says_but_for_what_needs_it(
    alone: Client, held: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Pages, line by line; everything else, and what a browser is told of it, to the byte."""
    sampled = random.Random(1).sample(sorted(held), LIVE_SAMPLE)
    kept = [*(f"/area/{code}" for code in AREAS), "/claims", "/plain/recording", "/plain/settling", "/areas"]
    own = {"PORTAL_PUBLIC_URL": SITE, "PORTAL_API_LIMIT": "0"}
    with running_server(tmp_path / "portal.log", own) as address:
        live = Client(address)
        for path in sorted({*kept, *sampled} - {"/"}):
            said, copied = (
                live.get(path, Host="crime.example.org", Accept_Encoding="identity"),
                alone.get(path),
            )
            assert (said.status, said.headers["content-type"]) == (200, copied.headers["content-type"]), path
            for name in told(path):
                assert copied.headers.get(name) == said.headers.get(name), (path, name)
            if said.headers["content-type"].startswith("text/html") and not path.startswith("/embed/"):
                differs_only_by_what_needs_the_site(said.text, copied.text, path)
            else:
                assert said.body == copied.body, path


@cache
def told(path: str) -> tuple[str, ...]:
    if path.startswith(("/assets/", "/shapes/")):
        return ("x-content-type-options", "cache-control")
    if path.endswith(".json") or not path.startswith(("/area", "/claim", "/plain", "/embed")):
        return ("x-content-type-options", "x-frame-options", "cache-control", "access-control-allow-origin")
    return (
        "content-security-policy", "x-frame-options", "referrer-policy", "x-content-type-options", "cache-control",
        "cross-origin-opener-policy", "cross-origin-resource-policy", "access-control-allow-origin",
    )  # fmt: skip


def differs_only_by_what_needs_the_site(said: str, copied: str, path: str) -> None:
    ours, theirs = copied.splitlines(), said.splitlines()
    gone = [line for line in theirs if line not in ours]
    come = [line for line in ours if line not in theirs]
    menu = next(line for line in theirs if line.startswith("<nav"))
    assert come == [
        menu.replace('<a href="/said">You said, they did</a><a href="/write">Write in</a>', ""),
        next(line for line in ours if line.startswith(COPIED)),
    ], path
    for line in gone:
        # Papers of a small area are left to the site, and the list of them with it.
        needs_it = line == menu or re.search(
            r'href="/(?:write|said|brief|meeting)|id="print"|\(needs scripts\)|/quote\?of=(?:com|out)', line
        )
        assert needs_it, (path, line)
