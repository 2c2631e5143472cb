"""The compatible form against the formulas of the reference implementation, written out once more."""
from __future__ import annotations

import numpy as np
import pytest
import torch
from tiepoint.core.keypoints.extraction import extract
from torch.nn.functional import conv2d, interpolate, max_pool2d, normalize

KERNELS = {"ii": [[0, 1, 0], [0, -2, 0], [0, 1, 0]], "jj": [[0, 0, 0], [1, -2, 1], [0, 0, 0]],
           "ij": [[0.25, 0, -0.25], [0, 0, 0], [-0.25, 0, 0.25]], "i": [[0, -0.5, 0], [0, 0, 0], [0, 0.5, 0]],
           "j": [[0, 0, 0], [-0.5, 0, 0.5], [0, 0, 0]]}


def differences(features: torch.Tensor) -> dict[str, torch.Tensor]:
    """Of every channel of (C, h, w), with zeros beyond the border."""
    return {name: conv2d(features[:, None], torch.tensor(kernel, dtype=torch.float32)[None, None], padding=1)[:, 0]
            for name, kernel in KERNELS.items()}


def on_level(features: torch.Tensor, banned: torch.Tensor | None):
    """Positions (K, 2), descriptors (K, C), scores (K,) and the mask for the next level, by looking at all channels."""
    by = differences(features)
    determinant, trace = by["ii"] * by["jj"] - by["ij"] ** 2, by["ii"] + by["jj"]
    found = (features == features.max(0)[0]) & (features == max_pool2d(features[None], 3, 1, 1)[0])
    found &= (trace ** 2 / determinant <= 7.2) & (determinant > 0)
    if banned is not None:
        banned = interpolate(banned[None, None].float(), features.shape[1:])[0, 0].bool()
        found &= ~banned
    taken = found.any(0) if banned is None else found.any(0) | banned
    c, i, j = found.nonzero().T
    step_i = -(by["jj"] * by["i"] - by["ij"] * by["j"]) / determinant
    step_j = -(by["ii"] * by["j"] - by["ij"] * by["i"]) / determinant
    steps = torch.stack((step_i[c, i, j], step_j[c, i, j]), 1)
    kept = (steps.abs() < 0.5).all(1)
    c, i, j, steps = c[kept], i[kept], j[kept], steps[kept]
    at = torch.stack((i, j), 1) + steps
    low, high = at.floor().long(), at.ceil().long()
    kept = (low >= 0).all(1) & (high < torch.tensor(features.shape[1:])).all(1)
    at, low, high = at[kept], low[kept], high[kept]
    (down, right), channels = (at - low).T, features
    described = ((1 - down) * (1 - right) * channels[:, low[:, 0], low[:, 1]] + (1 - down) * right * channels[:, low[:, 0], high[:, 1]]
                 + down * (1 - right) * channels[:, high[:, 0], low[:, 1]] + down * right * channels[:, high[:, 0], high[:, 1]])
    return at, normalize(described, dim=0).T, features[c[kept], i[kept], j[kept]], taken


@torch.inference_mode()
def transcribed(network, image: torch.Tensor, scales) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keypoints (x, y, 1 / scale) from the centre of the first pixel, scores and descriptors of (3, H, W)."""
    keypoints, scores, descriptors, before, banned = [], [], [], None, None
    for index, scale in enumerate(scales):
        level = interpolate(image[None], scale_factor=scale, mode="bilinear", align_corners=True)
        features = network(level)
        if before is not None:
            features = features + interpolate(before, features.shape[2:], mode="bilinear", align_corners=True)
        before = features
        at, described, score, banned = on_level(features[0], banned)
        for _ in range(2):
            at = 2 * at + 0.5
        at = at * torch.tensor([image.shape[1] / level.shape[2], image.shape[2] / level.shape[3]])
        keypoints.append(torch.column_stack((at[:, 1], at[:, 0], torch.full((len(at),), 1 / scale))))
        scores.append(score / (index + 1))
        descriptors.append(described)
    return tuple(torch.cat(part).numpy() for part in (keypoints, scores, descriptors))


def ordered(keypoints: np.ndarray, scores: np.ndarray, descriptors: np.ndarray) -> list[np.ndarray]:
    order = np.lexsort(np.round(keypoints, 2).T)
    return [part[order] for part in (keypoints, scores, descriptors)]


@pytest.mark.parametrize("scales", [(1.0,), (0.5, 1.0), (0.25, 0.5, 1.0)])
@pytest.mark.parametrize("size", [(256, 256), (211, 330)])
def test_it_finds_what_the_formulas_of_the_reference_do(slim, picture, scales, size):
    image = picture(*size)
    prepared = torch.from_numpy(slim.prepare(image, np.ones(size, bool)))
    theirs = ordered(*transcribed(slim._network, prepared, scales))
    found = extract(slim, image, levels=scales, compat=True)
    ours = ordered(np.column_stack((found.xy - 0.5, found.scale)), found.scores, found.descriptors)
    assert len(theirs[0]) == len(ours[0]) > 100
    assert np.abs(ours[0] - theirs[0]).max() < 1e-3
    assert np.allclose(ours[1], theirs[1], rtol=1e-5) and (ours[2] * theirs[2]).sum(1).min() > 0.9999


def test_on_one_level_of_the_image_s_size_both_forms_differ_by_two_pixels(slim, picture):
    """Sides that are no multiples of 4 px: the pixels beyond the last cell are seen all the same."""
    for size in ((211, 330), (206, 209)):
        image = picture(*size)
        ours, theirs = (extract(slim, image, levels=(1.0,), compat=compat, tile_px=10**6) for compat in (False, True))
        assert len(ours) == len(theirs) > 100 and np.allclose(ours.xy, theirs.xy + 2, atol=1e-3)


def test_a_large_image_is_made_smaller_first_and_mapped_back(slim, picture):
    image = np.broadcast_to(np.clip(picture(300, 420) / 4, 0, 255), (3, 300, 420)).copy()
    capped, free = (extract(slim, image, compat=True, caps=caps) for caps in ((400, 500), (420, 720)))
    same = extract(slim, image, compat=True)
    assert np.array_equal(free.xy, same.xy)
    assert 0 < len(capped) < len(same)
    # 420 to 400, then 400 + 285 to 500: what is seen is 208 x 291 pixels, and the positions reach the far corner of the image.
    assert capped.xy.max(0)[0] > 390 and capped.xy.max(0)[1] > 270
    small = np.ascontiguousarray(np.stack([_halved(band) for band in image]))
    half, seen = extract(slim, small, compat=True), extract(slim, image, compat=True, caps=(210, 9999))
    assert len(half) == len(seen) and np.allclose(2 * (half.xy - 0.5) + 0.5, seen.xy, atol=0.1)


def _halved(band: np.ndarray) -> np.ndarray:
    """Half-pixel bilinear with antialiasing, by torch."""
    return interpolate(torch.from_numpy(band)[None, None], (band.shape[0] // 2, band.shape[1] // 2), mode="bilinear",
                       align_corners=False, antialias=True)[0, 0].numpy()
