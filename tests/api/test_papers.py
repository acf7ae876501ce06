"""A place on paper: what its brief and its page for a meeting say, beside what the API answers, and how they are served."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from serving import Client

from portal.api.plain.area_page import page_address
from portal.domain.record.period import Period
from portal.measures.change import latest_complete_year
from portal.services.briefing.papers import papers
from portal.services.counted.figure import figure
from portal.services.library.library import Library

AUDITED = Period("2021-03", "2022-02")
PLACES = ["E23000035", "E07000042", "town:tiverton", "E02004165", "E01015023"]
PAGES = {"brief": 2, "meeting": 1}
BOTH = [f"/{kind}/E07000042.pdf" for kind in PAGES]


def opened(body: bytes) -> PdfReader:
    return PdfReader(BytesIO(body), strict=True)


def squashed(text: str) -> str:
    """Without any white space: where a line ends is the page's affair."""
    return re.sub(r"\s", "", text)


def said_by(paper: PdfReader) -> str:
    return squashed("".join(page.extract_text() for page in paper.pages))


def links_of(paper: PdfReader) -> list[Any]:
    found = [one.get_object() for page in paper.pages for one in page.get("/Annots", [])]
    return [one for one in found if one["/Subtype"] == "/Link"]


def asked(client: Client, code: str, period: Period, measure: str) -> dict[str, Any]:
    query = f"area={code}&from={period.first}&to={period.last}&measure={measure}"
    answer: dict[str, Any] = client.get(f"/api/v1/figure?{query}").json()
    return answer


@pytest.mark.parametrize("code", PLACES)
@pytest.mark.parametrize("kind", PAGES)
def test_paper_says_figure_range_and_sentence_as_the_api_does(
    client: Client, library: Library, kind: str, code: str
) -> None:
    paper = opened(client.get(f"/{kind}/{code}.pdf").body)
    assert len(paper.pages) == PAGES[kind]
    said = said_by(paper)
    recorded = asked(client, code, latest_complete_year(library.record), "recorded")
    missing = asked(client, code, AUDITED, "unrecorded")
    for answer in (recorded, missing):
        assert squashed(answer["sentence"]) in said
    if missing["range95"]:
        assert squashed(missing["basis"]["sentence"]) in said
        assert squashed(figure(library, code, AUDITED, "all", "unrecorded").period.words) in said
    if kind == "brief":
        for caveat in (*recorded["caveats"], *missing["caveats"]):
            assert squashed(caveat) in said
    assert squashed(f"Release {library.release}") in said


def test_place_without_an_estimate_says_why_and_shows_no_range(client: Client, library: Library) -> None:
    shown = figure(library, "E01015023", AUDITED, "all", "unrecorded")
    assert shown.basis.kind == "none"
    for kind in PAGES:
        said = said_by(opened(client.get(f"/{kind}/E01015023.pdf").body))
        assert squashed(shown.sentence) in said
        assert squashed("Estimated,") not in said
        assert squashed("If places differ") not in said


def test_brief_names_the_months_held_and_that_missing_ones_are_not_without_crime(client: Client) -> None:
    said = said_by(opened(client.get("/brief/E07000042.pdf").body))
    assert squashed("a missing month is not a month without crime") in said


@pytest.mark.parametrize("address", BOTH)
def test_links_of_a_paper_lead_somewhere_and_stand_on_the_page(client: Client, address: str) -> None:
    paper = opened(client.get(address).body)
    links = links_of(paper)
    targets = [str(one["/A"]["/URI"]) for one in links]
    own = [re.sub(r"^http://127\.0\.0\.1:\d+", "", one) for one in targets if "127.0.0.1" in one]
    assert "/write?area=E07000042" in own
    for one in dict.fromkeys(own):
        assert client.get(one).status == 200, one
    assert all(one.startswith(("http://", "https://")) for one in targets)
    for left, low, right, high in (map(float, one["/Rect"]) for one in links):
        assert 40 < left < right < 556
        assert 20 < min(low, high) < max(low, high) < 800


@pytest.mark.parametrize("address", BOTH)
def test_paper_says_what_it_is_to_whoever_listens_to_it(client: Client, address: str) -> None:
    paper = opened(client.get(address).body)
    root = paper.trailer["/Root"].get_object()
    assert paper.metadata is not None
    assert "Mid Devon" in str(paper.metadata.title)
    assert paper.metadata.author == "On the Record"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    tree = root["/StructTreeRoot"]["/K"][0].get_object()
    tags = [one.get_object() for one in tree["/K"]]
    kinds = [str(one["/S"]) for one in tags]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/P"} <= set(kinds)
    figures = [one for one in tags if one["/S"] == "/Figure"]
    assert all(one["/Alt"] for one in figures)
    assert len(figures) == (2 if "brief" in address else 0)


@pytest.mark.parametrize("address", BOTH)
def test_faces_are_in_the_paper_cut_to_its_letters(client: Client, address: str) -> None:
    for page in opened(client.get(address).body).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert re.match(r"/[A-Z]{6}\+Source", str(below["/BaseFont"]))
            assert "/FontFile2" in below["/FontDescriptor"].get_object()


@pytest.mark.parametrize("address", BOTH)
def test_paper_is_served_like_every_other_file_of_a_release(
    client: Client, library: Library, address: str
) -> None:
    reply = client.get(address)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/pdf")
    assert reply.headers["cache-control"] == "public, max-age=300"
    assert library.release in reply.headers["content-disposition"]
    assert "object-src 'self'" in reply.headers["content-security-policy"]
    assert len(reply.body) < 150_000
    head = client.get(address, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(reply.body))
    assert client.get(address, If_None_Match=reply.headers["etag"]).status == 304
    # Fixed to the release in force it is the same to the byte.
    assert client.get(f"{address}?release={library.release}").body == reply.body


@pytest.mark.parametrize("kind", PAGES)
def test_older_release_has_papers_of_its_own(client: Client, first_release: str, kind: str) -> None:
    reply = client.get(f"/{kind}/E07000042.pdf?release={first_release}")
    assert reply.status == 200
    assert "not the newest" in reply.headers["release-note"]
    paper = opened(reply.body)
    assert len(paper.pages) == PAGES[kind]
    said = said_by(paper)
    assert squashed(f"Release {first_release}") in said
    assert "notthenewest" not in said


@pytest.mark.parametrize(
    ("address", "where"),
    [("/brief/E99999999.pdf", "area"), ("/meeting/E07000042", "paper"), ("/brief/E07000042.pdf?release=2001-01-00000000", "release"),
     ("/brief/E07000042.pdf?crime=all", "parameter")],
)  # fmt: skip
def test_paper_that_does_not_exist_is_refused_in_one_sentence(
    client: Client, address: str, where: str
) -> None:
    reply = client.get(address)
    assert reply.status in (404, 422)
    assert reply.headers["content-type"].startswith("text/html")
    assert where in reply.text


def test_address_in_another_case_leads_to_the_paper(client: Client) -> None:
    reply = client.get("/BRIEF/Town:Tiverton.PDF")
    assert (reply.status, reply.headers["location"]) == (308, "/brief/town:tiverton.pdf")


@pytest.mark.parametrize("code", ["E07000042", "E02007027+E02007028", "E01015023"])
def test_page_of_a_place_leads_to_both_papers(client: Client, library: Library, code: str) -> None:
    area = library.areas[code]
    text = client.get(page_address(area)).text
    for paper in papers(area):
        assert f'href="{paper.address}"' in text
        assert client.get(paper.address).status == 200
