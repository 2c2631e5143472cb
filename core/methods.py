"""The list of every method. A new method is one entry here and its file."""
from __future__ import annotations

from .registry import MethodSpec, Registry

MATCHERS = Registry(
    "matching method",
    MethodSpec("dense", "Dense features", "Learned features of any band of any sensor, correlated over windows, coarse to fine.",
               "matching.dense:Dense", weights=("dense-1",), needless_px=0.6),
    MethodSpec("cnn-registration", "CNN-feature registration", "Cells of network features at three scales, registered as point sets; "
               "copes with change on the ground, not with large rotations.", "matching.cnn_registration:CnnRegistration",
               weights=("vgg16-torchvision", "dense-1"), paper="Yang, Dan, Yang 2018, doi:10.1109/ACCESS.2018.2853100"),
    MethodSpec("cnn-matching", "CNN-feature matching", "D2-Net's keypoints and descriptors, paired and made exact by windows; copes with "
               "other sensors, drawn maps, large shifts and rotations.", "matching.cnn_matching:CnnMatching",
               weights=("d2-slim-1", "d2-tf"), paper="Dusmanu et al. 2019, arXiv:1905.03561; Lan et al. 2021, "
               "doi:10.11947/j.AGCS.2021.20200048"),
    MethodSpec("deep-lk", "Deep Lucas-Kanade", "Windows find their homographies on maps that networks have learned; copes with other "
               "sensors and slight rotation, scale and perspective.", "matching.deep_lk:DeepLucasKanade", weights=("deep-lk-1",),
               paper="Zhao, Huang, Zhang 2021, arXiv:2104.11693"),
    MethodSpec("phase", "Phase correlation", "Local sub-pixel phase correlation on a tie-point grid, coarse to fine.",
               "matching.phase:Phase", paper="Foroosh, Zerubia, Berthod 2002, doi:10.1109/83.988953", needless_px=0.0),
    MethodSpec("sift", "SIFT keypoints", "Scale-invariant keypoints, ratio and mutual test; copes with rotation, scale and large offsets.",
               "matching.sift:Sift", paper="Lowe 2004, doi:10.1023/B:VISI.0000029664.99615.94", needless_px=1.0),
)

CHANGE_METHODS = Registry(
    "change method",
    MethodSpec("irmad", "IR-MAD", "Iteratively re-weighted multivariate alteration detection: what is left of the bands of one date when "
               "the other has explained all it can, with a chi-square probability.", "change.irmad:Irmad",
               paper="Nielsen 2007, doi:10.1109/TIP.2006.888195"),
    MethodSpec("cva", "Change vectors", "Length of the difference of radiometrically normalised bands; of a single SAR band the ratio of "
               "local means.", "change.cva:Cva", paper="Bovolo, Bruzzone 2007, doi:10.1109/TGRS.2006.885408"),
    MethodSpec("deep", "Deep features", "Difference of learned features at several scales; needs no samples.", "change.deep:Deep",
               weights=("dense-1",)),
    MethodSpec("network", "Change network", "A trained siamese network looks at both dates and at how far their pixels are from noise; has "
               "learned from change put into images, and is misled little by misregistration.", "change.network:Network",
               weights=("change-1",)),
)

TRANSFORMS = Registry(
    "transform",
    MethodSpec("shift", "Shift", "Translation.", "geometry.shift:Shift"),
    MethodSpec("similarity", "Similarity", "Translation, rotation and one scale.", "geometry.linear:Similarity",
               paper="Umeyama 1991, doi:10.1109/34.88573"),
    MethodSpec("affine", "Affine", "Translation, rotation, scales and shear.", "geometry.linear:Affine"),
    MethodSpec("projective", "Projective", "Homography: plane seen in perspective.", "geometry.projective:Projective",
               paper="Hartley, Zisserman 2004, doi:10.1017/CBO9780511811685"),
    MethodSpec("polynomial2", "Polynomial, 2nd order", "Quadratic polynomial in x and y.", "geometry.polynomial:Polynomial2"),
    MethodSpec("polynomial3", "Polynomial, 3rd order", "Cubic polynomial in x and y.", "geometry.polynomial:Polynomial3"),
    MethodSpec("tps", "Thin-plate spline", "Smooth local warp with its affine part and smoothing.", "geometry.tps:ThinPlateSpline",
               paper="Bookstein 1989, doi:10.1109/34.24792"),
)
