"""Training room of Tiepoint."""
