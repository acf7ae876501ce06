"""What the published record is made of: areas, periods, crime types, figures, statements."""
