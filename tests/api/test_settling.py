"""How outcomes settle: one table on the page, the plain page, in the file and in the API."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

from serving import Client
from streamlit.testing.v1 import AppTest

from portal.services.counted.maturing import NONE_HELD, ripening, settling_table
from portal.services.library.library import Library


def cells(markup: str) -> list[list[str]]:
    """The rows of every table in it, as text."""
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", re.sub(r"<thead>.*?</thead>", "", markup, flags=re.DOTALL), re.DOTALL)
    ]  # fmt: skip


def test_plain_page_file_and_api_give_the_table_of_the_services(client: Client, library: Library) -> None:
    table = settling_table(library)
    told = client.get("/api/v1/settling").json()
    assert [row | {"outcome": row["outcome"] or ""} for row in told["rows"]] == table.to_dict("records")
    filed = list(csv.DictReader(io.StringIO(client.get("/download/settling.csv").text)))
    assert [
        (row["month"], row["outcome"], int(row["soon_count"]), int(row["late_count"])) for row in filed
    ] == [(row.month, row.outcome, row.soon_count, row.late_count) for row in table.itertuples()]
    assert {row["release"] for row in filed} == {library.release}
    shares = [row[f"{when}_of_100"] for row in filed for when in ("soon", "late")]
    assert max(len(share.partition(".")[2]) for share in shares) == 4
    page = client.get("/plain/settling").text
    drawn = [
        [row.outcome or "No outcome given", f"{row.soon_count:,}", f"{row.soon_of_100:.1f}", f"{row.late_count:,}", f"{row.late_of_100:.1f}"]
        for row in table.itertuples()
    ]  # fmt: skip
    assert cells(page) == drawn
    assert told["sentence"] in unescape(page)


def test_check_a_figure_shows_the_month_whose_copies_show_most(client: Client, library: Library) -> None:
    found = ripening(library)
    assert found is not None

    def block() -> None:
        from portal.ui.check.details import show_settling

        show_settling()

    shown = AppTest.from_function(block, default_timeout=60).run()
    assert not shown.exception
    markup = "".join(html.proto.body for html in shown.get("html"))
    assert found.title in markup
    assert len(cells(markup)) == len(found.rows)
    links = re.findall(r"\((/?[^)]*settling[^)]*)\)", "".join(text.value for text in shown.markdown))
    assert len(links) == 3
    for link in links:
        assert client.get(f"/{link.lstrip('/')}").status == 200


def test_release_without_second_copies_says_that_it_has_none(client: Client, first_release: str) -> None:
    told = client.get(f"/api/v1/settling?release={first_release}").json()
    assert told["rows"] == []
    assert told["sentence"] == NONE_HELD
    assert NONE_HELD in client.get(f"/plain/settling?release={first_release}").text
