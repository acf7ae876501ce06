"""HTML has one door: no module outside it escapes text, joins tags or styles an element, and no template opens it again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[2] / "portal"
DOOR = PORTAL / "markup"
OUTSIDE = sorted(path for path in PORTAL.rglob("*.py") if DOOR not in path.parents)
TEMPLATES = sorted((DOOR / "templates").rglob("*.*"))
# Libraries and words that only the door may use.
KEPT_IN = {"markupsafe", "jinja2", "html"}
# The name of a group in a regular expression is no tag.
TAG = re.compile(r"(?<!\(\?P)</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|</?[a-z][a-z0-9]*\s[a-z-]+=|\bstyle=[\"']")
# Modules that hold a tag or a template all the same, each with its reason.
ALLOWED = {
    "api/shell.py": "finds tags in the framework's own page, and marks its root as not there yet",
    "cli/data.py": "a file name with its part in angle brackets, in the help of a command",
    "figures/map_page.py": "the map's page is folium's, which asks for a jinja2 template; every value in it is ours",
    "figures/page_policy.py": "finds scripts in a page, and writes none",
    "ui/shared/charts.py": "the empty mark by which a chart is known to be near; it holds no value",
    "ui/shared/parts.py": "the empty frames that our own parts of the page fill; they hold no value",
}


def opened(source: str) -> Iterator[str]:
    """Everything in a module that belongs behind the door."""
    tree = ast.parse(source)
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in KEPT_IN)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in KEPT_IN:
            yield str(node.module)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("Markup", "escape"):
            if ast.unparse(node.func) != "re.escape":
                yield ast.unparse(node.func)
        elif isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield from TAG.findall(node.value)


@pytest.mark.parametrize("fault", [
    "from html import escape", "import html", "from markupsafe import Markup", "import jinja2", "Markup('x')",
    "html.escape(name)", "st.markdown(text, unsafe_allow_html=True)", "f'<p>{name}</p>'", "'<p style=\"margin:0\">'",
    "f'<a href=\"{link}\">'", "'<br>'", "x = \"style='left:1%'\"",
])  # fmt: skip
def test_what_belongs_behind_the_door_is_recognised(fault: str) -> None:
    assert list(opened(f'"""<p>A docstring may say.</p>"""\n{fault}'))


def test_named_group_is_not_taken_for_a_tag() -> None:
    assert list(opened("x = r'(?P<what>a)'")) == []


def test_no_module_outside_the_door_makes_html() -> None:
    found = {
        str(path.relative_to(PORTAL)): list(opened(path.read_text(encoding="utf-8"))) for path in OUTSIDE
    }
    assert len(found) > 200
    assert {name: what for name, what in found.items() if what and name not in ALLOWED} == {}
    assert [name for name in ALLOWED if not found[name]] == [], "a module that holds none needs no reason"


def test_template_styles_an_element_with_data_alone() -> None:
    """Looks belong to the stylesheet. The code for other sites' pages is the exception: our stylesheet is not there."""
    for path in TEMPLATES:
        for style in re.findall(r"style=\"([^\"]*)\"", path.read_text(encoding="utf-8")):
            rules = [rule for rule in style.split(";") if rule]
            assert path.name == "embed_code.html" or all("{{" in rule for rule in rules), (
                f"{path.name}: {style}"
            )


def test_template_lets_nothing_through_unescaped_and_runs_nothing() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b|\son\w+=|javascript:", text), path.name
        # Data that nothing runs; and of the framework's own page fixed words, allowed by its hash.
        allowed = "<script>" if path.name == "shell.html" else '<script type="application/ld+json">'
        assert re.findall(r"<script[^>]*>", text) == [allowed] * text.count("<script")
        inside = text.split("<script>")[1].split("</script>")[0] if path.name == "shell.html" else ""
        assert inside in ("", '{% include "first/script.js" %}{% include "first/line.js" %}')
        assert path.suffix != ".js" or not re.search(r"{{|{%|\beval\b|innerHTML", text)


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*PORTAL.rglob("*.py"), *TEMPLATES])
    names = [str(path.relative_to(DOOR / "templates")) for path in TEMPLATES]
    assert len(names) > 40
    assert [
        name for name in names if f'"{name}"' not in code and f'"{name.removeprefix("plain/")}"' not in code
    ] == []
