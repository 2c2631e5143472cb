"""A search evaluated over folds and in several archives, against what the codes themselves say; codes exported."""
from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.errors import OptionError
from tiepoint.core.models import checksum
from tiepoint.core.models.hashing import encoders, weights
from tiepoint.core.models.hashing.hash_network import HashNetwork
from tiepoint.core.models.hashing.tile_encoder import TileEncoder
from tiepoint.core.options import jobs
from tiepoint.core.progress import Silent
from tiepoint.core.retrieval import accuracy, class_folders
from tiepoint.core.retrieval.coder import load_coder
from tiepoint.core.retrieval.distances import hamming, order

torch.set_num_threads(1)
SIDE, EACH, NAMES = 32, 15, ("grass", "roof", "water")
COLOURS = ((60, 160, 60), (190, 70, 60), (40, 60, 170))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """(class folders, hash model that has learned nothing but where the middle of its features lies, split file)."""
    root, rng = tmp_path_factory.mktemp("evaluated"), np.random.default_rng(0)
    for label, name in enumerate(NAMES):
        (root / "tiles" / name).mkdir(parents=True)
        for number in range(EACH):
            image = np.clip(np.array(COLOURS[label]) + rng.normal(0, 45, 3) + rng.normal(0, 20, (SIDE, SIDE, 3)), 1, 255)
            cv2.imwrite(str(root / "tiles" / name / f"{name}{number:02d}.png"), image.astype(np.uint8))
    torch.manual_seed(3)
    encoders.save(root / "tiny.safetensors", TileEncoder(width=2, features=16, side=SIDE).eval(), 32.0)
    digest = checksum.sha256(root / "tiny.safetensors")
    training = {"sampler": "batch-hard", "balance": "both", "alpha": 0.2, "beta": 0.01, "gamma": 1.0, "batch": 24, "steps": 150,
                "rate": 0.003, "seed": 0}
    archive, network = class_folders.listed(root / "tiles"), HashNetwork(16, 16, 32, 16).eval()
    tiles = np.stack([class_folders.read(archive.folder / file, SIDE) for file in archive.files])
    features = torch.from_numpy(encoders.load(str(root / "tiny.safetensors")).on("cpu")(tiles))
    with torch.no_grad():
        network.fc1.weight /= features.std()
        network.fc1.bias -= network.fc1.weight @ features.mean(0)
    weights.save(root / "small.safetensors", weights.HashModel(network, "tiny", digest, str(root / "tiny.safetensors"), NAMES,
                                                               training=training))
    parts = class_folders.divided(archive, (0.4, 0.2, 0.4))
    (root / "split.json").write_text(class_folders.split_text(parts), encoding="utf-8")
    return root / "tiles", root / "small.safetensors", root / "split.json"


@pytest.fixture(scope="module")
def codes(files):
    """(45, 16) bool of all tiles, in order, and labels."""
    archive, coder = class_folders.listed(files[0]), load_coder(str(files[1]), device="cpu")
    tiles = np.stack([class_folders.read(archive.folder / file, SIDE) for file in archive.files])
    return coder.hashed(coder.features(tiles)) > 0.5, archive.labels


def run(files, progress=None, **options):
    given = {"tiles": str(files[0]), "model": str(files[1]), "device": "cpu", "count": 5,
             **{name: value if isinstance(value, (int, bool, str)) else str(value) for name, value in options.items()}}
    return jobs.load("evaluatesearch")(jobs.get("evaluatesearch").options(**given), progress or Silent())


def figures(codes, asked, searched, count=5):
    """(mAP, precision) of tiles asking others, or each other."""
    hashed, labels = codes
    own = None if searched is not None else np.arange(len(asked))
    searched = asked if searched is None else searched
    ranked = order(hamming(hashed[asked], hashed[searched]), own)[:, :count]
    relevant = labels[searched][ranked] == labels[asked][:, None]
    return accuracy.average_precision(relevant).mean(), accuracy.precision(relevant, count).mean()


def test_the_test_asks_itself_and_what_was_trained_on(files, codes, tmp_path):
    results = run(files, split=files[2], archive="both", output=tmp_path / "f.json", report=tmp_path / "r.html")
    numbers = np.arange(3 * EACH) % EACH
    test, train = np.flatnonzero(numbers >= 9), np.flatnonzero(numbers < 6)
    assert (results["MAP"], results["PRECISION"]) == pytest.approx(figures(codes, test, None))
    trained = results["TRAIN_ARCHIVE_MAP"], results["TRAIN_ARCHIVE_PRECISION"]
    assert trained == pytest.approx(figures(codes, test, train)) and trained != pytest.approx((results["MAP"], results["PRECISION"]))
    assert trained == pytest.approx([run(files, split=files[2], archive="train")[name] for name in ("MAP", "PRECISION")])
    assert np.isnan(results["MAP_DEVIATION"])
    told = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert set(told["archives"]) == {"same", "train"} and told["archives"]["train"]["archive_tiles"] == len(train)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Archives and folds" in page and "what was trained on" in page and f"{trained[1]:.3f}" in page


