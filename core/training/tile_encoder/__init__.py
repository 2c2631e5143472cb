"""The encoder of our own: first on views of the same place, without classes, then on classes."""
