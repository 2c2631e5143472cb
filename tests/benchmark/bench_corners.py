"""Corners of templates: Deep Lucas-Kanade beside plain intensities, keypoints and the networks that guess, on held-out places.

    .venv/bin/python tests/benchmark/bench_corners.py --layers DATA [--model FILE] [--samples 200] [--out tests/benchmark/results/corners]

DATA is a folder that `prepare` has written: samples are drawn from DATA/validate, which nothing is trained on; without it, from generated
places. The samples are those of the training, layers of two modalities with corners up to 32 px from where they are if nothing has moved,
shown as grey pictures: once as they are, once disturbed as the training disturbs them. Both Lucas-Kanade methods are also begun at most
8 px off. Writes OUT.md: shares of corner errors below 1, 3 and 5 px, the median, and seconds of a sample, for all and for each pair of
modalities.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.errors import ModelError  # noqa: E402
from tiepoint.core.lucas_kanade import estimators, evaluation, keypoint_baseline  # noqa: E402
from tiepoint.core.lucas_kanade.corners import homography, template_corners, unmoved  # noqa: E402
from tiepoint.core.lucas_kanade.sample import Sample  # noqa: E402
from tiepoint.core.models import deep_lk_weights, device  # noqa: E402
from tiepoint.core.models.store import find  # noqa: E402
from tiepoint.core.training.deep_lk.sample import draw  # noqa: E402
from tiepoint.core.training.layers.generated import generated  # noqa: E402
from tiepoint.core.training.layers.stack import Stack, load_folder  # noqa: E402

REACH_PX, NEAR_PX = 32.0, 8.0
WITHIN_PX = (1, 3, 5)
HEADER = ["pair of modalities", "estimator", "samples", *(f"< {limit} px" for limit in WITHIN_PX), "median px", "s / sample"]


class Drawn:
    """Samples as they are asked for; knows, of the last one, a guess that is at most `NEAR_PX` off, and the modalities of all.

    Args:
        stacks: to draw from.
        count: of samples; seed: of all that is random; plain: layers are shown as they are.
    """

    def __init__(self, stacks: list[Stack], count: int, seed: int, plain: bool):
        self._given = stacks, count, seed, plain
        self.guess, self.groups = np.eye(3), {}

    def __iter__(self) -> Iterator[Sample]:
        stacks, count, seed, plain = self._given
        for number in range(count):
            rng = np.random.default_rng([seed, number])
            drawn = draw(stacks, rng, REACH_PX, rgb=True, plain=plain)
            image, template = (np.repeat(picture[..., None], 3, 2) for picture in drawn.pictures)
            self.guess = homography(template_corners(), drawn.corners + rng.uniform(-NEAR_PX, NEAR_PX, (4, 2)) / np.sqrt(2.0))
            name = f"{number:05d}"
            self.groups[name] = " - ".join(sorted(drawn.kinds))
            yield Sample(image, template, drawn.corners, name)


def methods(drawn: Drawn, model: str, where: str) -> dict[str, evaluation.Estimator]:
    """All that are compared; without those that need a model where there is none."""
    plain = estimators.intensities()
    found: dict[str, Callable] = {
        "unmoved": lambda image, template: unmoved(), "keypoints": keypoint_baseline.estimate,
        "intensities": estimators.homographies(plain),
        "intensities, begun near": lambda image, template: plain(image, template, drawn.guess).homography,
        "begun near, alone": lambda image, template: drawn.guess}
    try:
        path = find(model, "deep-lk")
    except ModelError as error:
        if model:
            raise
        sys.stderr.write(f"Without networks: {error}\n")
        return found
    network, on = deep_lk_weights.load(path)[0], device.choose(where)
    deep = estimators.placing(estimators.learned(network, on))
    found["deep-lk, begun near"] = lambda image, template: deep(image, template, drawn.guess).homography
    found["deep-lk"] = estimators.homographies(deep)
    if network.regression:
        found["regression"] = estimators.regressed(network, on)
        found["deep-lk, begun by regression"] = estimators.homographies(estimators.placing(estimators.learned(network, on, "multi")))
    return found


def rows(found: dict[str, evaluation.Evaluation], groups: dict[str, str]) -> list[list[str]]:
    """Lines of a table: all samples first, then each pair of modalities."""
    told = []
    for group in (evaluation.ALL, *sorted(set(groups.values()))):
        for name, one in found.items():
            which = np.array([group in (evaluation.ALL, groups[sample]) for sample in one.names])
            errors, median = one.errors[which], float(np.median(one.errors[which]))
            told.append([group, name, str(len(errors)), *(f"{share:.1%}" for share in evaluation.shares(errors, WITHIN_PX)),
                         f"{median:.2f}" if np.isfinite(median) else "none", f"{one.seconds[which].mean():.3f}"])
    return told


def main() -> int:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layers", type=Path, help="folder with validate/*.npz; default: generated places")
    parser.add_argument("--model", default="", help="id or file of a model of Deep Lucas-Kanade; default: the first one that is here")
    parser.add_argument("--device", default="cpu", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--samples", type=int, default=100, help="of each table (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="without suffix; default: print only")
    given = parser.parse_args()
    torch.set_num_threads(1)
    stacks = load_folder(given.layers / "validate") if given.layers else [generated(range(980, 982))]
    of = ", ".join(stack.name for stack in stacks) if given.layers else "generated places"
    parts = ["# Corners of templates\n\n"
             f"Made with `bench_corners.py`: {given.samples} samples a table, seed {given.seed}, of {of}; model "
             f"{Path(given.model).stem or 'by default'}, {given.device}. The error of a sample is the mean distance of the template's four "
             f"corners from where they belong. *Begun near* means from a guess whose corners are at most {NEAR_PX:.0f} px off.\n"]
    for title, plain in (("As they are", True), ("Disturbed as the training disturbs them", False)):
        drawn = Drawn(stacks, given.samples, given.seed, plain)
        found = evaluation.evaluate(methods(drawn, given.model, given.device), drawn, progress=lambda count: sys.stderr.write(
            f"{count} samples\n" if count % 25 == 0 else ""))
        lines = [HEADER, ["---", "---", *["---:"] * (len(HEADER) - 2)], *rows(found, drawn.groups)]
        parts.append(f"## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n")
    text = "\n".join(parts)
    sys.stdout.write(text)
    if given.out:
        given.out.with_suffix(".md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
