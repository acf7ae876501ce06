"""What every answer keeps to: shapes, entity tags, reading from other sites, pages of rows, one shape of fault."""

from __future__ import annotations

import threading
import time
from urllib.parse import quote

import anyio
import pytest
from serving import Client, Reply
from starlette.requests import Request

from portal.api.answers import Answer, Door
from portal.domain.record.period import Period
from portal.measures.record import missing_months
from portal.services.counted.figure import figure
from portal.services.library.library import Library

YEAR = "from=2025-01&to=2025-12"
AUDITED = "from=2021-03&to=2022-02"
ADDRESSES = [
    "/api/v1/areas", "/api/v1/areas/E07000042", f"/api/v1/figure?area=E07000042&{YEAR}",
    f"/api/v1/figures?level=sector&{YEAR}", "/api/v1/series?area=E07000042", "/api/v1/inspections",
    "/api/v1/statements", "/api/v1/releases", "/api/v1/openapi.json",
]  # fmt: skip


def expect_fault(reply: Reply, status: int, where: str) -> dict[str, str]:
    """The one shape of fault, on every address."""
    assert reply.status == status, reply.text
    assert reply.headers["content-type"] == "application/json"
    body = reply.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["code", "message", "where", "next"]
    assert all(isinstance(part, str) and part for part in body["error"].values())
    assert body["error"]["where"] == where
    assert "Traceback" not in reply.text
    assert ".py" not in reply.text
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "etag" not in reply.headers
    return body["error"]


def test_figure_has_the_contract_keys_in_order(client: Client) -> None:
    answer = client.get(f"/api/v1/figure?area=E07000042&{AUDITED}&measure=unrecorded").json()
    assert list(answer) == [
        "area", "period", "crime", "measure", "value", "range80", "range95", "if_rate_held", "label", "per_1000", "per_1000_range95",
        "population", "population_source", "scenarios", "basis", "sentence", "caveats", "sources", "release",
    ]  # fmt: skip
    assert answer["basis"]["kind"] == "audited"
    assert answer["range95"][0] < answer["value"] < answer["range95"][1]


def test_missing_figure_is_null_and_says_why(client: Client, library: Library) -> None:
    answer = client.get("/api/v1/figure?area=E07000042&from=2022-01&to=2022-12").json()
    assert answer["value"] is None
    assert (
        answer["period"]["missing"]
        == list(missing_months(library.record, Period("2022-01", "2022-12")))
        != []
    )
    assert "missing" in answer["sentence"]


