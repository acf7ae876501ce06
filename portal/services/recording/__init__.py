"""What inspectors found, how it is turned into estimates, and when it happened."""
