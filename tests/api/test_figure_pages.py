"""A figure without scripts: plain page, picture, frame, and the claim pages, all from the same builder as the API."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser
from serving import Client

from portal.domain.record.period import Period
from portal.services.both_sides.claims import claims
from portal.services.checking.card import Card, card, checksum_of
from portal.services.counted.question import Question
from portal.services.library.library import Library

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
QUESTIONS = [
    Question("E07000042", YEAR),
    Question("E07000042", Period("2022-01", "2022-12")),
    Question("town:tiverton", AUDITED, measure="unrecorded"),
    Question("E02007027+E02007028", AUDITED, measure="unrecorded", spread="wide"),
    Question("E07000042", YEAR, "violence", "unrecorded", "cdi-2018"),
    Question("E01034636", YEAR),
    Question("E23000035", YEAR, "anti-social-behaviour"),
]
LIMIT = 100 * 1024


def made(library: Library, question: Question) -> Card:
    return card(library, question, "http://127.0.0.1", date.today())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.area}-{q.measure}")
@pytest.mark.parametrize("address", ["/figure", "/embed/figure"])
def test_page_says_what_the_card_says_and_holds_no_script(
    client: Client, library: Library, address: str, question: Question
) -> None:
    reply, shown = client.get(f"{address}?{question.query()}"), made(library, question)
    assert reply.status == 200
    assert len(reply.body) < LIMIT
    html5lib.HTMLParser(strict=True).parse(reply.text)
    assert not re.search(r'<script|\son\w+="|javascript:|<form', reply.text)
    said = unescape(reply.text)
    assert f'<p class="number">{shown.headline}</p>' in said
    assert shown.figure.sentence in said
    assert shown.caveat in said
    assert library.release in said
    if address == "/figure":
        assert shown.quote in said
        for step in shown.steps:
            assert step.text in said
            assert all(cell in said for row in step.rows for cell in row)
        for table in shown.tables:
            assert table.hash in said


def test_only_the_frame_may_stand_on_another_site(client: Client) -> None:
    query = QUESTIONS[0].query()
    framed, page = (client.get(f"{path}?{query}").headers for path in ("/embed/figure", "/figure"))
    assert "frame-ancestors *" in framed["content-security-policy"]
    assert "script-src" not in framed["content-security-policy"]
    assert "default-src 'none'" in framed["content-security-policy"]
    assert "x-frame-options" not in framed
    assert "frame-ancestors 'none'" in page["content-security-policy"]


def test_frame_says_whether_it_is_live_or_frozen(client: Client, library: Library) -> None:
    question = QUESTIONS[2]
    live, frozen = (client.get(f"/embed/figure?{question.query(r)}").text for r in ("", library.release))
    assert "Live: the release in force" in live
    assert f"Frozen: release {library.release}" in frozen
    assert f"release={library.release}" in frozen
    refused = client.get(f"/embed/figure?{question.query('2014-01-00000000')}")
    assert refused.status == 404
    assert "is not kept here" in unescape(refused.text)
    assert "number" not in re.findall(r'<p class="(\w+)"', refused.text)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.area}-{q.measure}")
def test_picture_holds_figure_months_caveat_and_source(
    client: Client, library: Library, question: Question
) -> None:
    reply, shown = client.get(f"/figure.svg?{question.query()}"), made(library, question)
    assert reply.headers["content-type"] == "image/svg+xml"
    said = "".join(unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", reply.text))).split())
    number = shown.figure.sentence if shown.figure.basis.kind == "none" else shown.headline
    for part in (shown.title, number, shown.caveat, shown.link, library.release):
        assert "".join(part.split()) in said
    assert '<desc id="d">' in reply.text
    assert "<script" not in reply.text


def test_png_is_small_and_of_the_right_size(client: Client) -> None:
    reply = client.get(f"/figure.png?{QUESTIONS[2].query()}")
    assert reply.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(reply.body)).size == (1200, 630)
    assert len(reply.body) < 300_000


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.area}-{q.measure}")
def test_checksum_is_that_of_the_answer_of_the_api(
    client: Client, library: Library, question: Question
) -> None:
    """Of the answer without its release, so that the same figure of another release has the same."""
    answer = json.loads(client.get(f"/api/v1/figure?{question.query()}").body)
    assert answer.pop("release") == library.release
    said = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    shown = made(library, question)
    assert shown.checksum == hashlib.sha256(said).hexdigest()[:12]
    assert checksum_of(replace(shown.figure, release="another")) == shown.checksum


@pytest.mark.parametrize(
    "query",
    ["area=nowhere&from=2025-01&to=2025-12", "area=E07000042", "area=E07000042&from=2025-13&to=2025-12", "x=1",
     "area=E07000042&from=2025-01&to=2025-12&crime=<script>"],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/figure", "/embed/figure", "/figure.svg", "/figure.png"])
def test_question_that_cannot_be_used_is_refused_in_words(client: Client, address: str, query: str) -> None:
    reply = client.get(f"{address}?{query}")
    assert reply.status in (404, 422)
    if address.startswith("/figure."):
        assert reply.json()["error"]["next"]
    else:
        assert "<script>" not in reply.text


def test_preview_of_a_figure_names_its_picture(client: Client) -> None:
    query = QUESTIONS[0].query()
    meta = dict(
        re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', client.get(f"/figure?{query}").text)
    )
    assert meta["og:title"] == "Recorded crimes in Mid Devon, January to December 2025"
    assert meta["og:description"].startswith("Police recorded 4,275 crimes in Mid Devon")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    path = "/" + unescape(meta["og:image"]).split("/", 3)[3]
    assert client.get(path).headers["content-type"] == "image/png"


def test_every_claim_has_a_page_of_its_own_and_the_list_leads_there(client: Client, library: Library) -> None:
    listed = re.findall(r'<h2><a href="(/claim/[^"]+)"', client.get("/claims").text)
    assert listed == [f"/claim/{shown.claim_id}" for shown in claims(library)]
    for shown, path in zip(claims(library), listed, strict=True):
        reply = client.get(path)
        html5lib.HTMLParser(strict=True).parse(reply.text)
        said = unescape(reply.text)
        assert len(reply.body) < LIMIT
        for part in (
            shown.heading,
            shown.sentence,
            *(line.words for line in shown.also),
            shown.finding,
            shown.conditioned_on,
            *shown.cannot_be_known,
        ):
            assert part in said
        assert all(line.sentence in said for line in shown.evidence)
        review = json.loads(
            re.findall(r'<script type="application/ld\+json">(.*?)</script>', reply.text, re.S)[0]
        )
        assert review["url"].endswith(path)
        assert "rating" not in json.dumps(review).casefold()


def test_unknown_claim_is_a_plain_page_not_found(client: Client) -> None:
    reply = client.get("/claim/<b>")
    assert reply.status == 404
    assert "<b>" not in reply.text.split("<main")[1], "what was asked for is not markup"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/figure", "/embed/figure", "/claim/one-in-five", "/claims"])
def test_page_has_no_accessibility_fault_and_fits_a_phone(
    browser: Browser, server: str, scheme: str, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    query = f"?{QUESTIONS[2].query()}" if address.endswith("figure") else ""
    page.goto(f"{server}{address}{query}")
    faults = Axe().run(page).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
