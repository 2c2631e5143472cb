"""What CorrFusionNet was compared with: visual words and support vectors for each date, and the joint decision with slow features.

Source: Ru, Du, Wu 2021, doi:10.1109/TIP.2020.3039328.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import OptionError
from . import slow_features, support_vectors, visual_words
from .slow_features import SlowFeatures
from .support_vectors import Pairwise, intersection


@dataclass(frozen=True)
class Peers:
    """Both methods, learnt from the same pairs.

    Attributes:
        vocabularies: words of each date; histograms: (N, words) of the training tiles of each date.
        machines: of each date; classes: how many there are, also those that no training tile has.
        slow: of the change between the dates, seen with the words of the first.
        landmarks: (2 L, words) histograms.
        patch: side of a patch, pixels.
    """

    vocabularies: tuple[np.ndarray, np.ndarray]
    histograms: tuple[np.ndarray, np.ndarray]
    machines: tuple[Pairwise, Pairwise]
    classes: int
    slow: SlowFeatures
    landmarks: np.ndarray
    patch: int

    def probabilities(self, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(N, classes) of each date of tiles (N, rows, cols, 3) uint8, by its words alone."""
        found = []
        for tiles, vocabulary, known, machine in zip((before, after), self.vocabularies, self.histograms, self.machines):
            kernel = intersection(visual_words.histograms(tiles, vocabulary, self.patch), known)
            whole = np.zeros((len(tiles), self.classes))
            whole[:, machine.classes] = machine.probabilities(kernel)
            found.append(whole)
        return tuple(found)

    def change(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """(N,) probability that the classes of pairs differ, by slow features."""
        return self.slow.change(*(intersection(visual_words.histograms(tiles, self.vocabularies[0], self.patch), self.landmarks)
                                  for tiles in (before, after)))

    def apart(self, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Classes (N,) of each date by itself."""
        return tuple(found.argmax(1) for found in self.probabilities(before, after))

    def together(self, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Classes (N,) of both dates, decided on together."""
        return slow_features.joint(*self.probabilities(before, after), self.change(before, after))


def learn(before: np.ndarray, after: np.ndarray, labels: tuple[np.ndarray, np.ndarray], classes: int, words: int = visual_words.WORDS,
          patches: int = visual_words.PATCHES, patch: int = visual_words.PATCH_PX, cost: float = 1.0,
          landmarks: int = slow_features.LANDMARKS, seed: int = 0) -> Peers:
    """Learn both methods.

    Args:
        before, after: (N, rows, cols, 3) uint8 tiles; memory grows with the square of N.
        labels: (N,) of both dates, from 0; classes: how many there are.
        words, patches, patch: see `visual_words.words`.
        cost: see `support_vectors.fit`; landmarks: see `slow_features.landmarks`.
        seed: of everything random.

    Raises:
        OptionError: there is too little to learn from.
    """
    if len(before) < 2 or not len(before) == len(after) == len(labels[0]) == len(labels[1]):
        raise OptionError(f"{len(before)} and {len(after)} tiles with {len(labels[0])} and {len(labels[1])} labels cannot be learnt from.",
                          "Give at least two pairs, and a label for each date of each.")
    vocabularies, known, machines = [], [], []
    for date, tiles in enumerate((before, after)):
        vocabularies.append(visual_words.words(tiles, words, patches, patch, seed + date))
        known.append(visual_words.histograms(tiles, vocabularies[-1], patch))
        machines.append(support_vectors.fit(intersection(known[-1], known[-1]), labels[date], cost))
    # The dates are compared in the same words.
    alike = known[0], visual_words.histograms(after, vocabularies[0], patch)
    chosen = slow_features.landmarks(len(before), landmarks, seed)
    marks = np.concatenate([one[chosen] for one in alike])
    slow = slow_features.fit(*(intersection(one, marks) for one in alike), np.asarray(labels[0]) != labels[1], chosen)
    return Peers(tuple(vocabularies), tuple(known), tuple(machines), classes, slow, marks, patch)
