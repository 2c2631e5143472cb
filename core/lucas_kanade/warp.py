"""Homographies applied to images: torch, in batches."""
from __future__ import annotations

import torch
from torch.nn import functional

#: Columns of the Jacobian: of all eight parameters, of an affine map, of a shift.
FREEDOMS = {8: tuple(range(8)), 6: tuple(range(6)), 2: (2, 5)}


def grid(rows: int, cols: int, device="cpu", dtype=torch.float32) -> torch.Tensor:
    """Positions (rows * cols, 2) x, y of the pixels of an image, row by row."""
    row, col = torch.meshgrid(torch.arange(rows, device=device, dtype=dtype), torch.arange(cols, device=device, dtype=dtype), indexing="ij")
    return torch.stack([col, row], -1).reshape(-1, 2)


def apply(matrix: torch.Tensor, xy: torch.Tensor) -> torch.Tensor:
    """Positions (P, 2) or (N, P, 2) through homographies (N, 3, 3): (N, P, 2)."""
    if xy.ndim == 3:
        found = xy @ matrix[:, :, :2].transpose(1, 2) + matrix[:, None, :, 2]
        return found[..., :2] / found[..., 2:]
    # One product for all: many small ones are slow.
    found = (matrix.reshape(-1, 3) @ functional.pad(xy, (0, 1), value=1.0).transpose(0, 1)).view(len(matrix), 3, -1)
    return (found[:, :2] / found[:, 2:]).transpose(1, 2)


def increment(parameters: torch.Tensor) -> torch.Tensor:
    """Parameters (N, 8) to (N, 3, 3): [[1 + p1, p2, p3], [p4, 1 + p5, p6], [p7, p8, 1]]."""
    return torch.eye(3, dtype=parameters.dtype, device=parameters.device) + functional.pad(parameters, (0, 1)).view(-1, 3, 3)


def jacobian(xy: torch.Tensor) -> torch.Tensor:
    """How positions (P, 2) move with the parameters of `increment`, at 0: (P, 2, 8)."""
    x, y = xy.unbind(-1)
    one, zero = torch.ones_like(x), torch.zeros_like(x)
    return torch.stack([torch.stack([x, y, one, zero, zero, zero, -x * x, -x * y], -1),
                        torch.stack([zero, zero, zero, x, y, one, -x * y, -y * y], -1)], -2)


def sample(images: torch.Tensor, xy: torch.Tensor, compat: bool = False) -> tuple[torch.Tensor, torch.Tensor]:
    """Bilinear values (N, C, P) at positions (N, P, 2), and where (N, P) they lie in the image; 0 elsewhere.

    Args:
        images: (N, C, rows, cols), or (1, C, rows, cols) for all.
        xy: pixels, the centre of the first one at 0.
        compat: as published, positions at or beyond the centres of the last row and column lie outside too.
    """
    rows, cols = images.shape[2:]
    last = torch.tensor([cols - 1, rows - 1], dtype=xy.dtype, device=xy.device)
    x, y = xy.unbind(-1)                # of pairs torch's own `all` takes longer than everything else here
    inside = (x >= 0) & (y >= 0) & (((x < last[0]) & (y < last[1])) if compat else ((x <= last[0]) & (y <= last[1])))
    # A pole of the homography makes infinite positions, which the sampler cannot take.
    zero, scales = xy.new_zeros(()), 2.0 / last.clamp(min=1)
    scaled = torch.stack([(torch.where(inside, values, zero) * scale - 1.0).to(images.dtype) for values, scale in zip((x, y), scales)], -1)
    if len(images) == 1:
        found = functional.grid_sample(images, scaled[None], align_corners=True)[0].transpose(0, 1)
    else:
        found = functional.grid_sample(images, scaled[:, :, None], align_corners=True)[..., 0]
    return found * inside[:, None], inside


def to_level(matrix: torch.Tensor, level: int, compat: bool = False) -> torch.Tensor:
    """Homographies (N, 3, 3) between images as ones between maps of a level, from 1, with h33 = 1; see `of_level`."""
    scale = _of_level(level, compat).to(matrix)
    return _unit(torch.linalg.solve(scale, matrix @ scale))


def of_level(matrix: torch.Tensor, level: int, compat: bool = False) -> torch.Tensor:
    """Homographies (N, 3, 3) between maps of a level as ones between images.

    A pixel i of level k is centred on the pixel 2^(k-1) i + 2^(k-1) - 1 of the image; published: taken for 2^(k-1) i.
    """
    scale = _of_level(level, compat).to(matrix)
    return _unit(scale @ matrix @ torch.linalg.inv(scale))


def _of_level(level: int, compat: bool) -> torch.Tensor:
    factor = 2.0 ** (level - 1)
    offset = 0.0 if compat else factor - 1.0
    return torch.tensor([[factor, 0.0, offset], [0.0, factor, offset], [0.0, 0.0, 1.0]], dtype=torch.float64)


def _unit(matrix: torch.Tensor) -> torch.Tensor:
    return matrix / matrix[:, 2:, 2:]
