"""Keys: what encrypts personal text at rest, what makes hashes nobody else can make, and files for their owner alone.

The Fernet keys live outside the database. The key for hashes lives inside it, encrypted, so that rotating the Fernet
keys changes no hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
import zlib
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from portal.errors import BadRequest, BadSetting, WrongKey

MAKE_ONE = 'make one with: python3 -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


_MOST_SEALED = 512 * 1024


class Cipher:
    """The first key encrypts, every key decrypts."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Raises BadSetting when there is no key or one is not a Fernet key."""
        if not keys:
            raise BadSetting(
                f"PORTAL_SECRET_KEYS is empty, and reports cannot be kept without a key; {MAKE_ONE}"
            )
        try:
            self._fernet, self._first = MultiFernet([Fernet(key) for key in keys]), Fernet(keys[0])
        except ValueError:
            raise BadSetting(
                f"PORTAL_SECRET_KEYS holds something that is not a Fernet key; {MAKE_ONE}"
            ) from None

    def encrypt(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode("utf-8"))

    def decrypt(self, token: bytes) -> str:
        """Raises StoreUnavailable when none of the keys fits."""
        try:
            return self._fernet.decrypt(token).decode("utf-8")
        except InvalidToken:
            raise WrongKey(
                "the database was written with a key that is not in PORTAL_SECRET_KEYS; add that key after the first"
            ) from None

    def seal(self, use: str, text: str) -> str:
        """Text for a browser to keep: packed, unreadable there, dated, and good for this use alone."""
        return self._fernet.encrypt(zlib.compress(f"{use}\0{text}".encode(), 9)).decode("ascii")

    def unseal(self, use: str, sealed: str, longest: int) -> str:
        """What was sealed for this use at most `longest` seconds ago; empty for anything else, or a key that is gone."""
        try:
            # What the database holds is under the same keys and is never of this form.
            named, _, text = _unpacked(self._fernet.decrypt(sealed, ttl=longest)).partition("\0")
        except (InvalidToken, ValueError, zlib.error):
            return ""
        return text if named == use else ""

    def is_under_first(self, token: bytes) -> bool:
        try:
            self._first.decrypt(token)
        except InvalidToken:
            return False
        return True

    def rotate(self, token: bytes) -> bytes:
        return self._fernet.rotate(token)


def _unpacked(packed: bytes) -> str:
    """Raises zlib.error or ValueError where it is not what `seal` packed, or far larger than anything it packs."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, _MOST_SEALED)
    if unpacking.unconsumed_tail:
        raise ValueError("too large")
    return text.decode("utf-8")


def keyed_hash(key: bytes, purpose: str, text: str) -> str:
    """HMAC-SHA-256 in hex. The purpose keeps a hash made for one use from being matched in another."""
    return hmac.new(key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def parse_keys(setting: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in setting.split(",") if key.strip())


def keys_in_file(path: Path) -> tuple[str, ...]:
    """The keys of a single-machine portal, one a line, first one first; made on first use, readable by its owner alone.

    Raises BadSetting when others on the machine may read them.
    """
    if not path.exists():
        make_folder(path.parent)
        add_key_to_file(path)
    if is_open_to_others(path):
        raise BadSetting(
            f"{path.name} can be read by others on this machine, so the keys in it are no secret; run: chmod 600 {path.parent.name}/{path.name}"
        )
    return tuple(path.read_text(encoding="ascii").split())


def add_key_to_file(path: Path) -> None:
    """Puts a new key first. Linked into place whole, so that two processes starting together agree on one key."""
    older = path.read_text(encoding="ascii") if path.exists() else ""
    working = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(working, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(Fernet.generate_key().decode("ascii") + "\n" + older)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        if older:
            os.replace(working, path)
        else:
            os.link(working, path)
    except FileExistsError:
        pass
    finally:
        working.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Every folder that has to be made is closed to others. One that is there stays as it is; `portal doctor` looks."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read or change it. Windows keeps this elsewhere, so there the answer is no."""
    return os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def write_private(path: Path, content: bytes) -> None:
    """A new file that only its owner reads, whole or not there. Raises BadRequest when there is one already."""
    make_folder(path.parent)
    working = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(working, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        # Two that end at the same moment do not write over one another.
        os.link(working, path)
    except FileExistsError:
        raise BadRequest(f"{path}: there is a file already; name a new one") from None
    finally:
        working.unlink(missing_ok=True)
