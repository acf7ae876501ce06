"""The door for HTML: what comes in as text stays text, nothing is left out silently, every colour can be seen."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from portal.markup import TOKENS, Markup, Theme, addresses_in, render, stylesheet, token
from portal.markup.tokens import map_colours

HARM = """<img src=x onerror=alert(1)>"'&</script>"""
# Text, then lines and marks, each with every ground it stands on.
GROUNDS = ("paper", "wash")
TEXT = [
    *product(("ink", "soft", "link", "recorded", "estimated", "police", "inspectorate", "others"), GROUNDS),
    *product(("ink", "soft", "estimated"), ("estimated-wash",)),
    *product(("ink", "alert"), ("alert-wash",)),
    *product(("ink", "soft"), ("covid", "gap")),
    ("alert", "paper"), ("alert", "wash"), ("button-ink", "button"), ("focus-ink", "focus"),
]  # fmt: skip
MARKS = [
    *product(("edge", "recorded", "estimated", "police", "inspectorate", "others", "alert", "button"), GROUNDS),
    ("edge", "estimated-wash"), ("alert", "alert-wash"), ("map-dot", "map-paper"),
    ("motorway", "land"), ("motorway", "abroad"), ("ink", "sea"),
]  # fmt: skip
# Hairlines say nothing that space and words do not say; the ring of the keyboard is two colours, seen together.
# The classes of the map are told apart by their lines, the legend and the table as well.
DECORATION = {"rule", *(f"map-{each}" for each in range(1, 6))}


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_every_ground_it_is_written_on(theme: Theme) -> None:
    found = {(on, ground): contrast(token(on, theme), token(ground, theme)) for on, ground in TEXT}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_marks_stand_out_from_every_ground_they_are_drawn_on(theme: Theme) -> None:
    found = {(on, ground): contrast(token(on, theme), token(ground, theme)) for on, ground in MARKS}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_ring_of_the_keyboard_stands_out_on_either_page(theme: Theme) -> None:
    for ground in GROUNDS:
        assert max(contrast(token(ring, theme), token(ground, theme)) for ring in ("focus", "focus-ink")) > 10
    assert contrast(token("focus", theme), token("focus-ink", theme)) > 12


def test_every_token_is_in_a_pair_that_is_computed() -> None:
    assert set(TOKENS) - {name for pair in (*TEXT, *MARKS) for name in pair} == DECORATION


def test_stylesheet_names_no_colour_but_tokens() -> None:
    parts = stylesheet().split("\n", 3)[3]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", parts) == []
    # Given with each swatch: a class of the map.
    assert set(re.findall(r"var\(--([\w-]+)\)", parts)) - {"paint"} <= set(TOKENS)


def test_reader_gets_one_theme_where_it_is_known_and_both_where_it_is_not() -> None:
    for theme in ("light", "dark"):
        known = render("frame.html", theme=theme)
        assert f"--paper:{token('paper', theme)}" in known
        assert "prefers-color-scheme" not in known
    assert "--paper" not in render("frame.html", theme=None)
    both = stylesheet()
    light, dark = (both.index(f"--paper:{token('paper', theme)}") for theme in ("light", "dark"))
    assert light < both.index("(prefers-color-scheme:dark)") < dark


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_framework_is_told_the_same_colours(repo: Path, theme: Theme) -> None:
    told = tomllib.loads((repo / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    same = {"backgroundColor": "paper", "secondaryBackgroundColor": "wash", "textColor": "ink", "linkColor": "link",
            "borderColor": "edge"}  # fmt: skip
    assert {key: told[key] for key in same} == {key: token(name, theme) for key, name in same.items()}
    assert contrast("#FFFFFF", told["primaryColor"]) >= 4.5


def test_map_is_drawn_in_tokens_alone(repo: Path) -> None:
    for name in ("areas.js", "around.js", "areas.css"):
        text = (repo / "portal" / "figures" / "assets" / name).read_text(encoding="utf-8")
        assert re.findall(r"#[0-9a-fA-F]{6}\b|\brgba?\(", text) == []
        named = set(re.findall(r"var\(--([\w-]+)\)|tint\(\"([\w-]+)\"\)", text))
        assert {one or other for one, other in named} - {"stem"} <= set(TOKENS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_classes_of_the_map_run_one_way_and_can_be_told_apart(theme: Theme) -> None:
    steps = [luminance(colour) for colour in map_colours(theme)]
    assert steps == sorted(steps, reverse=theme == "light")
    nearest = min(contrast(one, other) for one, other in pairwise(map_colours(theme)))
    assert nearest > 1.3


class Tags(HTMLParser):
    """Which elements a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_what_comes_in_as_text_is_shown_as_text_and_markup_of_ours_stands() -> None:
    row = render("counts.html", caption=HARM, rows=[(HARM, HARM)])
    assert Tags(row).seen == ["table", "caption", "tbody", "tr", "th", "td"]
    column = render("both_sides/column.html", name=HARM, heading=HARM, cards=[row, HARM], quiet="")
    assert Tags(column).seen == ["div", "h4", *Tags(row).seen]
    drawn = render("figures/range_image.html", drawn="", words=HARM)
    assert Tags(drawn).seen == ["img"]
    assert isinstance(drawn, Markup)


def test_value_that_is_not_given_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError, match="heading"):
        render("both_sides/column.html", name="", cards=[], quiet="")


def test_data_in_a_script_element_cannot_end_it(client_free_review: str) -> None:
    inside = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client_free_review, re.S)
    assert [json.loads(text) for text in inside] == [{"b": HARM, "a": "é"}]
    assert "é" in inside[0]


@pytest.fixture
def client_free_review() -> str:
    parts = ("finding", "lead", "place", "said_by", "role", "source_url", "source_title", "locator", "conditioned_on", "thread_id")  # fmt: skip
    quoted = dict.fromkeys(("frozen_query", "query", "frame_code", "release_note", "page", "frozen"), "")
    return render(
        "plain/claim.html", title="", description="", canonical="", release="", said="", reviewed="", **quoted,
        cited=dict.fromkeys(("quote", "short", "full", "checksum"), ""), shown={}, seen={"": ""},
        card={**dict.fromkeys(parts, ""), "seen": "", "also": [], "evidence": [], "cannot_be_known": []},
        review={"b": HARM, "a": "é"},
    )  # fmt: skip


def test_address_in_code_that_stands_as_text_is_that_of_the_link_beside_it() -> None:
    address = "/embed/quote?of=claim&id=one-in-five"
    code = Markup('<iframe src="{}"></iframe>').format(address)
    page = Markup('<a href="{}">As a picture</a> <code>{}</code>').format(address, str(code))
    assert "&amp;amp;" in page
    assert addresses_in(page) == [address, address]
