"""Metric-learning hashing (MiLaN): a network that makes codes of the features of a frozen encoder."""
