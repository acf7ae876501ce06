"""Commands about what is kept refuse where nothing is: an empty database beside the real one would answer that all is well."""

from __future__ import annotations

from portal.errors import StoreUnavailable


def need_database() -> None:
    """Makes nothing. Raises StoreUnavailable where the database of the settings in force was never made."""
    from portal import bootstrap

    file = bootstrap.database_file()
    if file and not file.exists():
        raise StoreUnavailable(
            f"nothing is kept at {file}, and nothing was done; where a service runs here, its settings are not the ones this "
            "command was given: 'portal config check' says which these are"
        )
