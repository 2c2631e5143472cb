"""Reviews on the canvas: of an alignment by its tie points, of change by its polygons."""
