"""Named colours, light and dark, and the stylesheet written with them.

Values live here and not in the stylesheet because pictures and charts need them too. How each pair stands out is
computed in a test: 4.5:1 for text, 3:1 for lines and marks (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Literal

from portal.markup.fonts import HEADING, TEXT, rule

Theme = Literal["light", "dark"]

# Name: (light, dark).
TOKENS: dict[str, tuple[str, str]] = {
    # The page, and cards on it.
    "paper": ("#FFFFFF", "#14171A"),
    "wash": ("#F4F1EA", "#1E2226"),
    # Text, small text, borders that mean something, hairlines that do not.
    "ink": ("#14171A", "#F2EFE9"),
    "soft": ("#4A5056", "#B9BEC4"),
    "edge": ("#7A7F85", "#858B92"),
    "rule": ("#D8D3C8", "#3A4046"),
    # What can be pressed.
    "link": ("#174A8C", "#9CC4F5"),
    "button": ("#174A8C", "#9CC4F5"),
    "button-ink": ("#FFFFFF", "#14171A"),
    # The ring of the keyboard: one of the two stands out on either page.
    "focus": ("#FFDD00", "#FFDD00"),
    "focus-ink": ("#14171A", "#14171A"),
    # Counted is solid, modelled is dashed or hatched; they never share a colour.
    "recorded": ("#1F5E9E", "#5B9BD9"),
    "estimated": ("#6B3FA0", "#C3A3EC"),
    "estimated-wash": ("#F3EEF9", "#241D30"),
    # Whose words.
    "police": ("#0F5C5C", "#6CC5C0"),
    "inspectorate": ("#8A3B12", "#F0A578"),
    "others": ("#5A5F66", "#B0B6BD"),
    # Late, or a fault.
    "alert": ("#B3261E", "#FF9C8F"),
    "alert-wash": ("#FCEEEC", "#311C1A"),
    # Months under Covid rules, and months without files.
    "covid": ("#F6E3C5", "#4A3A1C"),
    "gap": ("#ECE8DF", "#22262A"),
    # The map: sea, land of ours and of others, the motorway; an area without a figure; the classes, of which more is darker
    # on a light page and lighter on a dark one.
    "sea": ("#DCE6EA", "#101E27"),
    "land": ("#F1EEE7", "#2A2E32"),
    "abroad": ("#DEDBD4", "#1C1F22"),
    "motorway": ("#7A5A12", "#E0BC62"),
    "map-paper": ("#FFFFFF", "#14171A"),
    "map-dot": ("#7A7F85", "#858B92"),
    "map-1": ("#E1ECF7", "#29405A"),
    "map-2": ("#B3CFEA", "#365F88"),
    "map-3": ("#7FADD8", "#4A80B5"),
    "map-4": ("#437FB9", "#7DB0E0"),
    "map-5": ("#17497F", "#CBE3FA"),
}


def token(name: str, theme: Theme = "light") -> str:
    """The colour of this name, as #RRGGBB."""
    return TOKENS[name][theme == "dark"]


def map_colours(theme: Theme) -> list[str]:
    """Of the five classes of recorded crime, the fewest first."""
    return [token(f"map-{each}", theme) for each in range(1, 6)]


def variables(theme: Theme, of: str = ":root") -> str:
    """Every token as a custom property of the elements that `of` selects."""
    return of + "{" + "".join(f"--{name}:{token(name, theme)};" for name in TOKENS) + "}\n"


@cache
def stylesheet() -> str:
    """The whole stylesheet. The reader's system chooses between the themes, until the page below says which one it has."""
    parts = files("portal.markup").joinpath("style.css").read_text(encoding="utf-8")
    return f"{variables('light')}@media (prefers-color-scheme:dark){{{variables('dark')}}}\n{parts}"


@cache
def app_styles() -> str:
    """What the framework's own parts need to look like ours; no page but the app's has them."""
    # Without one to serve the reader's own serif stands in, as it does on plain pages.
    return rule(HEADING, "Source Serif 4") + files("portal.markup").joinpath("app.css").read_text(
        encoding="utf-8"
    )


@cache
def map_styles() -> str:
    """The look of a small drawn map and its legend, for the pages that hold one."""
    return files("portal.markup").joinpath("small_map.css").read_text(encoding="utf-8")


@cache
def early_styles() -> str:
    """What the framework's page must know before it draws its first part."""
    return files("portal.markup").joinpath("early.css").read_text(encoding="utf-8")


@cache
def first_styles() -> str:
    """The look of a page before the framework's parts are there: the same rules, held to what stands there first.

    Faces are used only where they have come in time, since a line that changes its face moves what is below it. They have
    names of their own, or those of the same name that the framework brings later would take their place.
    """
    own = map_styles() + files("portal.markup").joinpath("first.css").read_text(encoding="utf-8")
    rules = f"{stylesheet()}{app_styles()}{own}".replace("font-display:swap", "font-display:optional")
    for theirs, ours in _STANDS_FOR:
        rules = rules.replace(theirs, ours)
    text = rule(TEXT, "First Sans", "optional")
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text + rules, flags=re.S))


# What of the first page stands for a part of the framework's.
_STANDS_FOR = (
    ("[data-testid=stHtml]", ".fh"),
    ("[data-testid=stApp]", ".first"),
    ("[data-testid=stMainBlockContainer]", ".first-page"),
    ("[data-testid=stMain]", ".first"),
    ('"Source Serif 4", Georgia', '"First Serif", "Nearly Serif", Georgia'),
    ('"Source Serif 4"', '"First Serif"'),
    ('"Source Sans"', '"First Sans", "Nearly Sans"'),
)


@cache
def app_stylesheet() -> str:
    """The stylesheet of the app's pages, which stands above all that the framework draws."""
    return stylesheet() + app_styles()


@cache
def style_version() -> str:
    """Names the stylesheet by its content, so that browsers may keep it for ever."""
    return _named(stylesheet())


@cache
def app_style_version() -> str:
    """The same of the app's."""
    return _named(app_stylesheet())


def _named(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:12]