@pytest.mark.parametrize("code", ["E02007027+E02007028", "town:tiverton", "E01034636", "E23000035"])
def test_every_kind_of_code_is_an_address(client: Client, library: Library, code: str) -> None:
    for spelt in (code, quote(code, safe="")):
        assert client.get(f"/api/v1/areas/{spelt}").json()["name"] == library.areas[code].name
        assert client.get(f"/api/v1/figure?area={spelt}&{YEAR}").json()["area"]["code"] == code


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_is_named_and_not_sent_twice(client: Client, library: Library, address: str) -> None:
    first = client.get(address)
    tag = first.headers["etag"]
    assert library.release in tag
    assert first.headers["cache-control"] == "public, max-age=300"
    again = client.get(address, If_None_Match=f'"other", {tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert client.get(address, If_None_Match='W/"other"').status == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(client: Client, address: str) -> None:
    whole, head = client.get(address), client.get(address, "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-length", "content-type", "cache-control", "access-control-allow-origin"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/nothing"])
def test_pages_of_other_sites_may_read(client: Client, address: str) -> None:
    assert client.get(address, Origin="https://example.org").headers["access-control-allow-origin"] == "*"
    asked = client.get(address, "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="GET")
    assert asked.status == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("address", [ADDRESSES[0], "/api/v1/nothing"])
def test_writing_is_refused_in_the_same_shape(client: Client, method: str, address: str) -> None:
    reply = client.get(address, method)
    expect_fault(reply, 405, f"method: {method}")
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("query", ["level=msoa", "level=lsoa&parent=E02004165", "", "parent=E07000042"])
def test_pages_of_areas_add_up_to_the_total(client: Client, library: Library, query: str) -> None:
    asked = dict(part.split("=") for part in query.split("&") if part)
    expected = [
        area.code
        for area in library.areas.values()
        if asked.get("level") in (None, area.level) and asked.get("parent") in (None, area.parent_code)
    ]
    address, codes = f"/api/v1/areas?{query}&limit=150", []
    while address:
        reply = client.get(address)
        page = reply.json()
        assert page["total"] == len(expected)
        codes += [row["code"] for row in page["areas"]]
        address = page["next"]
        assert ("link" in reply.headers) == bool(address)
        assert not address or reply.headers["link"] == f'<{address}>; rel="next"'
    assert codes == expected


def test_figures_of_a_level_are_the_figures_asked_one_by_one(client: Client) -> None:
    page = client.get(f"/api/v1/figures?level=sector&{AUDITED}&measure=unrecorded").json()
    assert page["total"] == len(page["figures"]) == 12
    for shown in page["figures"]:
        alone = client.get(f"/api/v1/figure?area={shown['area']['code']}&{AUDITED}&measure=unrecorded")
        assert alone.json() == shown


def test_figures_of_a_level_before_the_split_use_areas_that_can_be_counted(client: Client) -> None:
    page = client.get(f"/api/v1/figures?level=msoa&{AUDITED}&limit=200&offset=100").json()
    assert page["total"] == 231
    assert [shown["area"]["code"] for shown in page["figures"] if shown["value"] is None] == []


def test_figures_of_a_list_keep_its_order(client: Client) -> None:
    codes = ["town:tiverton", "E07000042", "E02007027+E02007028"]
    page = client.get(f"/api/v1/figures?areas={','.join(codes)}&{YEAR}").json()
    assert [shown["area"]["code"] for shown in page["figures"]] == codes


@pytest.mark.parametrize(
    ("code", "crime"), [("E07000042", "all"), ("E02007027", "violence"), ("E01020047", "all")]
)
def test_series_is_the_monthly_figure_with_its_reason(
    client: Client, library: Library, code: str, crime: str
) -> None:
    from portal.domain.record.period import Period

    months = client.get(f"/api/v1/series?area={code}&crime={crime}").json()["months"]
    assert [row["month"] for row in months] == library.record.months
    for row in months:
        period = Period(row["month"], row["month"])
        alone = figure(library, code, period, crime)
        assert row["value"] == alone.value
        assert row["reason"] == (alone.sentence if alone.value is None else None)
        assert (row["status"] == "supplied") == (not missing_months(library.record, period))


def test_inspections_give_the_rate_with_its_range_and_dates(client: Client) -> None:
    found = {row["id"]: row for row in client.get("/api/v1/inspections").json()["inspections"]}
    first = next(row for row in found["cdi-2016"]["findings"] if row["id"] == "A16")
    assert (first["recorded_pct"], first["half_width_pct"], first["use"]) == (81.52, 1.72, "yes")
    assert (first["audited_from"], first["audited_to"]) == ("2015-12", "2016-05")


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [("", "", ""), ("&side=force", "side", "force"), ("&topic=monitoring", "topic", "monitoring"), ("&area=E23000035", "areas", "E23000035")],
)  # fmt: skip
def test_statements_are_those_of_the_table_oldest_first(
    client: Client, library: Library, query: str, column: str, value: str
) -> None:
    page = client.get(f"/api/v1/statements?limit=200{query}").json()
    table = library.data.table("statements").rename(columns={"area_codes": "areas"}).to_dict("records")
    expected = {
        row["statement_id"]: row
        for row in table
        if not column or value in row[column].split(" ") or value == row[column]
    }
    assert {row["id"] for row in page["statements"]} == set(expected)
    assert page["total"] == len(expected) > 0
    for row in page["statements"]:
        assert row["summary"] == expected[row["id"]]["summary"]
        assert row["quote"] == (expected[row["id"]]["quote"] or None)
        assert row["responds_to"] == (expected[row["id"]]["responds_to_id"] or None)
    dates = [row["said_on"][:4] for row in page["statements"]]
    assert dates == sorted(dates)


def test_release_lists_every_table_with_its_hash(client: Client, library: Library) -> None:
    answer = client.get("/api/v1/releases").json()
    assert answer["current"] == answer["releases"][0]["release"] == library.release
    assert {row["name"]: row["hash"] for row in answer["releases"][0]["tables"]} == {
        row["name"]: row["hash"] for row in library.data.resources.values()
    }


def test_search_finds_a_place_and_is_not_kept(client: Client) -> None:
    reply = client.get("/api/v1/search?q=tivertn")
    assert reply.json()["area"]["code"] == "town:tiverton"
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/api/v1/nothing", 404, "path"), ("/api", 404, "path"), ("/api/v2/areas", 404, "path"),
        ("/api/v1/areas/nowhere", 404, "path: code"), ("/api/v1/areas?level=county", 422, "query: level"),
        ("/api/v1/areas?parent=x", 404, "query: parent"), ("/api/v1/areas?limit=0", 422, "query: limit"),
        ("/api/v1/areas?limit=201", 422, "query: limit"), ("/api/v1/areas?offset=-1", 422, "query: offset"),
        ("/api/v1/areas?colour=red", 422, "query: colour"), ("/api/v1/areas?level=", 422, "query: level"),
        ("/api/v1/areas?limit=1&limit=2", 422, "query: limit"),
        ("/api/v1/figure", 422, "query: area"), ("/api/v1/figure?area=E07000042", 422, "query: from"),
        (f"/api/v1/figure?area=nowhere&{YEAR}", 404, "query: area"),
        ("/api/v1/figure?area=E07000042&from=2025-13&to=2025-12", 422, "query: from"),
        ("/api/v1/figure?area=E07000042&from=2025-02&to=2025-01", 422, "query: to"),
        ("/api/v1/figure?area=E07000042&from=1900-01&to=2099-12", 422, "query: from"),
        (f"/api/v1/figure?area=E07000042&{YEAR}&crime=murder", 422, "query: crime"),
        (f"/api/v1/figure?area=E07000042&{YEAR}&measure=true", 422, "query: measure"),
        (f"/api/v1/figure?area=E07000042&{YEAR}&inspection=x", 422, "query: inspection"),
        (f"/api/v1/figure?area=E07000042&{YEAR}&spread=x", 422, "query: spread"),
        (f"/api/v1/figure?area=E07000042&{YEAR}&release=x", 404, "query: release"),
        (f"/api/v1/figures?{YEAR}", 422, "query: level"),
        (f"/api/v1/figures?{YEAR}&level=town&areas=E07000042", 422, "query: level"),
        (f"/api/v1/figures?{YEAR}&areas=E07000042,,", 404, "query: areas"),
        (f"/api/v1/figures?{YEAR}&areas={',' * 200}", 422, "query: areas"),
        ("/api/v1/statements?topic=x", 422, "query: topic"), ("/api/v1/statements?area=x", 404, "query: area"),
        ("/api/v1/series", 422, "query: area"), ("/api/v1/inspections?x=1", 422, "query: x"),
        ("/api/v1/search", 422, "query: q"),
    ],
)  # fmt: skip
def test_fault_says_where_what_and_what_next(client: Client, address: str, status: int, where: str) -> None:
    expect_fault(client.get(address), status, where)


def test_answer_does_not_wait_for_the_reader_to_acknowledge_its_head(client: Client) -> None:
    # Where small packets wait (Nagle), even the quickest answer on a connection in use takes 40 ms. The first of a
    # connection are acknowledged at once and tell nothing.
    taken = []
    for _ in range(120):
        started = time.perf_counter()
        client.get("/healthz")
        taken.append(time.perf_counter() - started)
    assert min(taken[60:]) < 0.02


def test_a_question_is_answered_beside_the_line_that_takes_questions() -> None:
    """Or one that takes long would keep every other reader waiting."""
    answered_by: list[int] = []

    def answer(_: Request) -> Answer:
        answered_by.append(threading.get_ident())
        return Answer(b"", "text/plain")

    asked = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "client": None}
    anyio.run(Door(answer).respond, Request(asked))
    assert len(answered_by) == 1
    assert answered_by[0] != threading.get_ident()
