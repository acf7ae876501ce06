"""A page that has said all there is to say still stands between masthead and footer."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FOOTER = "Solid is counted."


def drawn(app: AppTest) -> str:
    return " ".join(str(element.proto) for element in app.get("html"))


@pytest.mark.parametrize("release", ["", "2020-01-00000000"])
def test_page_that_ends_early_has_its_footer(repo: Path, release: str) -> None:
    app = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)
    if release:
        app.query_params["release"] = release
    app.run()
    assert not app.exception
    assert bool(release) == any("is not kept here" in str(error.value) for error in app.error)
    assert FOOTER in drawn(app)
