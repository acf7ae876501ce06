"""Codes in, sentences out: each row says what the place's own figure says, and verifies."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

import pytest
from serving import Client

from portal.services.checking.sentence_rows import COLUMNS

YEAR = {"from": "2025-01", "to": "2025-12"}
INSPECTED = {"from": "2021-03", "to": "2022-02", "measure": "unrecorded"}
PLACES = ("E07000042", "town:tiverton", "E06000027")


def rows(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.get(f"/download/sentences.csv?{urlencode(asked)}")
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    assert "sentences" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("asked", [YEAR, INSPECTED])
def test_each_row_says_what_the_places_own_figure_says_and_verifies(
    client: Client, asked: dict[str, str]
) -> None:
    found = rows(client, areas=",".join(PLACES), **asked)
    assert [row["area_code"] for row in found] == list(PLACES)
    for row in found:
        assert list(row) == list(COLUMNS)
        one = client.get(f"/api/v1/figure?{urlencode({'area': row['area_code'], **asked})}").json()
        assert row["sentence"] == one["sentence"]
        assert row["quote"].startswith(
            f"{row['sentence']} {row['caveat']} (On the Record, release {row['release']}"
        )
        for text in (row["quote"], row["link"]):
            said = client.get(f"/api/v1/verify?{urlencode({'text': text})}").json()
            assert said["verdict"] == "same"
            assert said["now"]["checksum"] == row["checksum"]


def test_without_a_figure_the_sentence_says_why(client: Client) -> None:
    (row,) = rows(client, areas="E07000042", **{"from": "2023-01", "to": "2023-12"})
    assert row["sentence"].startswith("There is no figure for crimes in Mid Devon")


def test_a_level_is_every_area_of_it_and_too_many_are_refused(client: Client) -> None:
    sectors = client.get("/api/v1/areas?level=sector").json()["areas"]
    assert {row["area_code"] for row in rows(client, level="sector", **YEAR)} == {
        one["code"] for one in sectors
    }
    refused = client.get(f"/download/sentences.csv?{urlencode({'level': 'lsoa', **YEAR})}")
    assert refused.status == 422
    assert refused.json()["error"]["where"] == "query: level"


def test_verify_says_what_changed_and_since_when(client: Client) -> None:
    oldest = client.get("/api/v1/releases").json()["releases"][-1]["release"]
    (row,) = rows(client, areas="E07000042", release=oldest, **YEAR)
    said = client.get(f"/api/v1/verify?{urlencode({'text': row['quote']})}")
    assert said.headers["cache-control"] == "no-store"
    found = said.json()
    assert (found["verdict"], found["then"]["release"]) == ("changed", oldest)
    assert found["since"]["published_on"]
    assert found["now"]["sentence"] != row["sentence"] == found["then"]["sentence"]


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_verify_refuses_nothing_and_too_much(client: Client, text: str) -> None:
    assert client.get(f"/api/v1/verify?{urlencode({'text': text})}").status == 422
