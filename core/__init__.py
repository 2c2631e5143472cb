"""Core room of Tiepoint."""
