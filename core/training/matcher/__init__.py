"""Training of the dense matcher: co-registered layers in, weights out. Needs torch, numpy and OpenCV only."""
