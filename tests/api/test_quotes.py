"""Claims, findings, rates of forces, outcomes, comparisons and exchanges: quoted, cited, drawn, framed and frozen."""

from __future__ import annotations

import hashlib
import json
import re
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

import html5lib
import pytest
from PIL import Image
from playwright.sync_api import Browser
from serving import Client

from portal.domain.record.period import Period
from portal.measures.change import comparison_period
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import threads
from portal.services.checking.quotable import KINDS
from portal.services.library.library import Library

MONTHS = {"from": "2025-01", "to": "2025-12"}
QUOTES = [
    {"of": "claim", "id": "one-in-five"},
    {"of": "inspection", "id": "A16"},
    {"of": "inspection", "id": "A20"},
    {"of": "force-rate", "id": "avon-and-somerset-cdi-2016"},
    {"of": "outcomes", "id": "E07000042", **MONTHS},
    {"of": "comparison", "id": "E07000042", "than": "2018-01", **MONTHS},
    {"of": "exchange", "id": "mid-devon-2014"},
]
EACH = pytest.mark.parametrize("quote", QUOTES, ids=lambda q: f"{q['of']}-{q['id']}")


def query(quote: dict[str, str], release: str = "") -> str:
    return urlencode(quote | ({"release": release} if release else {}), safe=":")


def test_every_kind_is_tried() -> None:
    assert {quote["of"] for quote in QUOTES} == set(KINDS)


@EACH
def test_page_and_json_say_the_same_and_the_checksum_is_of_what_is_said(
    client: Client, library: Library, quote: dict[str, str]
) -> None:
    said = client.get(f"/api/v1/quote?{query(quote)}").json()
    reply = client.get(f"/quote?{query(quote)}")
    html5lib.HTMLParser(strict=True).parse(reply.text)
    shown = unescape(reply.text)
    for part in ("title", "sentence", "caveat", "quote", "short_citation", "full_citation", "checksum"):
        assert said[part], part
        assert said[part] in shown, part
    assert said["release"] == library.release
    assert said["checksum"] in said["full_citation"]
    assert said["sources"]
    keys = ("of", "id", "from", "to", "title", "sentence", "caveat", "sources")
    text = json.dumps({key: said[key] for key in keys}, ensure_ascii=False, separators=(",", ":"))
    assert said["checksum"] == hashlib.sha256(text.encode()).hexdigest()[:12]


@pytest.mark.parametrize("page", ["/claim/one-in-five", "/quote?of=claim&id=one-in-five"])
def test_code_for_another_site_is_shown_to_be_copied_and_is_no_frame(client: Client, page: str) -> None:
    shown = client.get(page).text
    assert "<code>&lt;iframe src=" in shown
    assert "<iframe" not in shown


@EACH
def test_picture_holds_the_whole_sentence_and_its_source(client: Client, quote: dict[str, str]) -> None:
    said = client.get(f"/api/v1/quote?{query(quote)}").json()
    drawn = client.get(f"/quote.svg?{query(quote)}")
    text = "".join(unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn.text))).split())
    for part in (said["title"], said["sentence"], said["caveat"], said["release"]):
        assert "".join(part.split()) in text
    lines = [float(y) for y in re.findall(r'<text x="[^"]*" y="([^"]*)"', drawn.text)]
    assert lines == sorted(lines)
    assert max(lines) < 630
    png = client.get(f"/quote.png?{query(quote)}")
    assert Image.open(BytesIO(png.body)).size == (1200, 630)


def test_every_claim_exchange_finding_and_rate_fits_its_picture(client: Client, library: Library) -> None:
    every = [("claim", card.claim_id) for card in claims(library)]
    every += [("exchange", thread.thread_id) for thread in threads(library)]
    every += [("inspection", audit) for audit in library.audit_rows.audit_id]
    every += [("force-rate", rate) for rate in library.force_rates.rate_id]
    for of, name in every:
        assert client.get(f"/quote.svg?of={of}&id={name}").status == 200, (of, name)


