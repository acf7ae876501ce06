"""A printed sentence, link or checksum is the same today, changed since, or not ours, and a changed digit never passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal import bootstrap
from portal.bootstrap.archive import archive
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import threads
from portal.services.checking.card import Card, card
from portal.services.checking.citing import cite
from portal.services.checking.quotable import QuoteAsked, quotable
from portal.services.checking.verifying import UNKNOWN, UNKNOWN_CHECKSUM, OpenReleases, verify
from portal.services.counted.question import Question

ROOT, TODAY = "https://portal.example.org", date(2026, 11, 27)
YEAR, INSPECTED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
PLACE = "E07000042"


@pytest.fixture(scope="module")
def kept() -> OpenReleases:
    """The releases of the checkout: two at least, and the oldest of the first edition, whose sentences were others."""
    found = archive()
    assert len(found.releases) > 1
    return OpenReleases(found.releases, found.open, ROOT, TODAY)


def now(measure: str = "recorded", period: Period = YEAR, area: str = PLACE) -> Card:
    return card(bootstrap.library(), Question(area, period, measure=measure), ROOT, TODAY)


def then(kept: OpenReleases, measure: str = "recorded", period: Period = YEAR) -> Card:
    oldest = kept.open(kept.releases[-1].release)
    return card(oldest, Question(PLACE, period, measure=measure), ROOT, TODAY)


@pytest.mark.parametrize(("measure", "period"), [("recorded", YEAR), ("unrecorded", INSPECTED)])
@pytest.mark.parametrize("part", ["quote", "link", "checksum", "sentence"])
def test_what_is_said_today_is_the_same_by_any_part_of_it(
    kept: OpenReleases, measure: str, period: Period, part: str
) -> None:
    shown = now(measure, period)
    text = shown.figure.sentence if part == "sentence" else getattr(shown, part)
    found = verify(kept, text)
    assert (found.state, found.since) == ("same", None)
    assert found.now
    assert found.now.checksum == shown.checksum


@pytest.mark.parametrize("part", ["quote", "link", "checksum", "sentence"])
def test_what_an_older_release_said_is_changed_to_what_and_since_when(kept: OpenReleases, part: str) -> None:
    shown = then(kept)
    text = shown.figure.sentence if part == "sentence" else getattr(shown, part)
    found = verify(kept, text)
    assert found.state == "changed"
    assert found.then
    assert found.then.release == kept.releases[-1].release
    assert found.since == kept.releases[-2]
    assert found.since.published_words in found.sentence
    assert found.now
    assert found.now.sentence == now().figure.sentence != shown.figure.sentence


def altered(text: str) -> str:
    """Another first number."""
    place = next(at for at, letter in enumerate(text) if letter in "123456789")
    return text[:place] + str(int(text[place]) % 9 + 1) + text[place + 1 :]


@pytest.mark.parametrize("measure", ["recorded", "unrecorded"])
def test_one_digit_changed_is_not_ours_and_what_we_say_stands_beside_it(
    kept: OpenReleases, measure: str
) -> None:
    shown = now(measure, YEAR if measure == "recorded" else INSPECTED)
    for text in (altered(shown.quote), altered(shown.figure.sentence)):
        found = verify(kept, text)
        assert found.state == "not_ours"
        assert found.now
        assert found.now.sentence == shown.figure.sentence


def test_words_added_to_a_quotation_are_not_ours(kept: OpenReleases) -> None:
    shown = now()
    found = verify(kept, shown.quote.replace("Recorded crime is", "This proves a failure. Recorded crime is"))
    assert found.state == "not_ours"
    assert verify(kept, f"{shown.figure.sentence} Nobody else says so.").state == "not_ours"


def test_a_checksum_of_something_else_does_not_pass_with_right_words(kept: OpenReleases) -> None:
    shown, other = now(), now(area="E06000027")
    assert verify(kept, shown.quote.replace(shown.checksum, other.checksum)).state == "not_ours"


@pytest.mark.parametrize("text", [
    "The moon over Mid Devon is made of cheese.", "abcdefabcdef",
    "https://elsewhere.example.org/check?area=nowhere&from=2025-01&to=2025-12", "/quote?of=claim&id=nobody",
])  # fmt: skip
def test_what_nobody_here_said_is_not_ours(kept: OpenReleases, text: str) -> None:
    found = verify(kept, text)
    assert (found.state, found.now) == ("not_ours", None)


def test_print_and_mail_may_change_quotation_marks_breaks_and_capitals(kept: OpenReleases) -> None:
    said = now("unrecorded", INSPECTED).quote
    changed = said.replace("'", "’").replace(". ", ".\n  ").replace(" - ", " – ")
    assert verify(kept, changed).state == "same"


@pytest.mark.parametrize("of", ["claim", "inspection", "force-rate", "exchange"])
def test_everything_else_that_is_quoted_is_found_by_words_and_checksum(kept: OpenReleases, of: str) -> None:
    library = bootstrap.library()
    ids = {
        "claim": claims(library)[0].claim_id,
        "inspection": str(library.audit_rows.audit_id.iloc[0]),
        "force-rate": str(library.force_rates.rate_id.iloc[0]),
        "exchange": threads(library)[0].thread_id,
    }
    shown = quotable(library, QuoteAsked(of, ids[of]))
    cited = cite(shown, ROOT, TODAY)
    for text in (cited.quote, cited.link, cited.checksum, shown.sentence):
        assert verify(kept, text).state == "same", text


@pytest.mark.parametrize("part", ["quote", "link"])
def test_a_copy_without_a_public_address_knows_its_own_words(kept: OpenReleases, part: str) -> None:
    home = "http://localhost:8501"
    shown = card(bootstrap.library(), Question(PLACE, YEAR), home, TODAY)
    at_home = OpenReleases(kept.releases, kept.open, home, TODAY)
    assert verify(at_home, getattr(shown, part)).state == "same"


def test_nothing_and_too_much_are_refused(kept: OpenReleases) -> None:
    for text in ("", "  \n", "x" * 2001):
        with pytest.raises(BadRequest):
            verify(kept, text)


def test_a_release_that_is_not_kept_is_said_and_not_guessed(kept: OpenReleases) -> None:
    printed = now().quote.replace(bootstrap.library().release, "2019-01-00000000").replace("51.", "50.")
    found = verify(kept, printed)
    assert found.state == "not_ours"
    assert "2019-01-00000000 is not kept here" in found.sentence


def test_api_and_page_ask_the_same(repo: Path) -> None:
    for module in ("portal/api/verification.py", "portal/ui/check/verify.py"):
        assert "verify(archive(), " in (repo / module).read_text(encoding="utf-8")


WAYS = {
    "full alone": lambda sentence, full, short: full,
    "short alone": lambda sentence, full, short: short,
    "sentence, then full": lambda sentence, full, short: f"{sentence} {full}",
    "sentence, then short": lambda sentence, full, short: f"“{sentence}”\n{short}",
    "short, then sentence": lambda sentence, full, short: f"{short}: {sentence}",
}


@pytest.mark.parametrize(("measure", "period"), [("recorded", YEAR), ("unrecorded", INSPECTED)])
@pytest.mark.parametrize("way", WAYS)
def test_figure_in_a_citation_of_today_is_the_same(
    kept: OpenReleases, measure: str, period: Period, way: str
) -> None:
    shown = now(measure, period)
    # Somebody may have read it on any day.
    full = shown.full_citation.replace("27 November 2026", "3 December 2026")
    found = verify(kept, WAYS[way](shown.figure.sentence, full, shown.short_citation))
    assert (found.state, found.since) == ("same", None)
    assert found.now
    assert found.now.checksum == shown.checksum


@pytest.mark.parametrize("way", WAYS)
def test_figure_in_a_citation_of_an_older_release_is_changed(kept: OpenReleases, way: str) -> None:
    shown = then(kept)
    found = verify(kept, WAYS[way](shown.figure.sentence, shown.full_citation, shown.short_citation))
    assert found.state == "changed"
    assert found.then
    assert found.then.release == kept.releases[-1].release


@pytest.mark.parametrize("way", WAYS)
def test_claim_in_a_citation_is_the_same(kept: OpenReleases, way: str) -> None:
    library = bootstrap.library()
    shown = quotable(library, QuoteAsked("claim", claims(library)[0].claim_id))
    cited = cite(shown, ROOT, TODAY)
    assert verify(kept, WAYS[way](shown.sentence, cited.full, cited.short)).state == "same"


@pytest.mark.parametrize("way", [way for way in WAYS if "sentence" in way])
def test_citation_does_not_carry_a_sentence_with_a_changed_digit(kept: OpenReleases, way: str) -> None:
    shown = now()
    sentence = shown.figure.sentence.replace(f"{shown.figure.value:,}", f"{shown.figure.value + 1:,}")
    assert sentence != shown.figure.sentence
    found = verify(kept, WAYS[way](sentence, shown.full_citation, shown.short_citation))
    assert found.state == "not_ours"


def test_short_citations_of_two_measures_of_one_place_and_year_differ() -> None:
    assert now("recorded", INSPECTED).short_citation != now("unrecorded", INSPECTED).short_citation


def test_what_is_unknown_is_told_by_what_was_pasted(kept: OpenReleases) -> None:
    assert verify(kept, "0123456789ab").sentence == UNKNOWN_CHECKSUM
    assert verify(kept, "Nothing of the kind was ever printed here.").sentence == UNKNOWN


def test_link_to_an_older_release_is_the_same_where_its_sentence_still_stands(kept: OpenReleases) -> None:
    """The newest release does not answer for a link that names another; what it says today decides all the same."""
    older = kept.releases[1]
    shown = card(kept.open(older.release), Question(PLACE, YEAR), ROOT, TODAY)
    assert shown.figure.sentence == now().figure.sentence
    found = verify(kept, shown.link)
    assert (found.state, found.since) == ("same", None)
    assert found.then
    assert found.then.release == older.release
