"""The pictures of the README: five pages of the demonstration, light and dark, and from what each was drawn.

`python3 run.py pictures` takes them anew. Beside them stands, for each, a hash of what its page says and looks like: the
words of its own room, its templates, the rules of the stylesheets that they name, the colours and the invented messages.
A test compares it, so a picture of a page that reads differently is found; a change of anything else leaves it alone.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from bench.browser import chromium
from bench.servers import ROOT, free_port, is_well

FOLDER = ROOT / "docs" / "pictures"
SOURCES = FOLDER / "sources.json"
THEMES = ("light", "dark")
WIDTH, HEIGHT, MOST_BYTES = 1280, 800, 250_000
SETTLED_MS = 3_000
PAGE_MS = 90_000
PATIENCE_SECONDS = 300
_STYLES = ("style.css", "app.css")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PRINT = re.compile(r"@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}")
_CLASSES = re.compile(r'class="([^"{}]+)"')
# Its styles have come, and nothing is still being drawn.
_AT_REST = """() => {
  const strap = document.querySelector(".strap-line");
  const busy = "[data-testid=stSkeleton], [data-testid=stStatusWidget]";
  return strap && getComputedStyle(strap).display === "flex" && !document.querySelector(busy);
}"""
# Around every page: what each picture shows besides its own.
_AROUND = (
    "portal/markup/tokens.py",
    "portal/markup/templates/strap.html",
    "portal/markup/templates/invented.html",
)


@dataclass(frozen=True)
class Picture:
    """One page to show: its address, the words that say it has been drawn, and where what it says is written."""

    name: str
    words: str
    address: str
    drawn: str
    sources: tuple[str, ...]
    email: str = ""
    has_map: bool = False


PICTURES = (
    Picture("area", "A place: recorded crime in a sentence, a range for what may be missing, and the map",
            "/?area=E07000042", "What may be missing", ("portal/ui/area/*.py", "portal/markup/templates/area/*"), has_map=True),
    Picture("recording", "How much reported crime was recorded: a hundred squares, a range, and its age",
            "/recording", "in every 100", ("portal/ui/recording/*.py", "portal/markup/templates/recording/*", "portal/markup/templates/squares.html")),
    Picture("both-sides", "What inspectors found and what the police said, with equal room",
            "/both-sides", "Agreed", ("portal/ui/both_sides/*.py", "portal/markup/templates/both_sides/*")),
    Picture("you-said", "What people said, what was answered, and what changed (invented messages)",
            "/you-said?area=E07000042", "What changed", ("portal/ui/said/*.py", "portal/markup/templates/said/*", "portal/services/publishing/words.py", "portal/demo/messages.yaml")),
    Picture("desk", "The desk of a sector inspector’s team (invented messages)",
            "/desk", "Sign out", ("portal/ui/desk/*.py", "portal/markup/templates/desk/*", "portal/demo/messages.yaml"), "editor@example.org"),
)  # fmt: skip


def source_hash(picture: Picture, root: Path = ROOT) -> str:
    """Of what the page says and looks like. Comments, docstrings, the order of code and its names do not matter."""
    paths = sorted({path for pattern in (*picture.sources, *_AROUND) for path in root.glob(pattern)})
    said = [_words_of(path) for path in paths]
    classes = {
        name
        for path in paths
        for found in _CLASSES.findall(path.read_text("utf-8"))
        for name in found.split()
    }
    said += [rule for name in _STYLES for rule in _rules(root / "portal" / "markup" / name, classes)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _words_of(path: Path) -> str:
    """The texts of a module, its docstrings left out; of any other file everything, blanks made one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return " ".join(re.sub(r"\{#.*?#\}|^#.*$", "", text, flags=re.S | re.M).split())
    tree = ast.parse(text)
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described
    )
    return "\n".join(sorted(found))


def _rules(path: Path, classes: set[str]) -> Iterator[str]:
    """The rules that name one of the classes; paper is in no picture."""
    text = _PRINT.sub("", re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S))
    for selector, body in _RULE.findall(text):
        if classes & set(re.findall(r"\.([\w-]+)", selector)):
            yield " ".join(f"{selector} {{{body}}}".split())


@contextmanager
def running_demo() -> Iterator[tuple[str, dict[str, str]]]:
    """A demonstration of this checkout: its address, and passwords by address of e-mail."""
    port = free_port()
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        command = [
            sys.executable,
            "-m",
            "portal.cli",
            "demo",
            "--port",
            str(port),
            "--folder",
            f"{folder}/demo",
        ]
        with said.open("w") as printed:
            process = subprocess.Popen(command, cwd=ROOT, env=kept, stdout=printed, stderr=printed)
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while not is_well(f"http://127.0.0.1:{port}/healthz"):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"the demonstration did not start: {said.read_text()[-2000:]}")
                time.sleep(0.2)
            yield (
                f"http://127.0.0.1:{port}",
                dict(re.findall(r"^  (\S+@\S+) +(\S+) ", said.read_text(), re.M)),
            )
        finally:
            process.terminate()
            process.wait(60)


def take(browser: Browser, picture: Picture, theme: str, root: str, passwords: dict[str, str]) -> Path:
    """One file. Raises RuntimeError where it is larger than a page of a README can bear."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    if picture.email:
        _sign_in(page, root, picture.email, passwords[picture.email])
    page.goto(root + picture.address)
    page.get_by_text(picture.drawn).first.wait_for(timeout=PAGE_MS)
    page.wait_for_function(_AT_REST, timeout=PAGE_MS)
    if picture.has_map:
        page.locator("iframe[data-painted]").first.wait_for(state="attached", timeout=PAGE_MS)
    page.wait_for_timeout(SETTLED_MS)
    shot = Image.open(io.BytesIO(page.screenshot()))
    path = FOLDER / f"{picture.name}-{theme}.webp"
    shot.save(path, "WEBP", quality=80, method=6)
    context.close()
    if path.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{path.name} has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}")
    return path


def _sign_in(page: Page, root: str, email: str, password: str) -> None:
    page.goto(f"{root}/desk/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for(timeout=PAGE_MS)


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_demo() as (root, passwords), chromium() as browser:
        for picture in PICTURES:
            for theme in THEMES:
                path = take(browser, picture, theme, root, passwords)
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes", flush=True)
    hashes = {picture.name: source_hash(picture) for picture in PICTURES}
    SOURCES.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
