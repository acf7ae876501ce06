"""The parts of Your area."""
