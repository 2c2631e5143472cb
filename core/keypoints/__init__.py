"""Keypoints of a network: detected, described, paired, judged."""
