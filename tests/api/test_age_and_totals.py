"""Plain pages say how old the newest month is, and the force's stands beside the official figures."""

from __future__ import annotations

import re

from serving import Client


def test_area_says_how_old_its_newest_month_is_and_an_older_release_does_not(client: Client) -> None:
    page = client.get("/area/E07000042").text
    assert re.search(r"The newest month held is \w+ \d{4}, \d+ months ago\.", page)
    older = client.get("/area/E07000042?release=2025-12-95649cb3").text
    assert "The newest month held" not in older


def test_official_figures_stand_beside_the_forces_count_and_nobody_elses(client: Client) -> None:
    force = client.get("/area/E23000035").text
    row = re.search(r"<tr><th scope=\"row\">January to December 2016</th>(.*?)</tr>", force, re.DOTALL)
    assert row is not None
    assert "81,949" in row[1]
    assert "not all its months are held" in force
    assert "Official figure from" not in client.get("/area/E07000042").text


def test_area_says_how_outcomes_settle(client: Client) -> None:
    assert (
        "Outcomes take years to settle. Of the 8,255 crimes of December 2018"
        in client.get("/area/E07000042").text
    )
