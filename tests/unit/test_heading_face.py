"""The face of the headings: its name says what it is made of, so its bytes may not hang on the moment it was cut."""

from __future__ import annotations

import time

from portal.markup.fonts import cut


def test_face_cut_at_another_time_is_the_same_to_the_byte() -> None:
    first = cut()
    # The format keeps whole seconds.
    time.sleep(1.1)
    assert cut() == first
