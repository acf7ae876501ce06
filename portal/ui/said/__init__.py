"""The parts of You said, they did."""
