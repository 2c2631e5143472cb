"""Models room of Tiepoint: torch networks and their weights."""
