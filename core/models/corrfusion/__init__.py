"""CorrFusionNet: land use of two dates at once, and the networks it sees them through."""
