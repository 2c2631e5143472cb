"""The dock: four tasks, one button each; everything runs as Processing's algorithms."""
