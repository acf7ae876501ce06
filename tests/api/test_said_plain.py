"""The plain page, the feed and the alert pages: valid, inert, of one sector only, and gone when taken down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import feedparser
import html5lib
import pytest
from invented_public import (
    ANSWER,
    EAST,
    EXETER,
    HARM,
    MID,
    WORDS,
    Public,
    editor,
    publish_one,
    running_public,
)
from invented_reports import PERSON, key_of
from serving import Client

from portal.domain.reports.report import Words
from portal.services.desk.telling import stop_hash
from portal.services.mail.alerts import CONFIRM_PATH, LEAVE_PATH
from portal.services.mail.desk_notices import STOP_PATH
from portal.services.publishing import words as said_words
from portal.services.publishing.followers import ask_to_follow
from portal.services.publishing.publishing import unpublish
from portal.services.reports.follow import amend
from portal.services.reports.tokens import make_token

PAGES = ["/said", f"/said/{MID}", f"/said/{EAST}", "/said/town:tiverton"]
FEEDS = ["/feeds/all.atom", f"/feeds/{MID}.atom", f"/feeds/{EAST}.atom", "/feeds/town:tiverton.atom"]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Public]:
    with running_public(tmp_path_factory.mktemp("public")) as running:
        yield running


@pytest.fixture
def reader(public: Public) -> Client:
    return Client(public.address)


@pytest.mark.parametrize("address", PAGES)
def test_plain_page_is_valid_small_free_of_scripts_and_says_how_it_is_made(
    reader: Client, address: str
) -> None:
    reply = reader.get(address)
    assert reply.status == 200
    html5lib.HTMLParser(strict=True).parse(reply.text)
    assert not re.search(r"<(script|iframe|img|form)\b|\son\w+=|style=\"", reply.text)
    shown = unescape(reply.text)
    for sentence in (*said_words.RULES, said_words.TAKE_DOWN, said_words.RULES_OF_NUMBERS, said_words.LAG):
        assert sentence in shown
    for secret in ("name", "email", "phone", "police_only"):
        assert PERSON[secret] not in shown
    assert "only for the police" not in shown


def test_page_has_words_answer_change_and_both_statuses_as_text(public: Public, reader: Client) -> None:
    page = reader.get(f"/said/{MID}").text
    shown = unescape(page)
    assert f'id="{public.public_ids[MID]}"' in page
    assert HARM not in page
    for text in (
        HARM,
        ANSWER,
        "A quieter lion was found.",
        "The police say: answered",
        "The author says: not sorted",
    ):
        assert text in shown
    assert public.receipts[MID].reference not in page


def test_rates_are_given_with_their_parts_and_withheld_where_they_rest_on_few(reader: Client) -> None:
    mid = unescape(reader.get(f"/said/{MID}").text)
    assert "Sent about Mid Devon in the time named below: 12." in mid
    assert "2 of 12." in mid
    east = unescape(reader.get(f"/said/{EAST}").text)
    assert "Sent about East Devon in the time named below: fewer than 5." in east
    assert "all sectors are taken together" in east
    assert "3 of 19." in east
    # With East Devon's one hidden, Exeter's six would give it away.
    exeter = unescape(reader.get(f"/said/{EXETER}").text)
    assert "Sent about Exeter in the time named below: not given." in exeter


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_read_whole_by_a_feed_reader(reader: Client, address: str) -> None:
    reply = reader.get(address)
    assert reply.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(reply.body)
    assert not feed.bozo
    assert (feed.version, feed.feed.author) == ("atom10", "On the Record")
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}
    assert len(feed.entries) == (2 if "all" in address else 1)
    for entry in feed.entries:
        assert entry.content[0].type == "text/plain"
        assert entry.id.startswith("http://localhost:8501/said/")
        assert entry.updated_parsed >= entry.published_parsed
        assert reader.get("/" + entry.link.split("/", 3)[3].partition("#")[0]).status == 200
    again = reader.get(address, If_None_Match=reply.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_feed_holds_words_as_text_and_no_way_to_their_author(public: Public, reader: Client) -> None:
    reply = reader.get(f"/feeds/{MID}.atom")
    (entry,) = feedparser.parse(reply.body).entries
    assert WORDS[MID] in entry.content[0].value
    assert entry.title.startswith("A concern, Mid Devon, ")
    for secret in (public.receipts[MID].reference, public.receipts[MID].secret, *PERSON.values()):
        assert secret not in reply.text


def test_another_sector_shows_nothing_of_it(public: Public, reader: Client) -> None:
    for address in (f"/said/{EAST}", f"/feeds/{EAST}.atom"):
        assert "loud at night" not in reader.get(address).text
        assert public.public_ids[MID] not in reader.get(address).text


def test_what_comes_down_is_gone_from_page_and_feed_at_once(public: Public, reader: Client) -> None:
    bureau = public.bureau
    receipt, public_id = publish_one(bureau, EAST)
    other, other_id = publish_one(bureau, EAST, words=Words("The invented wolf is polite."))
    addresses = (f"/said/{EAST}", f"/feeds/{EAST}.atom", "/said", "/feeds/all.atom")
    assert all(public_id in reader.get(address).text for address in addresses)
    tags = [reader.get(address).headers["etag"] for address in addresses]
    unpublish(bureau.publisher, editor(EAST), receipt.reference, 4, "asked")
    amend(bureau.reports, key_of(other), 4, Words("The invented wolf is polite."), False)
    for address, tag in zip(addresses, tags, strict=True):
        reply = reader.get(address, If_None_Match=tag)
        assert reply.status == 200
        assert public_id not in reply.text
        assert other_id not in reply.text
        assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/said/nowhere", 404), ("/feeds/nowhere.atom", 404), ("/feeds/all.rss", 404), ("/feeds/", 404), ("/said/%00", 400)],
)  # fmt: skip
def test_wrong_address_is_one_sentence(reader: Client, address: str, status: int) -> None:
    reply = reader.get(address)
    assert reply.status in (status, 404)
    assert "Traceback" not in reply.text


def test_area_page_leads_to_the_plain_page_of_its_sector(reader: Client) -> None:
    assert f'href="/said/{MID}"' in reader.get("/area/town:tiverton").text
    assert f"/said/{MID}</loc>" in reader.get("/sitemap.xml").text


def test_link_in_mail_changes_nothing_until_it_is_pressed(public: Public, reader: Client) -> None:
    bureau = public.bureau
    ask_to_follow(bureau.publisher, MID, "ada@example.org", "a")
    follower_id = bureau.publisher.followers.by_email(bureau.store.keyed_hash("email", "ada@example.org"))[
        0
    ].follower_id
    tokens = {purpose: make_token(bureau.reports, purpose, follower_id) for purpose in ("confirm", "leave")}
    confirm, stop = f"{CONFIRM_PATH}/{tokens['confirm']}", f"{LEAVE_PATH}/{tokens['leave']}"

    def followers() -> int:
        return len(bureau.publisher.followers.followers_of(MID))

    opened = reader.get(confirm)
    assert "Yes, send me alerts" in opened.text
    assert opened.headers["cache-control"] == "no-store"
    assert opened.headers["referrer-policy"] == "no-referrer"
    html5lib.HTMLParser(strict=True).parse(opened.text)
    assert followers() == 0
    assert "Mid Devon" in reader.get(confirm, "POST").text
    assert followers() == 1
    assert "End alerts" in reader.get(stop).text
    assert followers() == 1
    # As a mail program does it (RFC 8058): no cookie, no page, one POST.
    assert reader.get(stop, "POST", Content_Type="application/x-www-form-urlencoded").status == 200
    assert followers() == 0
    assert reader.get(stop, "POST").status == 200
    assert [reader.get(address).status for address in (stop, f"{LEAVE_PATH}/x")] == [404, 404]
    assert reader.get(confirm, "POST").status == 404


def test_link_in_the_desks_digest_ends_it_when_pressed_and_not_when_opened(
    public: Public, reader: Client
) -> None:
    bureau = public.bureau
    token = make_token(bureau.reports, "desk_digest", "an invented account")
    table = bureau.store.tables.desk_mail
    kept = {"how": "digest", "away_from": "", "away_until": "", "cover": "", "digest_on": ""}
    with bureau.engine.begin() as connection:
        connection.execute(
            table.insert().values(
                account_id="an invented account", leave_hash=stop_hash(bureau.reports, token), **kept
            )
        )

    def how() -> str:
        with bureau.engine.begin() as connection:
            return connection.execute(table.select()).one().how

    opened = reader.get(f"{STOP_PATH}/{token}")
    assert "End this mail" in opened.text
    assert opened.headers["cache-control"] == "no-store"
    html5lib.HTMLParser(strict=True).parse(opened.text)
    assert how() == "digest"
    assert reader.get(f"{STOP_PATH}/{token}", "POST").status == 200
    assert how() == "none"
    assert reader.get(f"{STOP_PATH}/{token}x", "POST").status == 404
