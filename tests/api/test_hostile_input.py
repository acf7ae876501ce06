"""Input meant to harm is refused or answered as plain data; nothing of the inside is shown."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from serving import Client
from test_answers import expect_fault

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", ["area", "from", "crime", "inspection", "release"])
@pytest.mark.parametrize(
    "value",
    ["x" * 5000, "a\0b", "../../etc/passwd", SCRIPT, "\u202eé😀", "٢٠٢٥-٠١", "' OR 1=1 --", "{{7*7}}", "\r\nX: y"],
    ids=["long", "null", "upward", "html", "unicode", "digits", "sql", "template", "lines"],
)  # fmt: skip
def test_hostile_value_is_a_fault_in_the_usual_shape(client: Client, name: str, value: str) -> None:
    asked = {"area": "E07000042", "from": "2025-01", "to": "2025-12", name: value}
    query = "&".join(f"{key}={quote(text, safe='')}" for key, text in asked.items())
    reply = client.get(f"/api/v1/figure?{query}")
    assert reply.status in (404, 422)
    expect_fault(reply, reply.status, f"query: {name}")
    assert len(reply.body) < 1500


@pytest.mark.parametrize(
    "path",
    ["/api/v1/areas/../../settings", "/api/v1/areas/%2e%2e%2f%2e%2e%2fetc", "/api/v1/areas/%00", "/api/v1/areas/" + "x" * 4000,
     "/api/v1/areas/a%0Ab", "/api/no%0Asuch", "/area/a%0Ab",
     "/area/%2e%2e/secret", "/area/%00", "/area/" + quote(SCRIPT)],
)  # fmt: skip
def test_hostile_path_is_refused(client: Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status in (400, 404)
    assert len(reply.body) < 4000
    assert SCRIPT not in reply.text
    assert "Traceback" not in reply.text
    assert reply.status == 400 or (
        "error" in reply.json() if path.startswith("/api") else "<h1>" in reply.text
    )


def test_html_in_a_search_comes_back_as_data_only(client: Client) -> None:
    reply = client.get(f"/api/v1/search?q={quote(SCRIPT)}")
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.json()["q"] == SCRIPT
    assert reply.json()["area"] is None


@pytest.mark.parametrize("text", ["😀" * 50, "%%%", "\\", '"', "null", "E" * 200, "%ff%fe", "   x   "])
def test_any_search_is_answered(client: Client, text: str) -> None:
    assert client.get(f"/api/v1/search?q={quote(text)}").status == 200


def test_name_of_an_unknown_parameter_is_not_a_mirror(client: Client) -> None:
    reply = client.get(f"/api/v1/areas?{'z' * 3000}=1")
    assert reply.status == 422
    assert len(reply.body) < 500
