"""docs/api.md: every Python example runs against a real server, and every address is named."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import Client

from portal.api import downloads, v1
from portal.services.files.area_file import EVERYTHING

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
with (Path(__file__).parents[2] / "data" / "coverage.csv").open(encoding="utf-8") as coverage:
    NOT_HELD = sum(row["status"] != "supplied" for row in csv.DictReader(coverage))
PRINTED = [
    ["Police recorded 3,211 crimes in Mid Devon", "crimes were reported and not recorded", "between "],
    ["232 of 232"],
    [f"{NOT_HELD} months have no value"],
    ["\n"],
]


@pytest.mark.parametrize("which", range(len(PRINTED)))
def test_python_example_runs_and_prints_what_it_should(server: str, which: int) -> None:
    code = EXAMPLES[which].replace("http://localhost:8501", server)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    for expected in PRINTED[which]:
        assert expected in done.stdout


def test_checksum_of_the_example_is_the_one_printed_with_the_figure(server: str, client: Client) -> None:
    code = EXAMPLES[-1].replace("http://localhost:8501", server)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    shown = client.get("/figure?area=E07000042&from=2025-01&to=2025-12&crime=all&measure=recorded").text
    assert f"<code>{done.stdout.strip()}</code>" in shown
    assert len(done.stdout.strip()) == 12


def test_every_python_example_is_run() -> None:
    assert len(EXAMPLES) == len(PRINTED)


def test_every_address_and_parameter_is_in_the_page() -> None:
    for endpoint in v1.ENDPOINTS:
        assert f"`/api/v1{endpoint.path}" in PAGE, endpoint.path
        for name in {*endpoint.required, *endpoint.optional}:
            assert re.search(rf"`{name}=?`|[?&]{name}=", PAGE), name


def test_every_other_address_in_the_page_answers(client: Client) -> None:
    paths = set(re.findall(r"http://localhost:8501(/(?:api/v1|download)/[^\s`\"]+\?[^\s`\"]+)", PAGE))
    assert len(paths) >= 5
    for path in paths:
        assert client.get(path).status == 200, path


def test_every_kind_of_file_is_in_the_page() -> None:
    for kind in downloads.MAKERS:
        assert re.search(rf"`/download/areas\.{kind}|`\.{kind}`", PAGE), kind
    assert f"`{EVERYTHING}" in PAGE


def test_fault_in_the_page_is_the_fault_that_is_served(client: Client) -> None:
    shown = re.findall(r"^```json\n(.*?)\n```", PAGE, re.M | re.S)[0]
    served = client.get("/api/v1/figure?area=E07000042&from=2025-13&to=2025-12").json()
    assert served == json.loads(shown)
