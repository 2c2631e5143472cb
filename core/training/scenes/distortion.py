"""The known displacement between two images of one scene."""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from ...errors import GeometryError, OptionError

KINDS = ("identity", "shift", "rotation", "scale", "similarity", "affine", "local", "shift+local", "similarity+local", "affine+local")
_STEEPEST = 0.45  # largest gradient of the local warp relative to the affine part: far from folding
_WAVES = 24


@dataclass(frozen=True)
class Distortion:
    """Mapping from reference pixels to displaced pixels: ``A (p + w(p)) + t`` with a smooth, fold-free ``w``.

    ``w(p) = sum_k a_k cos(k_k . p + phi_k)``: random Fourier features of a band-limited field, so the value and the Jacobian are
    known in closed form everywhere, also outside the image.

    Attributes:
        matrix: (2, 3) affine part [A | t], pixel to pixel.
        waves: (K, 2) wave vectors in radians per pixel; K may be 0.
        phases: (K,) radians.
        amplitudes: (K, 2) pixels.
    """

    matrix: np.ndarray = field(default_factory=lambda: np.eye(2, 3))
    waves: np.ndarray = field(default_factory=lambda: np.zeros((0, 2)))
    phases: np.ndarray = field(default_factory=lambda: np.zeros(0))
    amplitudes: np.ndarray = field(default_factory=lambda: np.zeros((0, 2)))

    def local(self, xy: np.ndarray) -> np.ndarray:
        """(N, 2) local part w at (N, 2) reference pixels."""
        if not len(self.phases):
            return np.zeros_like(np.asarray(xy, dtype=np.float64))
        return np.cos(xy @ self.waves.T + self.phases) @ self.amplitudes

    def forward(self, xy: np.ndarray) -> np.ndarray:
        """(N, 2) displaced pixels of (N, 2) reference pixels."""
        xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        return (xy + self.local(xy)) @ self.matrix[:, :2].T + self.matrix[:, 2]

    def inverse(self, xy: np.ndarray) -> np.ndarray:
        """(N, 2) reference pixels of (N, 2) displaced pixels, by Newton's method, to 1e-9 px.

        Raises:
            GeometryError: where the iteration does not settle, which a fold-free warp does not show.
        """
        xy = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        straight = (xy - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T
        if not len(self.phases):
            return straight
        guess = straight - self.local(straight)
        for _ in range(30):
            residual = guess + self.local(guess) - straight
            jacobian = self._local_jacobian(guess) + np.eye(2)
            guess = guess - np.linalg.solve(jacobian, residual[..., None])[..., 0]
            if np.abs(residual).max(initial=0.0) < 1e-9:
                return guess
        raise GeometryError(f"The distortion cannot be inverted: {np.abs(residual).max():.2g} px are left after 30 iterations.",
                            "Use a smaller local displacement or a longer correlation length.")

    def jacobian(self, xy: np.ndarray) -> np.ndarray:
        """(N, 2, 2) derivative of ``forward`` at (N, 2) reference pixels."""
        return self.matrix[:, :2] @ (np.eye(2) + self._local_jacobian(np.asarray(xy, dtype=np.float64).reshape(-1, 2)))

    def _local_jacobian(self, xy: np.ndarray) -> np.ndarray:
        if not len(self.phases):
            return np.zeros((len(xy), 2, 2))
        sine = -np.sin(xy @ self.waves.T + self.phases)
        return np.einsum("nk,ki,kj->nij", sine, self.amplitudes, self.waves, optimize=True)

    def to_dict(self) -> dict:
        """The distortion in JSON types, exact to the last bit."""
        return {name: getattr(self, name).tolist() for name in ("matrix", "waves", "phases", "amplitudes")}

    @classmethod
    def from_dict(cls, record: dict) -> Distortion:
        """The distortion of ``to_dict``."""
        shapes = {"matrix": (2, 3), "waves": (-1, 2), "phases": (-1,), "amplitudes": (-1, 2)}
        return cls(**{name: np.array(record[name], dtype=np.float64).reshape(shape) for name, shape in shapes.items()})


def random_distortion(kind: str = "affine+local", seed: int = 0, size: tuple[int, int] = (512, 512), shift_px: float = 8.0,
                      rotation_deg: float = 3.0, scale: float = 0.03, shear: float = 0.01, local_px: float = 3.0,
                      correlation_px: float | None = None) -> Distortion:
    """A random distortion of one kind about the centre of the image.

    Args:
        kind: one of ``KINDS``; ``+local`` adds the smooth warp.
        seed: of the random numbers.
        size: (width, height) of the reference in pixels.
        shift_px: length of the shift, direction random.
        rotation_deg, scale, shear: magnitudes; the sign is random. ``scale`` is relative: 0.03 means 3 %.
        local_px: largest local displacement inside the image.
        correlation_px: correlation length of the local warp (its value at this lag is about 1/e); None takes a fifth of the
            longer side. Lengthened, never shortened, where the warp would come near folding.

    Raises:
        OptionError: for an unknown kind.
    """
    if kind not in KINDS:
        raise OptionError(f"There is no distortion kind '{kind}'.", f"Use one of {', '.join(KINDS)}.")
    rng = np.random.default_rng([seed, 7])
    direction, signs = rng.uniform(0, 2 * math.pi), rng.choice([-1.0, 1.0], 4)
    parts = kind.split("+")
    linear = np.eye(2)
    if parts[0] in ("rotation", "similarity", "affine"):
        angle = math.radians(rotation_deg) * signs[0]
        linear = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) @ linear
    if parts[0] in ("scale", "similarity", "affine"):
        linear = linear * (1 + scale * signs[1])
    if parts[0] == "affine":
        linear = linear @ np.array([[1 + shear * signs[2], shear * signs[3]], [0.0, 1.0]])
    moved = parts[0] in ("shift", "similarity", "affine")
    shift = moved * shift_px * np.array([math.cos(direction), math.sin(direction)])
    centre = np.array(size, dtype=np.float64) / 2
    matrix = np.column_stack([linear, centre - linear @ centre + shift])
    if "local" not in parts or local_px <= 0:
        return Distortion(matrix)
    return Distortion(matrix, *_waves(rng, size, local_px, correlation_px or max(size) / 5))


def _waves(rng: np.random.Generator, size: tuple[int, int], local_px: float, correlation_px: float):
    """Wave vectors, phases and amplitudes of a field with a Gaussian correlation exp(-(d / correlation)^2), scaled to its largest value."""
    waves = np.clip(rng.standard_normal((_WAVES, 2)), -2.0, 2.0) * math.sqrt(2.0)
    phases, amplitudes = rng.uniform(0, 2 * math.pi, _WAVES), rng.standard_normal((_WAVES, 2))
    columns, rows = np.meshgrid(np.linspace(0, size[0], 65), np.linspace(0, size[1], 65))
    nodes = np.column_stack([columns.ravel(), rows.ravel()])
    while True:
        trial = Distortion(np.eye(2, 3), waves / correlation_px, phases, amplitudes)
        gain = local_px / np.linalg.norm(trial.local(nodes), axis=1).max()
        reach = np.array(size)  # the warp is also read outside the image, where the scene feeds its edge
        outside = np.vstack([nodes, nodes * 2 - reach / 2])
        steepest = gain * np.linalg.norm(trial._local_jacobian(outside), ord=2, axis=(1, 2)).max()
        if steepest <= _STEEPEST:
            return trial.waves, phases, amplitudes * gain
        correlation_px *= 1.15
