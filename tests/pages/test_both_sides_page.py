"""Both sides, without a browser: who comes first, equal form, neutral words, and what an address asks for."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal.domain.record.statement import verdict_in
from portal.services.both_sides.statements import OF_ALL
from portal.tables.load import open_package
from portal.tables.releases import kept_releases

FORCE, NEWEST, CARDS = "E23000035", 3, 11
PAGE, MID_DEVON = "ui/pages/both_sides.py", "Mid Devon and Tiverton, May 2014"


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def open_page(app: AppTest, **address: str) -> AppTest:
    app.run()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def html_on(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def visible(app: AppTest) -> str:
    """What a reader sees: no tags, no addresses, no quotations and no quoted source titles."""
    text = re.sub(r"<style>.*?</style>", "", html_on(app), flags=re.S)
    text = re.sub(r"<blockquote>.*?</blockquote>|“[^”]*”", "", text, flags=re.S)
    text = re.sub(r"<a href=.*?</a>", "", text, flags=re.S)
    written = [element.value for kind in ("markdown", "caption", "header") for element in getattr(app, kind)]
    return re.sub(r"<[^>]+>", " ", text) + "\n".join(re.sub(r"\]\(.*?\)", "]", str(part)) for part in written)


@pytest.fixture
def held(tables: Path) -> dict[str, int]:
    """How many rows the tables of the page have."""
    package = open_package(tables)
    return {name: len(package.table(name)) for name in ("statements", "threads")}


def exchanges(app: AppTest) -> list[str]:
    return [
        html.unescape(title)
        for title in re.findall(r'<span class="when">.*?</span><h3>(.*?)</h3>', html_on(app))
    ]


def folded(app: AppTest) -> int:
    return html_on(app).count('<details class="exchange earlier"')


def test_all_exchanges_are_shown_newest_first_and_the_earlier_ones_as_a_line_each(
    app: AppTest, held: dict[str, int]
) -> None:
    shown = exchanges(open_page(app))
    assert len(shown) == held["threads"]
    assert shown[0] == "The national result, August 2025"
    assert shown[-1] == MID_DEVON
    assert html_on(app).count('<article class="card"') == held["statements"]
    assert folded(app) == held["threads"] - CARDS
    assert '<details class="full" open' not in html_on(app)


def test_card_says_both_sides_in_one_short_form_and_nothing_is_cut(
    app: AppTest, held: dict[str, int]
) -> None:
    shown = html_on(open_page(app))
    closed = re.sub(r'<details class="full">.*?</details>\s*</(?=article|details)', "", shown, flags=re.S)
    assert len(re.findall(r'<p class="who">', closed)) == 2 * held["threads"]
    assert "…" not in closed
    assert "There may have been past incidents" in closed
    assert "Nothing found in the texts read." in closed


@pytest.mark.parametrize("area", ["E07000042", "town:tiverton"])
def test_reader_from_mid_devon_sees_its_exchanges_first_with_the_conceded_passage(
    app: AppTest, area: str
) -> None:
    assert exchanges(open_page(app, area=area))[:2] == ["Mid Devon and Tiverton since 2014", MID_DEVON]
    shown = html_on(app)
    assert "these few occasions" in shown
    assert "lacked balance" in shown
    assert "speak to us directly" in shown


def test_every_exchange_has_both_columns_in_the_same_form(app: AppTest, held: dict[str, int]) -> None:
    shown = html_on(open_page(app))
    found, answered = (shown.count(f'data-column="{name}"><h4>') for name in ("found", "answered"))
    assert found == answered == held["threads"]


def test_silence_is_visible(app: AppTest) -> None:
    shown = html_on(open_page(app, thread="national-2025"))
    assert "No reply found in the texts read." in shown
    assert "was looked for in the news pages of both and not found" in shown


def test_every_exchange_says_whether_this_site_asked_and_when_replies_were_looked_for(
    app: AppTest, held: dict[str, int]
) -> None:
    shown = html_on(open_page(app))
    assert shown.count("This site has asked nobody for a reply.") == held["threads"]
    assert len(re.findall(r"last looked for on 2\d November 2026", shown)) == held["threads"]


def test_parts_further_down_are_folded_and_named(app: AppTest) -> None:
    open_page(app)
    folds = [fold.label for fold in app.expander]
    for name in ("More choices", "All of it on one line of dates", "Recommendations and causes of concern over time",
                 "Where this comes from"):  # fmt: skip
        assert name in folds


def test_address_of_a_statement_opens_its_exchange(app: AppTest) -> None:
    assert '<details class="full" open' in html_on(open_page(app, thread="S11"))


def test_address_of_a_statement_shows_its_exchange_alone_and_marks_it(app: AppTest) -> None:
    assert exchanges(open_page(app, thread="S11")) == [MID_DEVON]
    assert '<article class="card pointed" id="S11">' in html_on(app)
    assert html_on(app).count('card pointed"') == 1


def test_address_of_a_claim_shows_its_card_first(app: AppTest) -> None:
    open_page(app, thread="18-900-crimes")
    shown = html_on(app)
    assert "<h3>Claim: 18,900 crimes a year are not recorded</h3>" in shown
    assert shown.index('id="claim-18-900-crimes"') < shown.index('class="exchange"')


def test_unknown_exchange_is_said(app: AppTest, held: dict[str, int]) -> None:
    open_page(app, thread="nonsense")
    assert "not here" in app.warning[0].value
    assert len(exchanges(app)) == held["threads"]


def test_search_and_filters_narrow_and_an_empty_answer_is_said(app: AppTest, held: dict[str, int]) -> None:
    open_page(app)
    app.text_input(key="both_sides_words").set_value("great strides").run()
    assert exchanges(app) == ["The re-inspection of 2018"]
    app.text_input(key="both_sides_words").set_value("zebra").run()
    assert exchanges(app) == []
    assert "No exchange fits" in app.info[0].value
    app.text_input(key="both_sides_words").set_value("").run()
    app.session_state["both_sides_chip"] = "monitoring"
    app.run()
    assert len(exchanges(app)) == 2
    app.session_state["both_sides_chip"] = "E07000042"
    app.run()
    assert exchanges(app) == ["Mid Devon and Tiverton since 2014", MID_DEVON]
    app.session_state["both_sides_chip"] = ""
    app.selectbox(key="both_sides_side").select("commissioner").run()
    assert 0 < len(exchanges(app)) < held["threads"]


def test_words_of_ours_are_neutral(app: AppTest) -> None:
    shown = visible(open_page(app))
    shown = shown.replace("Check a claim", "").replace("claim and", "")
    assert verdict_in(shown) == ""
    everything = html_on(app) + "".join(header.value for header in app.subheader)
    # The word is never ours: it stands in quotations, the claim's own words and titles of sources.
    quoted = re.sub(r'href="[^"]*"|“[^”]*”|<a [^>]*>[^<]*</a>', "", everything)
    assert set(re.findall(r"[^>]{0,12}safest", quoted)) <= {"among the safest", "second safest"}


def test_good_findings_have_the_same_card(app: AppTest) -> None:
    shown = html_on(open_page(app))
    for phrase in ("“great strides”", "Returns the force to routine monitoring"):
        assert phrase in shown
    assert shown.count("Found to be good") >= 5


def test_corrections_page_lists_every_correction_and_how_to_ask(app: AppTest, tables: Path) -> None:
    app.run()
    app.switch_page("ui/pages/corrections.py").run()
    assert not app.exception
    made = open_package(tables).table("corrections")
    assert len(made) > 15
    assert not app.info
    assert "Ask for a correction" in [header.value for header in app.header]


def test_corrections_page_lists_every_kept_release_with_its_file(app: AppTest, tables: Path) -> None:
    app.run()
    app.switch_page("ui/pages/corrections.py").run()
    assert "Releases, and what each one changed" in [block.label for block in app.expander]
    shown = "\n".join(part.value for part in app.markdown)
    for release in kept_releases(tables):
        assert f"What release {release} changed" in [block.label for block in app.expander]
        assert f"(/download/everything.zip?release={release})" in shown


def test_local_block_lists_what_is_about_here_and_apart_what_is_about_the_force(
    repo: Path, tables: Path
) -> None:
    def block() -> None:
        from portal.ui.both_sides.local import show_local_statements
        from portal.ui.cache import library

        show_local_statements(library().areas["town:tiverton"])
        show_local_statements(library().areas["E06000027"])

    app = AppTest.from_function(block, default_timeout=60).run()
    assert not app.exception
    shown = html_on(app)
    rows = open_package(tables).table("statements").to_dict("records")
    here = {"town:tiverton", "E07000042"}
    about = {row["statement_id"] for row in rows if here & set(row["area_codes"].split())}
    of_all = [row for row in rows if row["area_codes"] == FORCE and row["topic"] in OF_ALL]
    of_all = sorted(of_all, key=lambda row: (row["said_on"].ljust(10, "~"), row["statement_id"]))
    newest = [[row for row in of_all if row["side"] == side][-1] for side in ("inspectorate", "force")]
    linked = re.findall(r"both-sides\?area=town:tiverton&amp;thread=(S\d+)", shown)
    assert len(linked) == len(set(linked)) == len(about) + len(newest)
    assert set(linked) == about | {row["statement_id"] for row in newest}
    assert not any(row["statement_id"] in linked for row in rows if not row["area_codes"])
    assert "Inspectors found nothing about Tiverton" in shown
    for quoted in ("these few occasions", "lacked balance"):
        assert f"<em>“{quoted}”</em>" in shown
    assert "No finding or statement we hold is about Torbay alone" in shown


def test_no_code_of_a_row_and_no_day_in_figures_is_read_on_the_page(app: AppTest) -> None:
    app.run()
    app.switch_page("ui/pages/both_sides.py").run()
    assert not app.exception
    read = re.sub(r"<[^>]*>", " ", html_on(app))
    assert "Link to this" in read
    assert re.findall(r"\b[SA]\d{2,3}\b|\b20\d\d-(?:0[1-9]|1[0-2])\b", read) == []
