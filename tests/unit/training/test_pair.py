"""Pairs: the truth is true, the images share nothing but the scene, change is where the mask says."""
import cv2
import numpy as np
import pytest
from tiepoint.core.training.scenes.change import change_scene
from tiepoint.core.training.scenes.distortion import Distortion, random_distortion
from tiepoint.core.training.scenes.pair import check_points, footprint, make_pair
from tiepoint.core.training.scenes.scene import make_scene


def _residuals(pair, window=96):
    """Remaining shifts (N, 2) after the target is put back by the true distortion, measured by intensity alignment in windows."""
    _, rows, cols = pair.reference.shape
    x, y = np.meshgrid(np.arange(cols) + 0.5, np.arange(rows) + 0.5)
    at = pair.distortion.forward(np.column_stack([x.ravel(), y.ravel()])).reshape(rows, cols, 2) / pair.target_ratio - 0.5
    reference, target = pair.reference[1].astype(np.float32), pair.target[1].astype(np.float32)
    back = cv2.remap(target, at[..., 0].astype(np.float32), at[..., 1].astype(np.float32), cv2.INTER_LINEAR)
    if pair.target_ratio > 1:
        # the reference is the sharper image: brought to the resolution of the target
        reference = cv2.GaussianBlur(reference, (0, 0), 0.6 * pair.target_ratio)
    found = []
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 200, 1e-7)
    for row in range(40, rows - window - 40, window):
        for col in range(40, cols - window - 40, window):
            part = (slice(row, row + window), slice(col, col + window))
            try:
                quality, matrix = cv2.findTransformECC(reference[part], back[part], np.eye(2, 3, dtype=np.float32), cv2.MOTION_TRANSLATION,
                                                       criteria, None, 3)
            except cv2.error:
                continue
            if quality > 0.8:
                found.append(matrix[:, 2])
    return np.array(found)


@pytest.mark.parametrize("kind, ratio", [("shift", 1.0), ("affine+local", 1.0), ("similarity", 1.7)])
def test_the_distortion_is_the_truth(kind, ratio):
    distortion = random_distortion(kind, 4, (500, 500), shift_px=9.37, rotation_deg=2, scale=0.02, local_px=5, correlation_px=200)
    residuals = _residuals(make_pair(500, 500, 4, distortion, target_date=0, change=0, target_ratio=ratio))
    assert len(residuals) >= 8
    assert np.abs(np.median(residuals, axis=0)).max() < 0.03 * ratio
    assert np.quantile(np.linalg.norm(residuals, axis=1), 0.8) < 0.1 * ratio


def test_images_do_not_share_their_noise():
    """Two exposures of one day on the same pixels differ by sensor noise and sampling alone."""
    pair = make_pair(256, 256, 2, Distortion(), target_date=0, change=0)
    difference = pair.reference.astype(float) - pair.target
    assert 1.0 < difference.std() < 15 and np.abs(np.median(difference)) <= 1


def test_same_arguments_same_pair():
    one, two = make_pair(128, 128, 6), make_pair(128, 128, 6)
    assert np.array_equal(one.reference, two.reference) and np.array_equal(one.target, two.target)
    assert np.array_equal(one.check_points, two.check_points) and np.array_equal(one.change_mask, two.change_mask)


def test_check_points_follow_the_distortion():
    distortion = random_distortion("affine+local", 8, (300, 200), shift_px=20)
    points = check_points(distortion, (300, 200), (150, 100), 2.0, 12)
    assert len(points) > 80
    assert np.allclose(distortion.forward(points[:, 2:]) / 2.0, points[:, :2])
    assert points.min() > 0 and (points[:, :2] < (150, 100)).all()


@pytest.mark.parametrize("share", [0.02, 0.08])
def test_change_is_where_the_mask_says(share):
    scene = make_scene(500, 500, 7)
    after, mask = change_scene(scene, 1, share)
    assert np.array_equal(mask, scene.classes != after.classes)
    assert 0.35 * share < mask.mean() < 1.8 * share
    again, _ = change_scene(scene, 1, share)
    assert np.array_equal(again.classes, after.classes)


def test_changed_pixels_look_changed():
    pair = make_pair(400, 400, 3, Distortion(), target_date=0, change=0.06)
    difference = np.abs(pair.reference.astype(float) - pair.target).mean(axis=0)
    assert difference[pair.change_mask].mean() > 4 * difference[~pair.change_mask].mean()
    assert not make_pair(64, 64, 3, Distortion(), change=0).change_mask.any()


def test_nodata_edge_is_irregular():
    pair = make_pair(200, 160, 1, nodata_edge=True)
    for image in (pair.reference, pair.target):
        outside = (image == 0).all(axis=0)
        assert 0.01 < outside.mean() < 0.3 and (image[:, ~outside] > 0).all()
    inside = footprint(400, 300, 5)
    first = inside.argmax(axis=1)[60:240]
    assert inside[150, 200] and np.ptp(first) > 3 and not np.array_equal(inside, footprint(400, 300, 6))


def test_target_of_another_modality_and_pixel_size():
    pair = make_pair(200, 160, 1, reference_modality="rgb", target_modality="sar", target_ratio=2.0, dtype=np.uint16)
    assert pair.reference.shape == (3, 160, 200) and pair.target.shape == (1, 80, 100)
    assert pair.reference.dtype == pair.target.dtype == np.uint16
