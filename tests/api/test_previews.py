"""What a link looks like where it is shared: pictures of areas, and the head of the pages that need scripts."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import html5lib
import pytest
from PIL import Image
from serving import Client

from portal.api.previews import picture_for
from portal.services.library import Library

CODES = ["E23000035", "E07000042", "town:tiverton", "E02004165", "E02007027+E02007028", "E01034636", "E06000053"]
PUBLIC = "http://localhost:8501"
CHECK = "area=town:tiverton&from=2021-03&to=2022-02&measure=unrecorded"


def head(client: Client, address: str) -> dict[str, str]:
    """Title, description and properties of a page, and where its reader without scripts is sent."""
    page = client.get(address).text
    found = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
    found["title"] = re.findall(r"<title>(.*?)</title>", page)[0]
    found["plain"] = re.findall(r'<noscript>.*?href="([^"]+)"', page, re.S)[0]
    found["canonical"] = next(iter(re.findall(r'<link rel="canonical" href="([^"]+)">', page)), "")
    return {key: unescape(value) for key, value in found.items()}


@pytest.mark.parametrize("code", CODES)
def test_picture_of_an_area_is_small_and_says_its_figure(client: Client, library: Library, code: str) -> None:
    page = client.get(f"/area/{code}").text
    address = unescape(re.findall(r'<meta property="og:image" content="([^"]+)">', page)[0])
    reply = client.get(address.removeprefix(PUBLIC))
    assert reply.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(reply.body)).size == (1200, 630)
    assert len(reply.body) < 300_000
    drawn = picture_for(library.areas[code])
    said = "".join(unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))).split())
    sentence = unescape(re.findall(r'<p class="lead">(.*?)</p>', page)[0])
    assert "".join(sentence.split()) in said
    assert library.release in said


def test_outline_of_the_area_lies_inside_what_is_around_it(library: Library) -> None:
    drawn = re.findall(r'<path d="([^"]+)"', picture_for(library.areas["town:tiverton"]))
    boxes = []
    for path in drawn:
        xs, ys = zip(*((float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    around, chosen = boxes
    assert around[0] <= chosen[0] < chosen[2] <= around[2]
    assert around[1] <= chosen[1] < chosen[3] <= around[3]
    assert (around[0], around[1]) == (700, 60)
    assert around[2] <= 1141
    assert around[3] <= 531


def test_area_page_that_needs_scripts_has_the_title_and_picture_of_its_area(client: Client) -> None:
    found = head(client, "/?area=town:tiverton&level=msoa")
    assert found["title"] == "Recorded crime in Tiverton, Mid Devon – On the Record"
    assert found["description"].startswith("Police recorded 1,627 crimes in Tiverton")
    assert found["og:description"] == found["description"]
    assert found["canonical"] == f"{PUBLIC}/area/town:tiverton"
    assert client.get(found["plain"]).status == 200
    assert client.get(found["og:image"].removeprefix(PUBLIC)).headers["content-type"] == "image/png"


def test_check_page_has_the_title_and_picture_of_its_figure(client: Client) -> None:
    found = head(client, f"/check?{CHECK}")
    assert found["title"] == "Estimated unrecorded crimes in Tiverton, March 2021 to February 2022 – On the Record"
    assert "between 140 and 410 crimes" in found["description"]
    assert client.get(found["plain"]).status == 200
    assert client.get(found["og:image"].removeprefix(PUBLIC)).status == 200


@pytest.mark.parametrize(
    "address",
    ["/", "/recording", "/check", "/?area=nowhere", "/?area=%3Cscript%3E", f"/check?{CHECK}&release=2014-01-00000000",
     "/follow?reference=AB12&code=secret", "/check?area=%ff&from=%00"],
)  # fmt: skip
def test_any_other_address_has_the_usual_head_and_repeats_nothing(client: Client, address: str) -> None:
    found = head(client, address)
    assert found["og:site_name"] == "On the Record"
    page = client.get(address).text
    assert "nowhere" not in page
    assert "secret" not in page
    assert "%3Cscript" not in page
    assert page.count("<script") == client.get("/").text.count("<script")
    assert "Streamlit</title>" not in page


def test_page_is_whole_and_its_own_script_may_still_run(client: Client) -> None:
    reply = client.get("/?area=town:tiverton")
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert "etag" not in reply.headers
    assert '<div id="root"></div>' in reply.text
    assert "window.prerenderReady = false" in reply.text
    html5lib.HTMLParser().parse(reply.text)
    assert client.get("/", "HEAD").status == 200
    assert client.get("/static/no-such-file.js").status in (200, 404)
