"""What is opened once for each force that a process serves, and let go of again when too many are open."""

from __future__ import annotations

import functools
import sys
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Generic, TypeVar

from portal.domain.at_hand import slug

T = TypeVar("T")
# A force nobody asks for takes no memory. Of those asked for so many stay beside the one at the root, which is never let go;
# whoever asks for one that was waits a second or two, once.
MOST_FORCES = 6
_lock = threading.RLock()
_making: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
_held: OrderedDict[str, dict[object, object]] = OrderedDict()
# Where answers are remembered that were worked out of tables. The door's counts of who asked how often are not, and
# names, outlines and descriptions of forces hold no tables.
_WORKED_OUT = (
    "portal.services.",
    "portal.measures.",
    "portal.ui.",
    "portal.figures.",
    "portal.api.",
    "portal.bootstrap",
)
_NOT_THESE = ("portal.api.fairness", "portal.bootstrap.forces")


class Once(Generic[T]):
    """A function whose answer is made once for each force at hand, however many ask for it at the same time."""

    def __init__(self, make: Callable[[], T], *, is_large: bool = False) -> None:
        self._make, self._is_large = make, is_large
        functools.update_wrapper(self, make)

    def __call__(self) -> T:
        held = _of(slug())
        if self not in held:
            with _making[slug()]:
                if self not in held:
                    held[self] = self._make()
            # Only what was made just now can be one too many.
            if self._is_large:
                _let_go_of_most(self)
        return held[self]  # type: ignore[return-value]

    def is_open(self) -> bool:
        return self in _held.get(slug(), {})

    def cache_clear(self) -> None:
        with _lock:
            for held in _held.values():
                held.pop(self, None)


def _of(force: str) -> dict[object, object]:
    """What is held of a force, which is the one asked for last from now on."""
    with _lock:
        held = _held.setdefault(force, {})
        _held.move_to_end(force)
        return held


def _let_go_of_most(large: Once[T]) -> None:
    """Drops the forces longest unasked. Whoever is being answered from one keeps what they hold of it until they are."""
    with _lock:
        open_now = [force for force, held in _held.items() if force and large in held]
        surplus = open_now[: max(0, len(open_now) - MOST_FORCES)]
        for force in surplus:
            del _held[force]
    if surplus:
        forget_worked_out()


def forget_worked_out() -> None:
    """Empties every memory of answers, since each may hold the tables it was worked out of; they fill again when asked."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_WORKED_OUT) and name not in _NOT_THESE:
            for kept in list(vars(module).values()):
                if isinstance(kept, functools._lru_cache_wrapper):
                    kept.cache_clear()
