"""Similar tiles: coders, codes, index, search and how right it is."""
