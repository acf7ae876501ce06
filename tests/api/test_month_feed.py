"""New months of an area as a feed: each with its figure, the newest first, of every level of area."""

from __future__ import annotations

from html import unescape

import feedparser
import pytest
from serving import Client

from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.tables.releases import open_log


@pytest.mark.parametrize("code", ["E23000035", "E07000042", "town:budleigh-salterton", "E02007027+E02007028"])
def test_feed_names_months_that_a_release_brought_with_the_figure_of_each(
    client: Client, library: Library, code: str
) -> None:
    reply = client.get(f"/feeds/months/{code}.atom")
    assert reply.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(reply.body)
    assert not feed.bozo
    # The newest months first, also those that the first release came with.
    held = sorted(library.record.supplied_months, reverse=True)
    assert held[0] == library.release[:7]
    assert len(held) > len(feed.entries) == 50
    area = library.areas[code]
    for entry, month in zip(feed.entries, held, strict=False):
        said = figure(library, code, Period(month, month)).sentence
        assert entry.content[0].value == said
        assert entry.link.endswith(f"from={month}&to={month}")
    log = open_log(library.data.folder)
    assert log is not None
    changes = log.table("release_changes")
    brought = changes[changes.kind == "month_added"].set_index("item").release
    days = log.table("releases").set_index("release").published_on
    for entry, month in zip(feed.entries, held, strict=False):
        assert entry.updated[:10] == days[brought.get(month, days.index[0])]
    assert feed.feed.title.endswith(area.name)
    page = "/" + feed.entries[0].link.split("/", 3)[3]
    assert feed.entries[0].content[0].value in unescape(client.get(page).text)


def test_page_of_an_area_leads_to_its_feed_and_an_unknown_area_has_none(client: Client) -> None:
    for code in ("E07000042", "town:tiverton", "E02007027+E02007028"):
        page = client.get(f"/area/{code}").text
        address = page.split('href="/feeds/months/')[1].split('"')[0]
        assert client.get(f"/feeds/months/{address}").status == 200
    assert client.get("/feeds/months/nowhere.atom").status == 404


def test_feed_with_nothing_in_it_is_as_old_as_the_release_it_was_asked_of(
    client: Client, library: Library
) -> None:
    feed = feedparser.parse(client.get("/feeds/all.atom").body)
    assert (feed.entries, feed.bozo) == ([], False)
    log = open_log(library.data.folder)
    assert log is not None
    assert feed.feed.updated.startswith(max(log.table("releases").published_on))
