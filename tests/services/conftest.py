"""The committed release, loaded once."""

import pytest

from portal.services.library.library import Library, open_library
from portal.settings import Settings


@pytest.fixture(scope="session")
def library() -> Library:
    settings = Settings.from_environment()
    return open_library(settings.data_dir, settings.geodata_dir)
