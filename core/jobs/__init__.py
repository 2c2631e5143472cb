"""Jobs room of Tiepoint."""
