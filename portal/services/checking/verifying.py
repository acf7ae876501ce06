"""Whether a printed sentence, link or checksum is ours: the same today, changed to what and since when, or not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.at_hand import is_one_of_several
from portal.services.checking.pasted import Pasted, Thing, read_pasted
from portal.services.checking.said_then import (
    SaidThen,
    by_checksum,
    meant_by_words,
    said_then,
    said_without_months,
)
from portal.services.library.library import Library
from portal.services.library.releases import Release

SAME, CHANGED, NOT_OURS = "same", "changed", "not_ours"
SENTENCES = {
    SAME: "Ours, and the same today. Release {now} says it.",
    CHANGED: "Ours, and changed since. Release {then}, published {then_on}, said it. Since release {since}, published {since_on}, we say something else.",
    NOT_OURS: "Not ours as it stands. What we say of the same today stands below.",
}
UNKNOWN = (
    "Not ours, as far as we can tell. Nothing we publish reads like this. Paste the whole sentence, with its link if it has "
    "one, or look the figure up."
)
UNKNOWN_CHECKSUM = (
    "No quotation we looked through has this checksum. We looked through claims, findings and exchanges, and all crime of "
    "whole years in the force area, its sectors and towns. Paste the link or the sentence that stood with it."
)
NOT_HELD = "Ours once, perhaps: release {release} is not kept here, so we cannot tell. What we say today stands below."
GONE = "Its link is ours, but what it led to is in no release that we keep."
GONE_HERE = (
    "Its link is ours, but what it led to is in no release of this police force that we keep. If it is of another police force "
    "on this site, check it on that force’s own page."
)


@dataclass(frozen=True)
class Verdict:
    """`then` is what we said when it was printed, `now` what we say today; None where there is none."""

    state: str
    sentence: str
    then: SaidThen | None = None
    now: SaidThen | None = None
    since: Release | None = None


@dataclass(frozen=True)
class OpenReleases:
    """Every release that can be opened, newest first, and the way to open one."""

    releases: Sequence[Release]
    open: Callable[[str], Library]
    root: str
    today: date

    def libraries(self) -> Iterator[tuple[Release, Library]]:
        """Opened one by one, because an older one takes a second."""
        for release in self.releases:
            yield release, self.open(release.release)


def verify(archive: OpenReleases, text: str) -> Verdict:
    """Raises BadRequest where nothing was pasted, or more than a quotation."""
    pasted = read_pasted(text)
    thing = pasted.thing or _meant(archive, pasted)
    if thing is None:
        return Verdict(NOT_OURS, UNKNOWN_CHECKSUM if pasted.checksum and not pasted.words else UNKNOWN)
    return _compared(archive, pasted, thing)


def _meant(archive: OpenReleases, pasted: Pasted) -> Thing | None:
    """What the checksum is of; else what says the words; else what reads like them but for its numbers."""
    if pasted.checksum:
        for _, library in archive.libraries():
            if found := by_checksum(library).get(pasted.checksum):
                return found
    if not pasted.words:
        return None
    alike: Thing | None = None
    for _, library in archive.libraries():
        for thing, said in _things(archive, library, pasted.words):
            if said.says(pasted.words):
                return thing
            if alike is None and said.reads_like(pasted.words):
                alike = thing
    return alike


def _things(archive: OpenReleases, library: Library, words: str) -> Iterator[tuple[Thing, SaidThen]]:
    for thing in meant_by_words(library, words):
        said = said_then(library, thing, archive.root, archive.today)
        if said:
            yield thing, said
    yield from said_without_months(library, archive.root, archive.today)


def _compared(archive: OpenReleases, pasted: Pasted, thing: Thing) -> Verdict:
    """The newest release that said it decides; with a release named it is that one alone."""
    now: SaidThen | None = None
    newer: Release | None = None
    for release, library in archive.libraries():
        said = said_then(library, thing, archive.root, archive.today)
        now = now or said
        if said and _is_it(pasted, said):
            return _found(archive, said, now, release, newer)
        newer = release
    if now is None:
        return Verdict(NOT_OURS, GONE_HERE if is_one_of_several() else GONE)
    held = {release.release for release in archive.releases}
    if pasted.release and pasted.release not in held:
        return Verdict(NOT_OURS, NOT_HELD.format(release=pasted.release), now=now)
    return Verdict(NOT_OURS, SENTENCES[NOT_OURS], now=now)


def _is_it(pasted: Pasted, said: SaidThen) -> bool:
    """Whatever was pasted must fit: the words, the checksum; of a link alone, the release that it names."""
    if pasted.words or pasted.checksum:
        return (not pasted.words or said.says(pasted.words)) and pasted.checksum in ("", said.checksum)
    return pasted.release in ("", said.release)


def _found(
    archive: OpenReleases, said: SaidThen, now: SaidThen | None, release: Release, newer: Release | None
) -> Verdict:
    newest = archive.releases[0].release
    if newer is None or (now and now.release == newest and now.sentence == said.sentence):
        return Verdict(SAME, SENTENCES[SAME].format(now=newest), said, now)
    sentence = SENTENCES[CHANGED].format(
        then=release.release,
        then_on=release.published_words,
        since=newer.release,
        since_on=newer.published_words,
    )
    return Verdict(CHANGED, sentence, said, now, newer)
