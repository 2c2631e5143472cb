"""How right the search by codes is on the test part of UC Merced, beside features, untrained codes and colours.

    .venv/bin/python tests/benchmark/bench_hashing.py UCMERCED [--models tiles-64 tiles-32] [--curve RUN/curve.jsonl] [--out OUT.md]

UCMERCED is a folder with a folder for each class. Of it the tiles are asked that neither the encoder nor the hash networks were trained or
validated on (`RANGES` of `core/training/tile_encoder/preparation.py`), each without itself, in the other ones of the test. mAP@20 is as the
hashing papers print it (over the relevant ones found); "at random" is its expectation over all orders of tiles that are equally far.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.models.hashing.hash_network import HashNetwork  # noqa: E402
from tiepoint.core.models.hashing.tile_encoder import TileEncoder  # noqa: E402
from tiepoint.core.retrieval import accuracy, class_folders, folds  # noqa: E402
from tiepoint.core.retrieval.coder import load_coder  # noqa: E402
from tiepoint.core.retrieval.distances import euclidean, hamming, order  # noqa: E402
from tiepoint.core.retrieval.evaluation import Coded, evaluate  # noqa: E402
from tiepoint.core.training.tile_encoder.preparation import RANGES  # noqa: E402

COUNT, FOLDS = 20, 5
HEADER = ("What is compared", "mAP@20", "at random", "precision@20", "mAP", "decided")


def figures(distances: np.ndarray, labels: np.ndarray) -> dict:
    """Of every tile asking the others."""
    own = np.arange(len(labels))
    ranked = order(distances, own)
    relevant = labels[ranked] == labels[:, None]
    total, near = relevant.sum(1), np.take_along_axis(distances, ranked, 1)
    average, precision = accuracy.average_precision(relevant[:, :COUNT]), accuracy.precision(relevant, COUNT)
    return {"map": average.mean(), "precision": precision.mean(), "full": accuracy.full_average_precision(relevant, total).mean(),
            "expected": np.mean([accuracy.expected_average_precision(*row, COUNT) for row in zip(near, relevant)]),
            "classes": {int(label): (average[labels == label].mean(), precision[labels == label].mean()) for label in np.unique(labels)}}


def histograms(tiles: np.ndarray) -> np.ndarray:
    """Shares of 8 x 8 x 8 colours, compared by the sum of differences."""
    counts = np.stack([np.bincount((tile.reshape(3, -1) // 32).astype(int).T @ (64, 8, 1), minlength=512) for tile in tiles])
    shares = counts / counts.sum(1, keepdims=True)
    return np.abs(shares[:, None] - shares[None]).sum(2)


def elsewhere(asked: Coded, trained: Coded, dealt: np.ndarray) -> list[str]:
    """Rows of the same tiles in other archives: each other, what was trained on, the other folds, their own fold."""
    def part(chosen: np.ndarray) -> Coded:
        return Coded(asked.hashed[chosen], None, asked.labels[chosen])

    parts = [(part(dealt == fold), part(dealt != fold)) for fold in range(FOLDS)]
    rows = []
    for name, found in (("each other", [evaluate(asked)]), ("those trained on", [evaluate(asked, trained)]),
                        (f"{FOLDS} folds in turn: the other folds", [evaluate(one, others) for one, others in parts]),
                        (f"{FOLDS} folds in turn: the fold itself", [evaluate(one) for one, _ in parts])):
        whole, spread = folds.mean(found), folds.deviations(found)
        average, precision = (f"{value:.3f}" + (f" ± {spread[of]:.3f}" if len(found) > 1 else "") for value, of in (
            (whole.mean_average_precision, "mean_average_precision"), (whole.precision, "precision")))
        rows.append(f"| {name} | {whole.archive} | {average} | {precision} | {whole.best:.3f} |")
    return rows


def line(name: str, found: dict, decided: float | None = None) -> str:
    values = [f"{found[key]:.3f}" for key in ("map", "expected", "precision", "full")]
    return f"| {' | '.join([name, *values, '' if decided is None else f'{decided:.2f}'])} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tiles", type=Path)
    parser.add_argument("--models", nargs="+", default=["tiles-64", "tiles-32"])
    parser.add_argument("--part", default="test", choices=RANGES)
    parser.add_argument("--curve", type=Path, nargs="*", default=[], help="curves of the trainings of encoder and hash network")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    archive = class_folders.listed(given.tiles)
    chosen = [index for index, file in enumerate(archive.files) if class_folders.number_of(file) in RANGES[given.part]]
    labels = archive.labels[chosen]
    coders = [load_coder(model, device="cpu") for model in given.models]
    side = coders[0].side
    learned = [index for index, file in enumerate(archive.files) if class_folders.number_of(file) in RANGES["train"]]
    tiles, known = (np.stack([class_folders.read(archive.folder / archive.files[index], side) for index in part])
                    for part in (chosen, learned))
    started = time.process_time()
    features = coders[0].features(tiles)
    seconds = time.process_time() - started
    lines, first = [], None
    for name, coder in zip(given.models, coders):
        hashed = coder.hashed(features)
        found = figures(hamming(hashed > 0.5, hashed > 0.5), labels)
        first = first or found
        lines.append(line(f"codes of {coder.bits} bits, {name}", found, float(2 * np.abs(hashed - 0.5).mean())))
        lines.append(line(f"the same before they become bits, {name}", figures(euclidean(hashed, hashed), labels)))
    lines.append(line(f"features of {coders[0].encoder.id}, cosine", figures(euclidean(features, features), labels)))
    torch.manual_seed(0)
    with torch.no_grad():
        lots = HashNetwork(features.shape[1], 64)(torch.from_numpy(features)).numpy()
        lines.append(line("64 bits of an untrained hash network on these features", figures(hamming(lots > 0.5, lots > 0.5), labels)))
        shown = torch.from_numpy(np.stack([coders[0].encoder.preprocessing(tile) for tile in tiles]))
        seen = torch.cat([TileEncoder(side=side).eval()(part) for part in shown.split(64)])
        lines.append(line("features of an untrained encoder, cosine", figures(euclidean(*[seen.numpy()] * 2), labels)))
        lots = HashNetwork(seen.shape[1], 64)(seen / seen.std()).numpy()
        lines.append(line("64 bits of an untrained hash network on those", figures(hamming(lots > 0.5, lots > 0.5), labels)))
    lines.append(line("histogram of 8 x 8 x 8 colours", figures(histograms(tiles), labels)))
    count = np.bincount(labels)
    text = [f"{len(tiles)} tiles of the {given.part} of UC Merced, {count.max()} of each class; by chance "
            f"{(count.max() - 1) / (len(tiles) - 1):.3f} of the others are of a tile's class. {1000 * seconds / len(tiles):.1f} ms of one "
            "processor for the features of a tile.", "", f"| {' | '.join(HEADER)} |", "|---" * len(HEADER) + "|", *lines, "",
            f"The same tiles in other archives, {given.models[0]}; folds are runs of each class in order of names, ± their deviation:",
            "", "| Archive | Tiles | mAP@20 | precision@20 | at best |", "|---|---|---|---|---|",
            *elsewhere(Coded(coders[0].hashed(features), None, labels), Coded(coders[0].hashed(coders[0].features(known)), None,
                                                                              archive.labels[learned]), folds.by_class(labels, FOLDS)), "",
            f"By class, {given.models[0]}:", "", "| Class | mAP@20 | precision@20 |", "|---|---|---|"]
    text += [f"| {archive.classes[label]} | {average:.3f} | {precision:.3f} |" for label, (average, precision) in first["classes"].items()]
    for path in given.curve:
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        text += ["", f"Training, {path.parent.name} (step: loss, then what was found of the validation):", "", "| Step | Loss | Figures |",
                 "|---|---|---|"]
        text += [f"| {row['step']} | {'' if row['loss'] is None else round(row['loss'], 3)} | "
                 f"{', '.join(f'{value:.3f}' for value in row['all'])} |" for row in rows]
    print("\n".join(text))
    if given.out:
        given.out.write_text("\n".join(text) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
