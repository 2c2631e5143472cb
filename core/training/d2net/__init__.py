"""Training of D2-Net: detection and description at once, from pictures and cells that correspond. Needs torch, numpy and OpenCV only."""
