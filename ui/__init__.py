"""Everything that imports qgis."""
