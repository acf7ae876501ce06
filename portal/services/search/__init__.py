"""What somebody typed, and the places it may mean."""
