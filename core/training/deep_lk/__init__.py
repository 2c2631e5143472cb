"""Deep Lucas-Kanade: what its networks learn from and how."""
