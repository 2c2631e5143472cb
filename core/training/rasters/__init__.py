"""A user's own rasters as layers to train on: which lie on each other, cut into places, some kept for validation."""
