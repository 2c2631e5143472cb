"""Tools of the map canvas; they open Processing's own forms."""
