"""Homographies of small images by the Lucas-Kanade algorithm on maps that networks have learned.

Positions are pixels (x, y) counted from the **centre** of the first one, as in the published method; a homography maps positions in the
template to positions in the input.
"""
