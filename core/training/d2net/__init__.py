<<<<<<< HEAD
"""Training of D2-Net: detection and description at once, from pictures and cells that correspond. Needs torch, numpy and OpenCV only."""
=======
"""Training of D2-Net: pictures and cells of them that show the same in, weights out. Needs torch, numpy, SciPy and OpenCV only."""
>>>>>>> wt_dp
