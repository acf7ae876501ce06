"""Your area: the landing until a place is chosen, then the place."""

from portal.ui.area.landing import is_landing, show_landing
from portal.ui.area.place import show_place_page

if is_landing():
    show_landing()
else:
    show_place_page()
