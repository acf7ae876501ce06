"""What a short command may import. A library that a question does not need makes everybody who asks it wait."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from portal.settings import ROOT

HEAVY = ("streamlit", "altair", "folium", "geopandas", "shapely", "alembic", "sqlalchemy", "duckdb", "frictionless",
         "xlsxwriter", "resvg_py", "fudgeo", "fpdf", "scipy.stats")  # fmt: skip
FIGURE = ["figure", "--area", "E07000042", "--from", "2021-03", "--to", "2022-02"]
RECORDED_ONLY = (*HEAVY, "scipy")
ASK = """
import json, sys
from portal.cli import app
try:
    app(json.loads(sys.argv[1]), prog_name="portal")
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def modules_after(code: str, *given: str) -> set[str]:
    """What a process has imported when it has run the code, which prints that as its last line."""
    command = [sys.executable, "-c", code, *given]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--help"], (*RECORDED_ONLY, "pandas", "numpy", "pyarrow", "rich.markdown")),
        (FIGURE, RECORDED_ONLY),
        ([*FIGURE, "--measure", "unrecorded"], HEAVY),
    ],
    ids=["help", "recorded", "unrecorded"],
)
def test_a_short_command_imports_only_what_it_needs(words: list[str], unwanted: tuple[str, ...]) -> None:
    assert modules_after(ASK, json.dumps(words)) & set(unwanted) == set()


def test_the_server_can_be_imported_without_what_only_some_readers_ask_for() -> None:
    code = "import json, sys, portal.asgi; print(json.dumps(sorted(sys.modules)))"
    later = {
        "geopandas",
        "scipy.stats",
        "alembic",
        "duckdb",
        "xlsxwriter",
        "resvg_py",
        "fudgeo",
        "folium",
        "altair",
    }
    assert modules_after(code) & later == set()


WARM = """
import json, sys
import portal.asgi
from portal import bootstrap
from portal.estimator import UpsAndDowns, real_change
from portal.markup.fonts import HEADING, cut_face
from portal.services.search.answer import search
search(bootstrap.library(), "zzzz")
real_change(340, 12, 350, 12, usual=UpsAndDowns(1.8, 0.06))
assert cut_face(HEADING)[:4] == b"wOF2"
print(json.dumps(sorted(sys.modules)))
"""


def test_what_the_first_reader_waits_for_is_only_what_their_page_needs() -> None:
    """A second and 23 MB for tests by name, two seconds and 58 MB for cutting a face in the server itself."""
    unwanted = {"scipy.stats", "scipy.optimize", "fontTools", "geopandas", "duckdb", "xlsxwriter", "altair"}
    assert modules_after(WARM) & unwanted == set()


def test_framework_looks_for_no_console_in_front_of_the_first_reader() -> None:
    from streamlit import delta_generator

    from portal.asgi import ask_nothing_of_the_stack

    # Under another name after an upgrade, the second and a half would be back and nothing would tell.
    assert delta_generator._use_warning_has_been_displayed in (True, False)
    ask_nothing_of_the_stack()
    assert delta_generator._use_warning_has_been_displayed
    assert "_use_warning_has_been_displayed" in delta_generator._maybe_print_use_warning.__code__.co_names
