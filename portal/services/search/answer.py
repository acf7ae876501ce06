"""One box for all that can be looked for: a place, or what somebody read about crime here. What was typed is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.record.area import Area
from portal.services.library.library import Library
from portal.services.search.found import Found, Offer, choice
from portal.services.search.places import find_place
from portal.services.search.printed import Mention, printed


@dataclass(frozen=True)
class SearchAnswer:
    """`area` is the place meant, `choices` those it may mean or further ones; `printed` claims and exchanges that hold it."""

    area: Area | None
    choices: tuple[Offer, ...]
    sentence: str
    printed: tuple[Mention, ...] = ()
    is_exact: bool = False

    @property
    def others(self) -> tuple[Area, ...]:
        return tuple(offer.area for offer in self.choices)


def nowhere(_: str) -> tuple[Mention, ...]:
    return ()


def search(
    library: Library, text: str, elsewhere: Callable[[str], tuple[Mention, ...]] = nowhere
) -> SearchAnswer:
    """A place of the very name comes first; then one of that name in another force that this site holds, which `elsewhere`
    finds; then what was printed; then a place of a name much like it.
    """
    place = find_place(library, text)
    if place.is_exact:
        return SearchAnswer(place.area, place.choices, place.sentence, is_exact=True)
    if others := elsewhere(text):
        said = f"That is not in {library.force.name}. This site has it under another police force:"
        return SearchAnswer(None, (), said, others)
    held = printed(library, text)
    if not held:
        return SearchAnswer(place.area, place.choices, place.sentence)
    near = (choice(library, place.area), *place.choices) if place.area else place.choices
    return SearchAnswer(None, near, _sentence(held, place), held)


def _sentence(held: tuple[Mention, ...], place: Found) -> str:
    counted = {kind: sum(one.kind == kind for one in held) for kind in ("claim", "exchange")}
    said = " and ".join(
        f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counted.items() if count
    )
    also = " Or did you mean a place?" if place.area or place.choices else ""
    return f"Found in {said}.{also}"
