"""What the allocator of Linux keeps for itself, made small: 61 MB of 471 in a serving process with one reader (bench start)."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX = -8
"""Of <malloc.h>: in how many heaps threads may allocate. By default eight for each core, and none gives back what it once had."""


def _allocator() -> ctypes.CDLL | None:
    """The C library in use, where it is one that has both calls (glibc); else None."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


def share_one_heap() -> bool:
    """All threads allocate in one heap; false where this system has no such setting. To be called before threads begin.

    Python's threads take turns anyway, so they seldom wait for one another here.
    """
    allocator = _allocator()
    return bool(allocator and allocator.mallopt(M_ARENA_MAX, 1))


def give_back_unused() -> bool:
    """What start-up used and has let go returns to the system; false where there was nothing, or no such call."""
    allocator = _allocator()
    return bool(allocator and allocator.malloc_trim(0))
