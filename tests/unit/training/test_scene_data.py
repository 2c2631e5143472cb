"""Pairs of tiles are read strictly and written as they are; splits keep places apart; what is built is honest."""
from __future__ import annotations

import cv2
import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.models.corrfusion.legend import WUHAN
from tiepoint.core.scene_change.scan import look_at
from tiepoint.core.training.scene_change import archive, chunk, general, generated, pairs, preparation, tile_folder, windows
from tiepoint.core.training.scene_change.augmentation import augmented
from tiepoint.core.training.scene_change.split import block_split, random_split
from tiepoint.core.training.scenes import classes as land


def arrays(count=5, side=8, seed=0):
    rng = np.random.default_rng(seed)
    return {"image_t1": rng.integers(0, 256, (count, side, side, 3), dtype=np.uint8),
            "image_t2": rng.integers(0, 256, (count, side, side, 3), dtype=np.uint8),
            "label_t1": rng.integers(1, 15, count), "label_t2": rng.integers(1, 15, count)}


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_a_chunk_is_read_as_published(tmp_path, save):
    given = arrays()
    save(tmp_path / "0-5.npz", **given)
    found = chunk.read(tmp_path / "0-5.npz", 14)
    assert np.array_equal(found.before, given["image_t1"]) and np.array_equal(found.after, given["image_t2"])
    assert isinstance(found.before, np.memmap) == (save is np.savez), "what is not compressed stays in the file"
    assert np.array_equal(found.labels[0], given["label_t1"] - 1) and np.array_equal(found.labels[1], given["label_t2"] - 1)
    assert found.labels[0].min() >= 0 and found.labels[0].max() <= 13


@pytest.mark.parametrize(("name", "value", "told"), [
    ("label_t1", np.array([1, 2, 0, 3, 4]), "goes from 0 to 4"), ("label_t2", np.array([1, 2, 15, 3, 4]), "to 15, but there are 14"),
    ("label_t1", np.array([1.0, 2, 3, 4, 5]), "float64"), ("label_t1", np.arange(1, 4), "for 5 pairs"),
    ("image_t1", np.zeros((5, 8, 8, 3), np.float32), "float32"), ("image_t2", np.zeros((4, 8, 8, 3), np.uint8), "holds images"),
    ("image_t1", np.zeros((5, 8, 9, 3), np.uint8), "holds images"), ("label_t2", None, "lacks the array label_t2"),
    ("label_t1", np.array([None] * 5), "cannot be read")])
def test_a_chunk_that_is_none_is_refused(tmp_path, name, value, told):
    given = {**arrays(), name: value}
    np.savez(tmp_path / "a.npz", **{key: one for key, one in given.items() if one is not None})
    with pytest.raises(OptionError, match=told):
        chunk.read(tmp_path / "a.npz", 14)


def test_a_damaged_file_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", **arrays())
    content = (tmp_path / "a.npz").read_bytes()
    for name, part in (("cut.npz", content[:900]), ("empty.npz", b""), ("text.npz", b"no archive")):
        (tmp_path / name).write_bytes(part)
        with pytest.raises(OptionError, match="cannot be read"):
            chunk.read(tmp_path / name, 14)


def test_pairs_are_written_in_chunks_and_come_back_in_order(tmp_path):
    rng = np.random.default_rng(0)
    samples = [(*rng.integers(0, 256, (2, 8, 8, 3), dtype=np.uint8), int(a), int(b)) for a, b in rng.integers(0, 14, (23, 2))]
    paths = chunk.write(tmp_path / "train", samples, 10)
    assert [path.name for path in paths] == ["0-10.npz", "10-20.npz", "20-23.npz"]
    found = pairs.load_part(tmp_path, "train")
    assert (len(found), found.side, found.legend) == (23, 8, WUHAN)
    for index in (0, 9, 10, 22):
        assert all(np.array_equal(one, other) for one, other in zip(found.pair(index), samples[index][:2]))
        assert tuple(labels[index] for labels in found.labels) == samples[index][2:]
    assert np.array_equal(found.tiles(np.array([3, 21]))[1][1], samples[21][1])
    assert found.checksum == pairs.load_part(tmp_path, "train").checksum
    chunk.write(tmp_path / "val", samples[:5])
    assert pairs.load_parts(tmp_path)[1].checksum != found.checksum
    with pytest.raises(OptionError, match="no folder test"):
        pairs.load_part(tmp_path, "test")
    with pytest.raises(OptionError, match="shapes"):
        chunk.write(tmp_path / "x", [samples[0], (np.zeros((9, 9, 3), np.uint8), samples[0][1], 0, 0)])


