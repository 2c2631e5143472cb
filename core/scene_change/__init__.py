"""Room of Tiepoint for land use of two dates, tile by tile: networks at work, peers that need none, and how right they are."""