@EACH
def test_frozen_quotation_says_so_and_an_unknown_release_is_refused(
    client: Client, library: Library, quote: dict[str, str]
) -> None:
    live, frozen = (client.get(f"/embed/quote?{query(quote, r)}") for r in ("", library.release))
    assert "Live: the release in force" in live.text
    assert f"Frozen: release {library.release}" in frozen.text
    assert "frame-ancestors *" in frozen.headers["content-security-policy"]
    assert client.get(f"/quote?{query(quote, '2014-01-00000000')}").status == 404


@pytest.mark.parametrize(
    "asked", ["of=claim&id=nothing", "of=rumour&id=x", "id=one-in-five", "of=outcomes&id=E07000042",
              "of=claim&id=<script>", "of=comparison&id=E07000042&from=2025-01&to=2025-12&than=x"],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/quote", "/embed/quote", "/quote.png", "/api/v1/quote"])
def test_what_cannot_be_quoted_is_refused_in_words(client: Client, address: str, asked: str) -> None:
    reply = client.get(f"{address}?{asked}")
    assert reply.status in (404, 422)
    if address in ("/quote", "/embed/quote"):
        assert "<script>" not in reply.text
    else:
        assert reply.json()["error"]["next"]


def test_kept_release_answers_for_claims_and_areas_and_says_what_the_newest_says(
    client: Client, library: Library, first_release: str
) -> None:
    old = first_release
    now = claims(library)[0]
    card = unescape(client.get(f"/claim/{now.claim_id}?release={old}").text)
    assert f"This is from release {old}" in card
    assert f"Release {library.release} says: {now.sentence}" in card
    area = unescape(client.get(f"/area/E07000042?release={old}").text)
    newest = client.get("/api/v1/figure?area=E07000042&from=2025-01&to=2025-12").json()["sentence"]
    assert f"This is from release {old}" in area
    assert f"Release {library.release} says: {newest}" in area
    figure = unescape(client.get(f"/figure?area=E07000042&from=2025-01&to=2025-12&release={old}").text)
    assert f"Release {library.release} says: {newest}" in figure
    assert "says:" not in client.get("/area/E07000042").text
    assert client.get("/claim/one-in-five?release=2014-01-00000000").status == 404


def test_a_comparison_is_with_the_nearest_year_that_can_stand_beside_it(
    client: Client, library: Library
) -> None:
    """Of 2018 that is not 2017, whose last months were not supplied."""
    year = Period("2018-01", "2018-12")
    nearest = comparison_period(library.record, year)
    assert nearest is not None
    assert nearest != year.years_back(1)
    said = client.get("/api/v1/quote?of=comparison&id=E07000042&from=2018-01&to=2018-12").json()["sentence"]
    assert nearest.words in said


def test_copy_without_a_public_address_says_so_and_cites_no_link_that_nobody_can_open(client: Client) -> None:
    for address in ("/quote?of=claim&id=one-in-five", "/figure?area=E07000042&from=2025-01&to=2025-12"):
        shown = client.get(address).text
        cited = re.findall(r"<blockquote>(.*?)</blockquote>", shown, re.S)[0]
        assert "this copy has no public address" in cited
        assert "localhost" not in cited
        assert "127.0.0.1" not in cited


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 480, 760])
def test_frame_is_as_tall_as_what_stands_in_it(
    browser: Browser, server: str, client: Client, width: int
) -> None:
    """The height in the code that a reporter copies, at three widths of column; nothing is cut at any."""
    context = browser.new_context()
    page = context.new_page()
    for quote in QUOTES:
        shown = unescape(client.get(f"/quote?{query(quote)}").text)
        code = re.findall(r"<iframe [^>]*></iframe>", shown)[0]
        height = int(re.findall(r'height="(\d+)"', code)[0])
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server}/embed/quote?{query(quote)}")
        needed = page.evaluate("document.documentElement.scrollHeight")
        assert needed <= height, (quote, needed, height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
