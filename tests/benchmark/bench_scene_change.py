"""Land use of two dates: CorrFusionNet beside the methods it was compared with, on one test part that none of them has learned from.

    .venv/bin/python tests/benchmark/bench_scene_change.py --data DATA [--model FILE] [--plain FILE] [--drawn N]
        [--kept PEERS.npz] [--out tests/benchmark/results/scene_change]

DATA is a folder that ``core.training.scene_change.preparation`` has written; without it the test is made of generated scenes, and there is
nothing the peers could learn from. ``--plain`` is a model that was trained alike but without the fusion block; ``--drawn`` says how many
pairs of the test, the first ones, were drawn from the archive, so that these and the generated ones have tables of their own. Peers: bags
of visual words with support vectors by histogram intersection, for each date by itself, and with slow features and the joint decision.
Writes OUT.md.
"""
from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (binds the name tiepoint to this checkout)
from tiepoint.core.models.corrfusion import weights  # noqa: E402
from tiepoint.core.models.store import find  # noqa: E402
from tiepoint.core.scene_change import accuracy, peers  # noqa: E402
from tiepoint.core.scene_change.predictor import Predictor  # noqa: E402
from tiepoint.core.training.scene_change import chunk, general, generated, pairs, preparation  # noqa: E402

FIGURES = {"OA_t1": "before", "OA_t2": "after", "OA_bi": "change", "OA_tr": "transition", "kappa_t1": "kappa_before",
           "kappa_t2": "kappa_after", "F1_t1": "f1_before", "F1_t2": "f1_after"}
SCENES = range(8800, 8803)
AT_ONCE = 64


def tested(data: Path | None) -> pairs.Pairs:
    """The pairs of the test."""
    if data:
        return pairs.load_part(data, "test")
    drawn = list(generated.samples(SCENES, preparation.SIDE_PX, preparation.PIXEL_M))
    before, after, one, other = zip(*drawn)
    return pairs.Pairs((chunk.Chunk(np.stack(before), np.stack(after), (np.array(one), np.array(other))),), general.LEGEND)


def parts(test: pairs.Pairs):
    """Tiles of the test, some at a time."""
    for first in range(0, len(test), AT_ONCE):
        yield test.tiles(np.arange(first, min(first + AT_ONCE, len(test))))


def network(path: Path, test: pairs.Pairs) -> tuple[tuple[np.ndarray, np.ndarray], float]:
    """(classes of both dates, CPU seconds of a pair) by a model."""
    predictor, begun = Predictor(weights.load(path)), time.process_time()
    found = [predictor(*tiles).classes for tiles in parts(test)]
    return tuple(map(np.concatenate, zip(*found))), (time.process_time() - begun) / len(test)


def learned(train: pairs.Pairs, given: argparse.Namespace) -> tuple[peers.Peers, float]:
    """(both peers, CPU seconds they took to learn)."""
    chosen = np.sort(np.random.default_rng(given.seed).permutation(len(train))[: given.pairs])
    begun = time.process_time()
    found = peers.learn(*train.tiles(chosen), tuple(labels[chosen] for labels in train.labels), len(train.legend), given.words,
                        given.patches, cost=given.cost, seed=given.seed)
    return found, time.process_time() - begun


def of_peers(known: peers.Peers, test: pairs.Pairs) -> dict[str, tuple]:
    """The same of the two peers."""
    answers, spent = {"apart": [], "together": []}, dict.fromkeys(("apart", "together"), 0.0)
    for tiles in parts(test):
        for name, kept in answers.items():
            begun = time.process_time()
            kept.append(getattr(known, name)(*tiles))
            spent[name] += time.process_time() - begun
    return {name: (tuple(map(np.concatenate, zip(*kept))), spent[name] / len(test)) for name, kept in answers.items()}


