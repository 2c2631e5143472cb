"""Training of D2-Net: pictures and cells of them that show the same in, weights out. Needs torch, numpy, SciPy and OpenCV only."""
