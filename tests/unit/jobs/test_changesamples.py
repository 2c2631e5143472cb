"""Samples for the change network: of generated scenes alone, the same again, and what is there is kept."""
import cv2
import numpy as np
import pytest
from tiepoint.core.change.both import TwoWitnesses
from tiepoint.core.jobs import changesamples
from tiepoint.core.training.pixel_change import samples
from tiepoint.core.training.pixel_change.pair import CHANGED, Pair


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(changesamples, "_SIDE", 64)


def test_samples_are_drawn_once_and_the_same_again(tmp_path, capsys):
    for folder in ("one", "two"):
        assert changesamples.main([str(tmp_path), str(tmp_path / folder), "--train", "2", "--validate", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["validate 1", "train 2"]
    (train, validate), (again, _) = (samples.load_parts(tmp_path / folder) for folder in ("one", "two"))
    assert (len(train), len(validate)) == (2, 1) and train.side == 64 and set(train.sources) == {"generated"}
    assert train.checksum == again.checksum != validate.checksum
    written = (tmp_path / "one" / "train" / "00000.npz").stat().st_mtime_ns
    assert changesamples.main([str(tmp_path), str(tmp_path / "one"), "--train", "2", "--validate", "1"]) == 0
    assert (tmp_path / "one" / "train" / "00000.npz").stat().st_mtime_ns == written


def test_evidence_that_allows_for_misregistration_is_the_second():
    rng = np.random.default_rng(0)
    ground = np.stack([cv2.GaussianBlur(rng.normal(100, 200, (80, 80)), (0, 0), 2.0) for _ in range(3)])
    before, after = (ground[:, 8:72, left:left + 64] + rng.normal(0, 1, (3, 64, 64)) for left in (8, 9))
    after[:, 20:32, 20:32] += 200
    truth = np.zeros((64, 64), np.uint8)
    truth[20:32, 20:32] = CHANGED
    found = [changesamples.seen(Pair("test", before, after, truth, 1.0), TwoWitnesses(), np.random.default_rng(seed)) for seed in range(4)]
    allowed = [one for one in found if (one.evidence[0, 0] != one.evidence[0, 1]).any()]
    assert 0 < len(allowed) < 4
    for one in allowed:
        straight, left = one.evidence[0, :2].astype(float)
        kept, explained = (left[chosen].mean() / straight[chosen].mean() for chosen in (truth > 0, truth == 0))
        assert kept > 0.9 and explained < 0.7, (kept, explained)
