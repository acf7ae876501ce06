"""The end of a page before its last part: what stands around every page still comes."""

from __future__ import annotations

from typing import NoReturn


class PageEnds(Exception):
    """A page has said all there is to say. The framework's own way to stop lets nothing be drawn afterwards, no footer either."""


def end_page() -> NoReturn:
    raise PageEnds
