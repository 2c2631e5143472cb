"""Co-registered layers of many places, which what is trained learns from."""
