"""The one door for HTML: templates that escape every value, and one stylesheet of named colours. It reads nothing else."""

from portal.markup.door import Markup, addresses_in, mark_as_copy, mark_as_invented, render
from portal.markup.tokens import (
    TOKENS,
    Theme,
    app_style_version,
    app_stylesheet,
    style_version,
    stylesheet,
    token,
)

__all__ = [
    "TOKENS",
    "Markup",
    "Theme",
    "addresses_in",
    "mark_as_copy",
    "mark_as_invented",
    "render",
    "app_style_version",
    "app_stylesheet",
    "style_version",
    "stylesheet",
    "token",
]
