"""The served OpenAPI document is valid, complete, and true: generated questions find no break of it and no fault of ours."""

from __future__ import annotations

import itertools
import json

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from serving import Client
from test_answers import ADDRESSES

from portal.api import v1

NOTHING_TO_GET_WRONG = {"/inspections", "/releases"}


@pytest.fixture(scope="session")
def described(server: str) -> schemathesis.BaseSchema:
    # A month after another is no fault of the schema's: OpenAPI cannot say that 'from' comes before 'to'.
    config = schemathesis.Config.from_dict({
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}},
    })  # fmt: skip
    return schemathesis.openapi.from_url(f"{server}/api/v1/openapi.json", config=config)


# An address that takes no parameter cannot be asked wrongly.
QUESTIONS = [
    (endpoint.path, mode)
    for endpoint in v1.ENDPOINTS
    for mode in GenerationMode
    if not (mode is GenerationMode.NEGATIVE and endpoint.path in NOTHING_TO_GET_WRONG)
]


@pytest.mark.parametrize(("path", "mode"), QUESTIONS, ids=lambda part: getattr(part, "value", part))
def test_generated_questions_are_answered_as_described(
    described: schemathesis.BaseSchema, path: str, mode: GenerationMode
) -> None:
    readers = itertools.cycle(range(1, 255))

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck]
    )
    def ask(case: schemathesis.Case) -> None:
        # From a reader of its own, or the minute's allowance of one would be spent by a fast machine.
        case.call_and_validate(timeout=60, headers={"X-Forwarded-For": f"203.0.113.{next(readers)}"})

    ask()


def test_description_is_valid_and_lists_every_address(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert list(document["paths"]) == [endpoint.path for endpoint in v1.ENDPOINTS]
    served = {route.path for route in v1.ROUTES}
    unlisted = {"/api/v1/openapi.json", "/api", "/api/{rest:anything}"}
    in_paths = [
        given
        for path in document["paths"].values()
        for given in path["get"].get("parameters", ())
        if given["in"] == "path"
    ]
    # The standard has no part of a path that may be left out.
    assert in_paths
    assert all(given["required"] for given in in_paths)
    assert served - unlisted == {
        f"/api/v1{path}".replace("{code}", "{code:anything}") for path in document["paths"]
    }


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_real_answer_fits_its_shape(client: Client, address: str) -> None:
    document = client.get("/api/v1/openapi.json").json()
    path = address.split("?")[0].removeprefix("/api/v1").replace("E07000042", "{code}")
    answer = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(client.get(address).json(), {**answer, "components": document["components"]})


def test_every_example_of_a_parameter_fits_its_schema(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    for path in document["paths"].values():
        for parameter in path["get"]["parameters"]:
            jsonschema.validate(parameter["example"], parameter["schema"])
            assert json.dumps(parameter["description"]) != '""'
