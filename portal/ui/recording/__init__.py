"""The parts of Recording."""
