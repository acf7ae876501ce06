"""The pictures of the README are of the pages as they read today, in both themes, and small."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from bench.pictures import FOLDER, HEIGHT, MOST_BYTES, PICTURES, SOURCES, THEMES, WIDTH, Picture, source_hash

EACH = pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)


@EACH
def test_picture_is_of_the_page_as_it_reads_today(picture: Picture) -> None:
    taken_of = json.loads(SOURCES.read_text(encoding="utf-8"))
    assert taken_of[picture.name] == source_hash(picture), "take them anew: python3 run.py pictures"


@EACH
@pytest.mark.parametrize("theme", THEMES)
def test_picture_is_there_and_small(picture: Picture, theme: str) -> None:
    path = FOLDER / f"{picture.name}-{theme}.webp"
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as drawn:
        assert drawn.size == (WIDTH, HEIGHT)


def test_readme_shows_each_in_both_themes_with_words(repo: Path) -> None:
    readme = (repo / "README.md").read_text(encoding="utf-8")
    for picture in PICTURES:
        assert f'srcset="docs/pictures/{picture.name}-dark.webp"' in readme
        shown = re.search(rf'<img src="docs/pictures/{picture.name}-light\.webp" alt="([^"]+)"', readme)
        assert shown, picture.name
        assert shown[1] == picture.words


def copied(repo: Path, folder: Path, picture: Picture) -> Path:
    """What the picture is drawn from, to be changed."""
    for pattern in (
        *picture.sources,
        "portal/markup/*.css",
        "portal/markup/tokens.py",
        "portal/markup/templates/*.html",
    ):
        for path in repo.glob(pattern):
            place = folder / path.relative_to(repo)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    return folder


@pytest.mark.parametrize(("file", "old", "new", "is_stale"), [
    ("portal/ui/said/view.py", "Show all ", "Show every one of ", True),
    ("portal/markup/templates/said/card.html", "They did", "They have done", True),
    ("portal/markup/style.css", ".said-pair h4 { font-size: 1.0625rem", ".said-pair h4 { font-size: 2rem", True),
    ("portal/markup/tokens.py", "#B3261E", "#B3261F", True),
    ("portal/ui/said/view.py", "from __future__", "# A remark.\nfrom __future__", False),
    ("portal/ui/said/view.py", "newest", "latest", False),
    ("portal/markup/style.css", ".fault { border-left: 4px", ".fault { border-left: 5px", False),
])  # fmt: skip
def test_what_a_reader_sees_makes_it_stale_and_nothing_else(
    repo: Path, tmp_path: Path, file: str, old: str, new: str, is_stale: bool
) -> None:
    picture = next(one for one in PICTURES if one.name == "you-said")
    root = copied(repo, tmp_path, picture)
    before = source_hash(picture, root)
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")
    assert (source_hash(picture, root) != before) is is_stale