def test_folds_ask_in_turn(files, codes, tmp_path, watching):
    told = watching()
    results = run(files, told, folds=3, archive="both", output=tmp_path / "f.json", report=tmp_path / "r.html", gallery=tmp_path / "g.png")
    rows = []
    # As the names go on, a class is cut into three runs; each class begins a fold later.
    fold = (np.arange(3 * EACH) % EACH * 3 // EACH + np.arange(3 * EACH) // EACH) % 3
    for one in range(3):
        mine, others = np.flatnonzero(fold == one), np.flatnonzero(fold != one)
        rows.append((*figures(codes, mine, None), *figures(codes, mine, others)))
    wanted = np.mean(rows, 0)
    names = ("MAP", "PRECISION", "TRAIN_ARCHIVE_MAP", "TRAIN_ARCHIVE_PRECISION")
    assert [results[name] for name in names] == pytest.approx(wanted)
    assert (results["MAP_DEVIATION"], results["PRECISION_DEVIATION"]) == pytest.approx(np.std(rows, 0, ddof=1)[:2])
    assert results["QUERIES"] == 45 and results["ARCHIVE_TILES"] == 15
    assert any("45 queries in 3 folds, archive: the other folds (30 tiles)" in line and "±" in line for line in told.lines)
    kept = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["archives"]["train"]
    assert [one["map"] for one in kept["folds"]] == pytest.approx([row[2] for row in rows])
    assert kept["deviations"]["precision"] == pytest.approx(np.std([row[3] for row in rows], ddof=1))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "fold 3" in page and "deviation" in page and f"± {results['MAP_DEVIATION']:.3f}" in page
    assert cv2.imread(str(tmp_path / "g.png")) is not None


def test_networks_of_folds_learn_what_they_are_not_asked(files, tmp_path):
    results = run(files, folds=3, retrain=True, archive="train")
    plain = run(files, folds=3, archive="train")
    assert results["PRECISION"] > plain["PRECISION"] + 0.05, "networks that have learned find more than one that has not"
    assert run(files, folds=3, retrain=True, archive="train") == pytest.approx(results, nan_ok=True), "the same again for the same seed"
    assert results["ENCODER_MAP"] == pytest.approx(plain["ENCODER_MAP"])


def test_what_is_found_instead_is_told(files, codes, tmp_path):
    run(files, output=tmp_path / "f.json", report=tmp_path / "r.html")
    told = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))["classes"]
    hashed, labels = codes
    near = labels[order(hamming(hashed, hashed), np.arange(45))[:, :5]]
    for label, name in enumerate(NAMES):
        shares = np.bincount(near[labels == label].ravel(), minlength=3) / 75
        assert [told[name]["found"].get(other, 0.0) for other in NAMES] == pytest.approx(shares, abs=1e-4)
        assert told[name]["found"].get(name, 0.0) == pytest.approx(told[name]["precision"], abs=1e-4)
    share, other = max((share, other) for name in NAMES for other, share in told[name]["found"].items() if other != name)
    assert share > 0.3 and f"{other} {share:.0%}" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_codes_are_exported_with_thumbnails(files, codes, tmp_path):
    run(files, split=files[2], codes=tmp_path / "codes.npz")
    with np.load(tmp_path / "codes.npz", allow_pickle=False) as found:
        test = np.flatnonzero(np.arange(3 * EACH) % EACH >= 9)
        assert found["codes"].dtype == np.int8 and (found["codes"] == codes[0][test]).all() and (found["labels"] == codes[1][test]).all()
        assert found["thumbnails"].shape == (18, 64, 64, 3) and found["names"][0] == "grass/grass09.png"
        assert list(found["classes"]) == list(NAMES)
        picture = cv2.imread(str(files[0] / "roof" / "roof10.png"))[..., ::-1]
        shown = found["thumbnails"][list(found["names"]).index("roof/roof10.png")]
        assert np.abs(shown.mean((0, 1)) - picture.mean((0, 1))).max() < 2


@pytest.mark.parametrize(("options", "told"), [({"folds": 1}, "FOLDS is 1"), ({"retrain": True}, "RETRAIN is about folds"),
                                               ({"folds": 40}, "make no 40 folds"), ({"archive": "both"}, "Give the split file, or FOLDS")])
def test_what_makes_no_sense_is_told(files, options, told, tmp_path):
    with pytest.raises(OptionError, match=told):
        run(files, **options, report=tmp_path / "r.html")
    assert not list(tmp_path.iterdir())
