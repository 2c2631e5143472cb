"""Training of scene-change models, and the data of it."""
