"""What the words mean: areas, periods, crime types, figures. Standard library only."""
