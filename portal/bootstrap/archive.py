"""Every release that can be opened here, for whoever verifies what one of them said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal import bootstrap
from portal.bootstrap.address import root

if TYPE_CHECKING:
    from portal.services.checking.verifying import OpenReleases


def archive() -> OpenReleases:
    """Newest first, the one in force among them; opened when somebody asks for what it said."""
    from portal.services.checking.verifying import OpenReleases
    from portal.services.library.releases import releases

    in_force = bootstrap.library()
    held = [
        one
        for one in releases(bootstrap.release_log(), in_force)
        if one.release == in_force.release or bootstrap.kept_package(one.release)
    ]
    return OpenReleases(held, bootstrap.library_of, root(), bootstrap.now().date())
