"""JSON-LD of areas and claims against schema.org's vocabulary and what dataset search asks for."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from serving import Client
from vocabulary import faults

from portal.services.claims import claims
from portal.services.library import Library

CODES = ["E23000035", "E07000042", "town:tiverton", "E02004165", "E02007027+E02007028", "E01034636"]
ADDRESS = {"type": "string", "pattern": "^https?://"}
# What Google's dataset search requires (name, description) and recommends, as its documentation lists it.
DATASET = {
    "type": "object",
    "required": ["@context", "@type", "name", "description", "url", "license", "creator", "distribution",
                 "temporalCoverage", "spatialCoverage", "variableMeasured", "isAccessibleForFree", "version"],
    "properties": {
        "@type": {"const": "Dataset"},
        "name": {"type": "string", "minLength": 10},
        "description": {"type": "string", "minLength": 50, "maxLength": 5000},
        "url": ADDRESS,
        "license": ADDRESS,
        "creator": {"type": "object", "required": ["@type", "name"]},
        "temporalCoverage": {"type": "string", "pattern": r"^\d{4}-\d\d/\d{4}-\d\d$"},
        "spatialCoverage": {"type": "object", "required": ["@type", "name"]},
        "variableMeasured": {"type": "array", "minItems": 1},
        "distribution": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["@type", "contentUrl", "encodingFormat"],
            "properties": {"@type": {"const": "DataDownload"}, "contentUrl": ADDRESS}}},
    },
}  # fmt: skip
# What a page with ClaimReview must hold for search engines; the rating is in words, since no card gives a verdict.
CLAIM_REVIEW = {
    "type": "object",
    "required": ["@context", "@type", "claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": ADDRESS,
        "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "reviewRating": {"type": "object", "required": ["@type", "alternateName"], "not": {"required": ["ratingValue"]}},
        "itemReviewed": {"type": "object", "required": ["@type", "author", "appearance"]},
    },
}  # fmt: skip


def described(client: Client, address: str) -> dict:
    page = client.get(address).text
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[0])


@pytest.mark.parametrize("code", CODES)
def test_area_is_a_dataset_as_the_vocabulary_and_dataset_search_define_it(client: Client, code: str) -> None:
    dataset = described(client, f"/area/{code}")
    assert faults(dataset) == []
    jsonschema.validate(dataset, DATASET)


def test_claims_are_claim_reviews_as_the_vocabulary_defines_them(client: Client, library: Library) -> None:
    for card in claims(library):
        review = described(client, f"/claim/{card.claim_id}")
        assert faults(review) == []
        jsonschema.validate(review, CLAIM_REVIEW)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"@type": "Datasett"}, "no type is called"),
        ({"@type": "Dataset", "licence": "x"}, "no such property"),
        ({"@type": "Dataset", "creator": {"@type": "Place", "name": "x"}}, "takes"),
        ({"@type": "Dataset", "distribution": [{"@type": "DataDownload", "contentURL": "x"}]}, "no such property"),
    ],
)
def test_slip_in_the_markup_is_found(broken: dict, said: str) -> None:
    assert said in faults(broken)[0]