def test_the_published_split_is_rounded_as_published():
    parts = random_split(23555)
    assert [len(part) for part in parts] == [16488, 2355, 4712]
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(23555))
    assert all(np.array_equal(one, other) for one, other in zip(parts, random_split(23555)))
    assert not np.array_equal(parts[0], random_split(23555, 1)[0])
    for count, shares in ((2, (0.7, 0.1, 0.2)), (100, (0.5, 0.5, 0.5))):
        with pytest.raises(OptionError):
            random_split(count, 0, shares)


def test_blocks_lie_in_one_part_each():
    col, row = np.meshgrid(np.arange(1, 61), np.arange(1, 41))
    positions = np.column_stack([col.ravel(), row.ravel()])
    parts = block_split(positions, 5)
    blocks = [set(map(tuple, positions[part] // 5)) for part in parts]
    assert not blocks[0] & blocks[1] and not blocks[0] & blocks[2] and not blocks[1] & blocks[2]
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(len(positions)))
    assert [len(part) / len(positions) for part in parts] == pytest.approx([0.7, 0.1, 0.2], abs=0.02)
    with pytest.raises(OptionError, match="smaller blocks"):
        block_split(positions, 100)


def tile(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full((8, 8, 3), value[::-1], np.uint8))


def test_tile_folders_as_published(tmp_path):
    names = {number: f"{number}-{name}" for number, name in enumerate(WUHAN.names, 1)}
    for year, shown in (("2014", {(1, 1): 3, (2, 1): 4, (10, 1): 14, (5, 5): 1}), ("2016", {(1, 1): 3, (2, 1): 2, (10, 1): 14, (6, 6): 1})):
        for (col, row), number in shown.items():
            tile(tmp_path / year / "sure" / names[number] / f"{col}_{row}.png", (number, col, row))
        tile(tmp_path / year / "sure" / "0-undefined" / "9_9.png", (0, 0, 0))
    found = tile_folder.listed(tmp_path / "2014", tmp_path / "2016")
    assert found.positions.tolist() == [[1, 1], [2, 1], [10, 1]], "only what is labelled on both dates"
    shown = list(tile_folder.samples(found, range(3)))
    assert [tuple(one[0][0, 0]) for one in shown] == [(3, 1, 1), (4, 2, 1), (14, 10, 1)]
    assert [found.legend.names[one] for one in found.labels[1]] == ["water", "commercial", "playground"]
    before, after = tmp_path / "2014" / "sure", tmp_path / "2016" / "sure"
    tile(before / names[5] / "1_1.png", (1, 2, 3))
    with pytest.raises(OptionError, match="is of 3-water and of 5-greenspace"):
        tile_folder.listed(before, after)
    with pytest.raises(OptionError, match="no folder"):
        tile_folder.listed(tmp_path / "2014" / "none", after)


def test_all_of_wuhans_folders_are_its_legend_and_any_others_are_a_legend(tmp_path):
    for number, name in enumerate(WUHAN.names, 1):
        for year in ("a", "b"):
            tile(tmp_path / "w" / year / f"{number}-{name}" / f"{number}_1.png", (number, 0, 0))
    assert tile_folder.listed(tmp_path / "w" / "a", tmp_path / "w" / "b").legend == WUHAN
    for year, kind in (("a", "wood"), ("b", "field")):
        tile(tmp_path / "x" / year / kind / "north.png", (1, 1, 1))
    found = tile_folder.listed(tmp_path / "x" / "a", tmp_path / "x" / "b")
    assert found.legend.names == ("field", "wood") and found.positions is None
    assert [labels.tolist() for labels in found.labels] == [[1], [0]]


def test_windows_of_polygons_have_the_class_that_covers_them():
    before, after = np.zeros((2, 40, 60), np.uint8)
    before[:20, :30], before[:20, 30:], before[20:, :20] = 1, 2, 3
    after[:, :] = 4
    after[:10, :6] = 1
    found = windows.labelled(before, after, 10, least=0.8)
    at = {tuple(position): (one, other) for position, one, other in zip(found.positions.tolist(), *found.labels)}
    assert at[0, 1] == (0, 3) and at[3, 0] == (1, 3) and at[1, 3] == (2, 3) and (0, 0) not in at and (4, 3) not in at
    images = np.random.default_rng(0).integers(0, 256, (2, 3, 40, 60), dtype=np.uint8)
    valid = np.ones((40, 60), bool)
    valid[12, 3] = False
    shown = list(windows.samples(found, look_at(*images, valid), range(len(found))))
    assert len(shown) == len(found) - 1
    first = next(one for one in shown if (one[0] == images[0][:, :10, 30:40].transpose(1, 2, 0)).all())
    assert first[2:] == (1, 3)
    with pytest.raises(OptionError, match="No window"):
        windows.labelled(before, after * 0, 10)


def test_both_dates_are_turned_together_and_coloured_apart():
    side = 12
    ramp = np.zeros((side, side, 3), np.uint8)
    ramp[..., 0], ramp[..., 1] = np.arange(side)[:, None] * 20, np.arange(side) * 20
    seen = set()
    for seed in range(40):
        one, other = augmented(ramp, ramp, np.random.default_rng(seed), 0.0)
        assert np.array_equal(one, other)
        seen.add(one.tobytes())
    assert len(seen) == 8, "all of the square's symmetries"
    one, other = augmented(ramp, ramp, np.random.default_rng(0), 0.3)
    assert one.dtype == np.uint8 and one.shape == ramp.shape and not np.array_equal(one, other)
    plain = augmented(ramp, ramp, np.random.default_rng(0), 0.0)[0].astype(float)
    assert np.corrcoef(one[..., 0].ravel(), plain[..., 0].ravel())[0, 1] > 0.95


def test_a_scene_tile_has_the_class_that_dominates_it():
    def uses(**shares):
        counts = [(getattr(land, name.upper()), round(share * 400)) for name, share in shares.items()]
        return np.repeat([use for use, _ in counts], [count for _, count in counts]).reshape(20, 20)

    for wanted, shares in (
            (general.WATER, {"water": 0.4, "wetland": 0.3, "road": 0.3}), (general.FOREST, {"forest": 0.7, "grassland": 0.3}),
            (general.RESIDENTIAL, {"garden": 0.6, "building": 0.2, "road": 0.2}),
            (general.COMMERCIAL, {"paved": 0.6, "building": 0.3, "garden": 0.1}), (general.PAVED, {"paved": 0.9, "road": 0.1}),
            (general.TRANSPORT, {"road": 0.5, "garden": 0.5}), (-1, {"forest": 0.5, "grassland": 0.5}), (-1, {"garden": 1.0})):
        assert general.class_of(uses(**shares)) == wanted, shares
    assert len(general.UC_MERCED) == 21 and set(general.UC_MERCED.values()) == set(range(len(general.LEGEND)))


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Four classes of an archive; the colour of a tile is its class and its number."""
    folder = tmp_path_factory.mktemp("archive")
    for index, name in enumerate(("river", "forest", "agricultural", "freeway", "unknown")):
        for number in (0, 39, 40, 50):
            tile(folder / name / f"{name}{number:02d}.png", (index * 50, number * 4, 128))
            image = cv2.resize(cv2.imread(str(folder / name / f"{name}{number:02d}.png")), (96, 96))
            cv2.imwrite(str(folder / name / f"{name}{number:02d}.png"), image)
    return folder


def test_an_archive_is_made_into_honest_pairs(tree):
    files = archive.tiles(tree, "train")
    assert len(files) == 8 and {path.stem[-2:] for path, _ in files} == {"00", "39"}
    assert [path.stem[-2:] for path, _ in archive.tiles(tree, "test")] == ["50"] * 4
    drawn = list(archive.samples(files, 32, 4))
    assert len(drawn) == 32 and all(one[0].shape == one[1].shape == (32, 32, 3) for one in drawn)
    changed = [one[2] != one[3] for one in drawn]
    assert changed == [False, True] * 16
    again = list(archive.samples(files, 32, 4))
    assert all(np.array_equal(one[0], other[0]) for one, other in zip(drawn, again))
    assert any(not np.array_equal(one[0], one[1]) for one in drawn[::2]), "never the same picture twice"
    with pytest.raises(OptionError, match="no tiles of train"):
        archive.tiles(tree / "river", "train")


def test_the_data_of_the_shipped_model(tree, tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "_SIDE", 2)
    written = preparation.prepare(tree, tmp_path, scenes=1, draws=2)
    assert written == {"train": 1, "validate": 1, "test": 1}
    train, held = pairs.load_parts(tmp_path)
    assert train.legend == general.LEGEND and train.side == 128 and len(train) >= 16 and len(held) >= 8
    assert preparation.main([str(tmp_path / "none"), str(tmp_path / "x")]) == 1
