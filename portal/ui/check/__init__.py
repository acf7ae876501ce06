"""The parts of Check a figure."""
