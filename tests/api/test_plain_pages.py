"""Plain pages: valid, small, whole without scripts, the same numbers as the API, described for dataset search."""

from __future__ import annotations

import json
import re
from html import unescape

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from serving import Client, leaves

from portal.domain.record.period import Period
from portal.services.both_sides.claims import claims
from portal.services.counted.figure import figure
from portal.services.library.library import Library

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
CODES = [
    "E23000035", "E07000042", "E06000053", "town:tiverton", "E02004165", "E02007027", "E02007027+E02007028",
    "E01034636", "E01020066", "E01020047",
]  # fmt: skip
ADDRESSES = ["/areas", *(f"/area/{code}" for code in CODES)]
LIMIT = 100 * 1024
DATASET_KEYS = {
    "name", "description", "url", "license", "creator", "temporalCoverage", "spatialCoverage", "distribution",
    "variableMeasured",
}  # fmt: skip


def dataset_of(page: str) -> dict:
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[0])


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_valid_small_and_free_of_scripts(client: Client, address: str) -> None:
    reply = client.get(address)
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert len(reply.body) < LIMIT
    html5lib.HTMLParser(strict=True).parse(reply.text)
    assert '<html lang="en-GB">' in reply.text
    assert set(re.findall(r"<script[^>]*>", reply.text)) <= {'<script type="application/ld+json">'}
    assert not re.search(
        r'\s(on\w+|style)="|javascript:|<(iframe|img|link rel="stylesheet"|form)', reply.text
    )
    policy = reply.headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


@pytest.mark.parametrize("code", CODES)
def test_page_says_what_the_figure_says(client: Client, library: Library, code: str) -> None:
    page = unescape(client.get(f"/area/{code}").text)
    recorded, estimate = figure(library, code, YEAR), figure(library, code, AUDITED, "all", "unrecorded")
    assert f'<p class="lead">{recorded.sentence}</p>' in page
    assert f'<p class="modelled">{estimate.sentence}</p>' in page
    for caveat in (*recorded.caveats, *estimate.caveats):
        assert caveat in page
    for source in estimate.sources:
        assert source.title in page


@pytest.mark.parametrize("code", CODES)
def test_page_leads_up_down_to_the_map_and_to_the_numbers(
    client: Client, library: Library, code: str
) -> None:
    links = set(re.findall(r'<a href="([^"]+)"', unescape(client.get(f"/area/{code}").text)))
    around = [a.code for a in library.areas.values() if a.parent_code == code]
    around += [above.code for above in library.lineage(library.areas[code])[:-1]]
    assert {f"/area/{other}" for other in around} <= links
    encoded = code.replace("+", "%2B")
    assert f"/?area={encoded}" in links
    for link in (f"/api/v1/figure?area={encoded}&from=2025-01&to=2025-12", f"/api/v1/series?area={encoded}"):
        assert link in links
        assert client.get(link).json()["area"]["code"] == code


def test_types_on_the_page_add_up_to_the_figure(client: Client) -> None:
    page = client.get("/area/town:tiverton").text
    by_type = page.split("By type</h2>")[1].split("</table>")[0]
    counts = [int(cell.replace(",", "")) for cell in re.findall(r'</th><td class="n">([\d,]+)</td>', by_type)]
    assert (len(counts), sum(counts)) == (13, 1627)
    assert "450 incidents of anti-social behaviour" in page


def test_small_area_shows_no_types(client: Client) -> None:
    page = unescape(client.get("/area/E01020047").text)
    assert "Figures for single types are not given" in page
    assert '<th scope="row">Drugs' not in page


@pytest.mark.parametrize("code", CODES)
def test_dataset_holds_what_dataset_search_asks_for(client: Client, code: str) -> None:
    described = dataset_of(client.get(f"/area/{code}").text)
    assert described["@context"] == "https://schema.org/"
    assert described["@type"] == "Dataset"
    assert set(described) >= DATASET_KEYS
    assert 50 <= len(described["description"]) <= 5000
    assert described["license"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence")
    assert re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", described["temporalCoverage"])
    assert described["creator"]["@type"] == "Organization"
    for file in described["distribution"]:
        path = "/" + file["contentUrl"].split("/", 3)[3]
        assert client.get(path).headers["content-type"] == file["encodingFormat"]


def test_index_leads_to_every_area_that_is_not_a_small_area(client: Client, library: Library) -> None:
    links = set(re.findall(r'href="/area/([^"]+)"', client.get("/areas").text))
    assert links == {area.code for area in library.areas.values() if area.level != "lsoa"}


def test_sitemap_lists_pages_that_exist(client: Client, library: Library) -> None:
    reply = client.get("/sitemap.xml")
    assert reply.headers["content-type"] == "application/xml"
    listed = re.findall(r"<loc>http://127.0.0.1:\d+(/[^<]*)</loc>", reply.text)
    cards = [f"/claim/{shown.claim_id}" for shown in claims(library)]
    plain = [f"/plain/{name}" for name in ("recording", "both-sides", "corrections", "releases")]
    first = ["/", "/areas", "/claims", *plain, *cards]
    assert listed[: len(first)] == first
    levels = [area.level for area in library.areas.values()]
    own, said = (
        sum(level != "lsoa" for level in levels),
        sum(level in ("force", "sector") for level in levels),
    )
    assert len(listed) == len(first) + own + said
    for path in [*plain, *listed[1::40]]:
        assert client.get(path, "HEAD").status == 200
    assert re.search(r"Sitemap: http://127.0.0.1:\d+/sitemap.xml", client.get("/robots.txt").text)


def test_unknown_area_is_a_plain_page_not_found(client: Client) -> None:
    reply = client.get("/area/nowhere")
    assert reply.status == 404
    assert "no area has the code 'nowhere'" in unescape(reply.text).casefold()
    html5lib.HTMLParser(strict=True).parse(reply.text)
    assert client.get("/area/E07000042", "POST").status == 405


def test_page_is_not_sent_twice(client: Client) -> None:
    tag = client.get("/area/E07000042").headers["etag"]
    assert client.get("/area/E07000042", If_None_Match=tag).status == 304
    assert client.get("/area/E07000042", "HEAD").body == b""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/area/town:tiverton", "/areas", "/area/nowhere"])
def test_page_has_no_accessibility_fault_and_fits_a_phone(
    browser: Browser, server: str, scheme: str, address: str
) -> None:
    # The checker itself is a script, so the policy that forbids scripts is passed over here and tested above.
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page, left = context.new_page(), []
    page.on("request", lambda request: left.append(request.url) if leaves(request.url, server) else None)
    page.goto(f"{server}{address}")
    faults = Axe().run(page).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert left == []
    context.close()


@pytest.mark.browser
def test_page_reads_whole_where_scripts_are_off(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server}/area/town:tiverton")
    assert page.get_by_role("heading", level=1).inner_text() == "Tiverton"
    assert "Police recorded 1,627 crimes" in page.locator(".lead").inner_text()
    assert said == []
    context.close()