def peered(test: pairs.Pairs, given: argparse.Namespace) -> tuple[dict[str, tuple], str]:
    """(answers of the peers, how they have learned); of an earlier run, where they were kept."""
    if given.kept and given.kept.is_file():
        with np.load(given.kept) as known:
            found = {name: (tuple(known[name]), float(known[f"{name}_s"])) for name in ("apart", "together")}
            return found, str(known["told"])
    known, spent = learned(pairs.load_part(given.data, "train"), given)
    found = of_peers(known, test)
    told = (f"Peers: {given.words} words of {given.patches} patches, {given.pairs} pairs of the training part, cost {given.cost:g}; "
            f"they took {spent:.0f} CPU s to learn.")
    if given.kept:
        flat = {name: np.stack(answers) for name, (answers, _) in found.items()}
        np.savez(given.kept, told=told, **flat, **{f"{name}_s": seconds for name, (_, seconds) in found.items()})
    return found, told


def lines(found: dict[str, tuple], labels: tuple[np.ndarray, np.ndarray], which: slice, classes: int) -> list[list[str]]:
    """Rows of a table over some of the pairs."""
    told = []
    for name, (answers, seconds) in found.items():
        right = accuracy.accuracy(tuple(one[which] for one in answers), tuple(one[which] for one in labels), classes)
        told.append([name, *(f"{getattr(right, field):.3f}" for field in FIGURES.values()), f"{1000 * seconds:.1f}"])
    return told


def main() -> int:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with train and test; default: generated scenes")
    parser.add_argument("--model", default="", help="id or file of CorrFusionNet; default: the first one that is here")
    parser.add_argument("--plain", default="", help="the same of one without the fusion block")
    parser.add_argument("--drawn", type=int, default=0, help="how many pairs of the test, the first ones, were drawn from the archive")
    parser.add_argument("--pairs", type=int, default=1500, help="that the peers learn from (%(default)s)")
    parser.add_argument("--words", type=int, default=500, help="published: 1000 (%(default)s)")
    parser.add_argument("--patches", type=int, default=30000, help="that words are made of; published: 100000 (%(default)s)")
    parser.add_argument("--cost", type=float, default=1.0, help="of the support vectors (%(default)s)")
    parser.add_argument("--kept", type=Path, help=".npz file of the peers' answers, which take long: read where it is there, else written")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="without suffix; default: print only")
    given = parser.parse_args()
    torch.set_num_threads(1)
    test, found = tested(given.data), {}
    common = tuple(np.full(len(test), np.bincount(labels).argmax()) for labels in test.labels)
    found["the most frequent class"] = common, 0.0
    told = "Nothing was learned by peers."
    if given.data:
        by_peers, told = peered(test, given)
        found["visual words, support vectors"] = by_peers["apart"]
        found["the same with slow features, joint decision"] = by_peers["together"]
    if given.plain:
        found[f"{Path(given.plain).stem}, no fusion"] = network(find(given.plain, weights.FAMILY.kind), test)
    path = find(given.model, weights.FAMILY.kind)
    found[f"CorrFusionNet, {path.stem}"] = network(path, test)
    header = ["method", *FIGURES, "CPU ms / pair"]
    text = [f"# Land use of two dates\n\nMade with `bench_scene_change.py`: {len(test)} pairs of the test, seed {given.seed}. {told}\n"]
    whole = {"All": slice(None)}
    if given.drawn:
        whole |= {"Drawn from the archive": slice(0, given.drawn), "Generated scenes": slice(given.drawn, None)}
    for title, which in whole.items():
        labels = tuple(one[which] for one in test.labels)
        rows = lines(found, test.labels, which, len(test.legend))
        text.append(f"## {title}\n\n{len(labels[0])} pairs, {np.mean(labels[0] != labels[1]):.0%} of them changed.\n\n" + "\n".join(
            f"| {' | '.join(row)} |" for row in [header, ["---", *["---:"] * (len(header) - 1)], *rows]) + "\n")
    sys.stdout.write("\n".join(text))
    if given.out:
        given.out.with_suffix(".md").write_text("\n".join(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
