"""New keys for everything that is kept encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal import bootstrap

if TYPE_CHECKING:
    from portal.store.rotation import Rotated


def rotate_keys(finish: bool = False) -> Rotated:
    """Everything encrypted anew with the first key. Where the keys are in our own file, a new one is made before,
    but not to `finish`.
    """
    from portal.store.crypto import add_key_to_file
    from portal.store.rotation import rotate_keys as encrypt_anew

    if not bootstrap.settings().secret_keys and not finish:
        bootstrap.report_store()
        add_key_to_file(bootstrap.keys.KEY_FILE)
    return encrypt_anew(bootstrap.report_store(), bootstrap.cipher(), bootstrap.now())
