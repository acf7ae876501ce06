"""The one door for HTML: templates that escape every value, and one stylesheet of named colours. It reads nothing else."""

from portal.markup.door import Markup, addresses_in, mark_as_copy, mark_as_invented, render
from portal.markup.tokens import TOKENS, Theme, style_version, stylesheet, token

__all__ = [
    "TOKENS",
    "Markup",
    "Theme",
    "addresses_in",
    "mark_as_copy",
    "mark_as_invented",
    "render",
    "style_version",
    "stylesheet",
    "token",
]
