"""Change room of Tiepoint: where two co-registered rasters differ."""
