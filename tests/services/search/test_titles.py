"""What the browser's tab says: the place where one is chosen, the page itself where none is."""

from __future__ import annotations

from portal.domain.site import SITE_PAGES
from portal.services.library.library import Library
from portal.services.search.titles import page_title


def test_tab_names_the_place_and_the_landing_names_none(library: Library) -> None:
    page = next(one for one in SITE_PAGES if one.script == "your_area")
    assert page_title(library, page, {}) == page.title
    named = page_title(library, page, {"area": "town:tiverton"})
    assert "Tiverton" in named
    assert named != page.title
