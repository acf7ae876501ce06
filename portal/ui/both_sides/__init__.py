"""The parts of Both sides."""
