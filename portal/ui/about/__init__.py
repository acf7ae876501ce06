"""The parts of About."""
