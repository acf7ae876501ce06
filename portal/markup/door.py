"""Templates in, HTML out. No other module escapes text, joins tags or marks a text as safe; a test of the house holds that."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from portal.domain.at_hand import is_one_of_several, rooted_links
from portal.domain.site import SITE
from portal.markup.tokens import (
    app_style_version,
    early_styles,
    first_styles,
    map_styles,
    style_version,
    stylesheet,
    variables,
)

__all__ = ["Markup", "addresses_in", "mark_as_copy", "mark_as_invented", "render"]

_TEMPLATES = Environment(
    loader=PackageLoader("portal.markup"),
    # Every kind of file here is markup, drawings and the sitemap too.
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _stylesheet() -> Markup:
    """Our own file and our own colours: nothing in it came from anybody."""
    return Markup(stylesheet())


_NAMED = re.compile(r'(?:href|src|content)="([^"#]*)')
_shown_as: list[str] = []
_copied_on: list[str] = []


def mark_as_invented() -> None:
    """From here on every page made in this process says that its messages are invented. There is no way back."""
    _shown_as.append("invented")


def mark_as_copy(day: str) -> None:
    """From here on every plain page made in this process says that it is a copy of that day, and leads to no form.

    `day` in words. There is no way back.
    """
    _copied_on[:] = [day]


_TEMPLATES.globals |= {
    "is_invented": lambda: bool(_shown_as),
    "copied_on": lambda: "".join(_copied_on),
    "SITE": SITE,
    "is_one_of_several": is_one_of_several,
    "stylesheet": _stylesheet,
    "app_style_version": app_style_version,
    "variables": lambda theme: Markup(variables(theme)),
    "early_styles": lambda: Markup(early_styles()),
    "first_styles": lambda: Markup(first_styles()),
    "map_styles": lambda: Markup(map_styles()),
    "style_version": style_version,
}
# JSON in a script element: in the order it was made, with letters as letters; `tojson` writes <, >, & and ' as escapes.
_TEMPLATES.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}


def addresses_in(page: str) -> list[str]:
    """What a page names in links, as its picture and in code for another page, with escapes undone."""
    # Code for another page is markup that stands as text, so an address in it was escaped twice.
    return [found.replace("&amp;", "&") for found in _NAMED.findall(Markup(page).unescape())]


def render(template: str, **values: object) -> Markup:
    """The template's markup with every value escaped; `template` is a path below `templates/`.

    What another `render` gave may stand inside as it is. A value that the template names and is not given raises
    `jinja2.UndefinedError`, so that nothing is ever left out silently. Links from the root are those of the force at hand.
    """
    return Markup(rooted_links(_TEMPLATES.get_template(template).render(values)))
