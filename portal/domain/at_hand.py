"""Which of several forces is at hand while something is answered, and how its addresses begin.

One process may serve several forces. The first has its addresses at the root; each other has its own below a folder of its
short name. Whoever lets a request, a page or a command in says which it is; everything below asks here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_AT_HAND: ContextVar[str | None] = ContextVar("force", default=None)
_asked: list[Callable[[], str | None]] = []
# Folders that are the same from everywhere on the site.
CHOOSER = "forces"
_known = {CHOOSER}
# A link in markup that begins at the root of the site.
_FROM_ROOT = re.compile(r'(\s(?:href|src|action)=")(/(?!/)[^"]*)')


def slug() -> str:
    """The short name of the force at hand; empty for the one whose addresses begin at the root."""
    held = _AT_HAND.get()
    if held is None and _asked and (held := _asked[0]()) is not None:
        _AT_HAND.set(held)
    return held or ""


@contextmanager
def serving(force: str) -> Iterator[None]:
    """The force named, until the end of the block and in whatever threads begin inside it with its context."""
    token = _AT_HAND.set(force)
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def ask(where: Callable[[], str | None]) -> None:
    """From here on `where` is asked in a thread that nobody let in; None where it does not know either."""
    _asked[:] = [where]


def know(forces: Iterable[str]) -> None:
    """From here on a link that begins with one of these short names is one of that force, wherever it stands."""
    _known.update(forces)


def is_one_of_several() -> bool:
    """Whether this process serves more than one force."""
    return len(_known) > 1


def stay_with(force: str) -> None:
    """The force named from here on, in a command that is about it alone."""
    _AT_HAND.set(force)


def folder() -> str:
    """How addresses of the force at hand begin: nothing, or a stroke and its short name."""
    held = slug()
    return f"/{held}" if held else ""


def rooted(path: str) -> str:
    """An address that begins with a stroke, as a link of the force at hand. One that is so already stays."""
    own = slug()
    return path if not own or _first(path) in {own, *_known} else f"/{own}{path}"


def _first(path: str) -> str:
    """The first folder that an address names."""
    return re.split("[/?#]", path[1:], maxsplit=1)[0]


def rooted_links(markup: str) -> str:
    """Markup with every link that begins at the root made one of the force at hand. Done twice it is the same."""
    if not folder():
        return markup
    return _FROM_ROOT.sub(lambda found: found[1] + rooted(found[2]), markup)
