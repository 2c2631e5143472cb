"""What keypoints alone find: the baseline of the published comparison."""
from __future__ import annotations

import cv2
import numpy as np

from .sample import eight_bits

#: Of the distances to the nearest and the second nearest descriptor; of an inlier, pixels of the input; of matches that are too few.
RATIO, INLIER_PX, TOO_FEW = 0.75, 5.0, 3


def estimate(image: np.ndarray, template: np.ndarray) -> np.ndarray | None:
    """The homography (3, 3) from template to input that SIFT and RANSAC find, None where they find none.

    Lowe's ratio test on brute-force matches, as in the published baseline.

    Args:
        image: (rows, cols, 3) float32 red, green, blue 0 to 1, the input.
        template: likewise, of another size.
    """
    detector = cv2.SIFT_create()
    (here, here_found), (there, there_found) = (detector.detectAndCompute(cv2.cvtColor(eight_bits(picture), cv2.COLOR_RGB2GRAY), None)
                                                for picture in (template, image))
    if here_found is None or there_found is None or len(there_found) < 2:
        return None
    nearest = cv2.BFMatcher().knnMatch(here_found, there_found, k=2)
    matches = [first for first, second in nearest if first.distance < RATIO * second.distance]
    if len(matches) <= TOO_FEW:
        return None
    from_xy, to_xy = (np.float32([points[getattr(match, index)].pt for match in matches])
                      for points, index in ((here, "queryIdx"), (there, "trainIdx")))
    return cv2.findHomography(from_xy, to_xy, cv2.RANSAC, INLIER_PX)[0]
