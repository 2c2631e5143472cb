"""Training of D2-Net on photographs with depth: where a cell is in another view, and the pairs that are drawn."""
from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch
from tiepoint.core.errors import ModelError, OptionError, RasterError
from tiepoint.core.models import d2net_weights
from tiepoint.core.models.d2net import D2Net
from tiepoint.core.progress import Cancelled, Silent
from tiepoint.core.training.d2net import megadepth
from tiepoint.core.training.d2net.__main__ import main
from tiepoint.core.training.d2net.depth import View, correspondences, read_depth
from tiepoint.core.training.d2net.learner import OWN
from tiepoint.core.training.d2net.photographs import PUBLISHED, PhotographLearner
from tiepoint.core.training.d2net.scene import read, write
from tiepoint.core.training.export import main as export
from tiepoint.core.training.loop import train

FOCAL, SIDE, FAR = 200.0, 128, 4.0
K = np.array([[FOCAL, 0, 66.0], [0, FOCAL, 61.0], [0, 0, 1]])
ALL = np.argwhere(np.ones((16, 16), bool))


def turn(degrees, axis=(0.0, 0.0, 1.0)):
    return cv2.Rodrigues(np.radians(degrees) * np.array(axis))[0]


def pose(rotation=None, shift=(0, 0, 0)):
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = np.eye(3) if rotation is None else rotation, shift
    return matrix


def view(matrix=None, depth=FAR, side=SIDE):
    return View(np.zeros((side, side, 3), np.uint8), np.full((side, side), depth, np.float32), K, pose() if matrix is None else matrix)


def test_the_same_view_leaves_positions_unchanged_wherever_it_is():
    for matrix in (pose(), pose(turn(40, (0.6, 0.8, 0)), (5, -3, 2))):
        cells, positions, targets = correspondences(view(matrix), view(matrix))
        assert np.array_equal(cells, ALL) and np.array_equal(targets, ALL)
        assert positions == pytest.approx(8 * cells + 3.5, abs=1e-9)


def test_a_camera_that_moves_moves_pixels_by_focal_length_times_shift_over_depth():
    cells, positions, targets = correspondences(view(), view(pose(shift=(0.32, -0.16, 0))))       # 16 pixels right, 8 up
    assert positions == pytest.approx(8 * cells + 3.5 + [-8, 16], abs=1e-9)
    assert np.array_equal(targets, cells + [-1, 2])
    assert {tuple(cell) for cell in cells} == {(row, col) for row in range(1, 16) for col in range(14)}      # the others are outside


def test_a_camera_that_comes_nearer_needs_the_depth_to_change_with_it():
    near = pose(shift=(0, 0, -1.0))
    cells, positions, _ = correspondences(view(), view(near, FAR - 1))
    middle = np.array([60.5, 65.5])
    assert len(cells) > 50 and positions == pytest.approx(middle + (8 * cells + 3.5 - middle) * FAR / (FAR - 1), abs=1e-9)
    assert not len(correspondences(view(), view(near, FAR))[0])


def test_a_camera_that_turns_about_its_axis_turns_pixels_about_the_principal_point():
    cells, positions, _ = correspondences(view(), view(pose(turn(30))))
    xy, seen = (8 * cells + 3.5)[:, ::-1] + 0.5 - [66, 61], positions[:, ::-1] + 0.5 - [66, 61]
    assert len(cells) > 150 and seen == pytest.approx(xy @ turn(30)[:2, :2].T, abs=1e-9)


def test_what_is_hidden_is_dropped():
    hidden = view()
    hidden.depth[40:80, 40:80] = 2.0
    cells, _, _ = correspondences(view(), hidden)
    gone = {tuple(cell) for cell in ALL} - {tuple(cell) for cell in cells}
    assert gone == {(row, col) for row in range(5, 10) for col in range(5, 10)}
    assert len(correspondences(view(), view(depth=FAR + 0.049))[0]) == 256 and not len(correspondences(view(), view(depth=FAR + 0.051))[0])
    assert len(correspondences(view(), view(depth=FAR + 0.1), tolerance=0.2)[0]) == 256


@pytest.mark.parametrize("missing", [0.0, -1.0, np.nan, np.inf])
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("corner", [(43, 59), (43, 60), (44, 59), (44, 60)])
def test_a_cell_with_an_unknown_pixel_around_its_centre_is_dropped(missing, which, corner):
    for depth in (FAR, 1.0, 0.03):                                          # also where the depth itself is within the tolerance
        views = [view(depth=depth), view(depth=depth)]
        views[which].depth[corner] = missing
        with np.errstate(all="raise"):
            cells, positions, _ = correspondences(*views)
        assert len(cells) == 255 and [5, 7] not in cells.tolist() and np.isfinite(positions).all()


def test_what_is_behind_the_camera_is_dropped():
    for matrix in (pose(turn(180, (0, 1, 0))), pose(shift=(0, 0, -FAR)), pose(shift=(0, 0, -9))):
        with np.errstate(all="raise"):
            assert not len(correspondences(view(), view(matrix))[0])


def test_depth_is_taken_between_the_pixels():
    slope = (3.0 + 0.004 * np.arange(SIDE, dtype=np.float32))[:, None].repeat(SIDE, axis=1)
    sloping = replace(view(), depth=slope)
    cells, positions, _ = correspondences(sloping, replace(sloping, pose=pose(shift=(0.1, 0, 0))))
    assert positions[:, 1] - 8 * cells[:, 1] - 3.5 == pytest.approx(FOCAL * 0.1 / (3.0 + 0.004 * (8 * cells[:, 0] + 3.5)), abs=1e-4)


def test_parts_of_views_give_what_the_whole_gives():
    views = view(), view(pose(turn(3, (0.3, 0.2, 0.9)), (0.1, 0.05, 0)))
    whole = dict(zip(map(tuple, (found := correspondences(*views, tolerance=1.0))[0]), found[1]))
    parts = views[0].cut(16, 24, 64), views[1].cut(13, 17, 80)
    assert parts[1].origin == (13, 17) and parts[1].cut(2, 3, 9).origin == (15, 20) and parts[1].image.shape == (80, 80, 3)
    cells, positions, targets = correspondences(*parts, tolerance=1.0)
    assert len(cells) > 40
    for cell, position in zip(cells, positions):
        assert position + [17, 13] == pytest.approx(whole[tuple(cell + [3, 2])], abs=1e-9)
    assert np.abs(8 * targets + 3.5 - positions).max() <= 4.0


def test_only_cells_of_the_map_are_looked_up_and_found():
    cells, positions, targets = correspondences(view(side=SIDE + 7), view(side=SIDE + 7))
    assert np.array_equal(cells, ALL) and targets.max() == 15
    # 135 pixels have 16 cells, and what lies beyond the last one's middle by more than half a cell none
    _, positions, targets = correspondences(view(side=SIDE + 7), view(pose(shift=(0.12, 0, 0)), side=SIDE + 7))
    assert positions[:, 1].max() < 127.5 and targets[:, 1].max() == 15
    cells, _, _ = correspondences(view(), view(), np.array([[3, 4], [15, 0]]))
    assert cells.tolist() == [[3, 4], [15, 0]]


def test_depth_is_read_from_numpy_files_and_from_hdf5_where_it_can_be(tmp_path, monkeypatch):
    depth = np.arange(6, dtype=np.float64).reshape(2, 3)
    np.save(tmp_path / "a.npy", depth)
    np.savez_compressed(tmp_path / "a.npz", depth=depth)
    assert all(np.array_equal(read_depth(tmp_path / name), depth.astype(np.float32)) for name in ("a.npy", "a.npz"))
    np.savez(tmp_path / "other.npz", heights=depth)
    np.save(tmp_path / "flat.npy", depth[0])
    np.save(tmp_path / "objects.npy", np.array([{}], object), allow_pickle=True)
    (tmp_path / "text.npy").write_text("no depth")
    (tmp_path / "broken.npz").write_bytes((tmp_path / "a.npz").read_bytes()[:60])
    for name in ("other.npz", "flat.npy", "objects.npy", "text.npy", "broken.npz", "none.npy"):
        with pytest.raises(RasterError, match=name):
            read_depth(tmp_path / name)
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(OptionError, match=r"without h5py\. Install h5py"):
        read_depth(tmp_path / "a.h5")

    class File(dict):
        def __init__(self, path, mode):
            super().__init__(depth={(): depth})

        __enter__, __exit__ = (lambda self: self), (lambda self, *error: None)

    monkeypatch.setitem(sys.modules, "h5py", SimpleNamespace(File=File))
    assert np.array_equal(read_depth(tmp_path / "a.h5"), depth)


# A textured plane, z = 10 in the world, seen by cameras whose homographies are known.
CAMERA = np.array([[300.0, 0, 170], [0, 310.0, 125], [0, 0, 1]])
SHAPE = 260, 340
POSES = [pose(), pose(turn(8, (0.5, 0.7, 0.5)), (0.8, -0.3, 0.5)), pose(turn(-12, (0, 0, 1)), (-0.4, 0.5, -1.0)), pose(shift=(7.5, 0, 0)),
         pose(shift=(0.5, 0, 0))]


def plane_to(matrix):
    """Homography (3, 3): x, y on the plane to pixels from the outer corner."""
    return CAMERA @ np.c_[matrix[:3, :2], 10 * matrix[:3, 2] + matrix[:3, 3]]


def moved(H, xy):
    found = np.c_[xy, np.ones(len(xy))] @ H.T
    return found[:, :2] / found[:, 2:]


def centres(shape):
    return np.argwhere(np.ones(shape, bool))[:, ::-1] + 0.5


@pytest.fixture(scope="module")
def data(tmp_path_factory, drawn):
    """A data folder of two scenes; in the first one, photographs 0 to 2 overlap, 3 shows little of them, and the depth of 4 is a mask."""
    folder, texture = tmp_path_factory.mktemp("data"), cv2.merge([drawn(1200, seed) for seed in range(3)])
    (folder / "scenes").mkdir()
    points = np.random.default_rng(3).uniform(-9, 9, (3000, 2))
    seen, images, depths = [], [], []
    for index, matrix in enumerate(POSES):
        H = plane_to(matrix)
        from_texture = H @ np.array([[0.02, 0, -12], [0, 0.02, -12], [0, 0, 1]])
        half = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
        image = cv2.warpPerspective(texture, half @ from_texture @ np.linalg.inv(half), SHAPE[::-1])
        cv2.imencode(".png", image)[1].tofile(folder / f"ü{index}.png")
        on_plane = moved(np.linalg.inv(H), centres(SHAPE))
        depth = (np.c_[on_plane, np.full(len(on_plane), 10.0)] @ matrix[2, :3] + matrix[2, 3]).reshape(SHAPE).astype(np.float32)
        np.save(folder / f"{index}.npy", depth if index != 4 else depth > 0)
        xy = moved(H, points)
        inside = ((xy > 0) & (xy < SHAPE[::-1])).all(1)
        seen.append((np.flatnonzero(inside) + 70, xy[inside]))
        images.append(f"ü{index}.png")
        depths.append(f"{index}.npy")
    cameras = np.repeat(CAMERA[None], 5, axis=0)
    write(folder / "scenes" / "plane.npz", images, depths, cameras, np.array(POSES), seen)
    write(folder / "scenes" / "bare.npz", images[:2], ["0.npy", ""], cameras[:2], np.array(POSES[:2]), seen[:2])
    (folder / "train.txt").write_text("plane\nbare\n\n", encoding="utf-8")
    (folder / "valid.txt").write_text("plane\n", encoding="utf-8")
    return folder


def index_of(photograph):
    return int(photograph.depth.stem)


def key(pairs):
    return [(index_of(pair.reference), index_of(pair.target), *pair.reference.point, *pair.target.point) for pair in pairs]


def test_cells_of_a_plane_correspond_by_its_homography(data):
    found = set()
    for pair in megadepth.epoch(data, 1, 0, 12):
        sample = megadepth.draw(pair)
        windows = []
        for photograph, image in ((pair.reference, sample.reference), (pair.target, sample.target)):
            whole = cv2.imdecode(np.fromfile(photograph.image, np.uint8), cv2.IMREAD_COLOR)[..., ::-1].transpose(2, 0, 1)
            assert image.shape == (3, 256, 256) and image.dtype == np.float32
            x, y = next((x, y) for x in range(SHAPE[1] - 255) for y in range(SHAPE[0] - 255)
                        if np.array_equal(whole[:, y, x:x + 256], image[:, 0]))
            assert np.array_equal(whole[:, y:y + 256, x:x + 256], image)
            assert (photograph.point >= (x, y)).all() and (photograph.point <= (x + 256, y + 256)).all()
            assert x == np.clip(int(photograph.point[0]) - 128, 0, SHAPE[1] - 256)
            windows.append((x, y))
        H = plane_to(pair.target.pose) @ np.linalg.inv(plane_to(pair.reference.pose))
        xy = 8 * sample.reference_cells[:, ::-1] + 4.0 + windows[0]
        there = moved(H, xy) - windows[1]
        assert len(xy) >= 128 and np.abs(8 * sample.target_cells[:, ::-1] + 4.0 - there.clip(4.0, 252.0)).max() <= 1e-3
        assert np.abs(8 * np.floor(sample.target_cells + 0.5)[:, ::-1] + 4.0 - there).max() <= 4.0 + 1e-3
        for cells, kind in ((sample.reference_cells, np.int64), (sample.target_cells, np.float64)):
            assert cells.dtype == kind and cells.min() >= 0 and cells.max() <= 31
        # what corresponds looks alike: the plane has the same colours in both, sampled at the same points of it
        here, seen = (cv2.remap(np.moveaxis(image, 0, -1), np.float32(at[None] - 0.5), None, cv2.INTER_LINEAR)[0]
                      for image, at in ((sample.reference, xy - windows[0]), (sample.target, there)))
        assert np.abs(here - seen).mean() < 8 and np.abs(here - seen[::-1]).mean() > 20
        found.add((index_of(pair.reference), index_of(pair.target)))
    assert len(found) > 3


def test_pairs_that_overlap_too_little_or_lack_depth_are_never_drawn(data):
    scene = read(data / "scenes" / "plane.npz")
    assert scene.overlap[0, 4] > 0.8 and 0 < scene.overlap[0, 3] < 0.5 and np.allclose(np.diag(scene.overlap), 1)
    shared = len(np.intersect1d(*(scene.points[slice(*scene.offsets[index:index + 2])] for index in (1, 2))))
    assert scene.overlap[1, 2] == pytest.approx(shared / np.diff(scene.offsets)[1])
    pairs = megadepth.epoch(data, 1, 0, 300, least_bytes=200_000)         # the mask has 88 kB
    drawn = {(index_of(pair.reference), index_of(pair.target)) for pair in pairs}
    assert drawn == {(one, two) for one in range(4) for two in range(4) if one != two and scene.overlap[one, two] >= 0.5}
    assert (3, 0) in drawn and (0, 3) not in drawn                          # the share of the points of the first
    assert len(pairs) == 300                                                # the bare scene has no pair and gives none
    assert any(4 in (index_of(pair.reference), index_of(pair.target)) for pair in megadepth.epoch(data, 1, 0, 100, least_bytes=1000))
    assert not any(4 in one[:2] for one in key(megadepth.epoch(data, 1, 0)))          # by default less than 100 KiB
    for pair in pairs[:20]:
        on_plane = [moved(np.linalg.inv(plane_to(one.pose)), one.point[None]) for one in (pair.reference, pair.target)]
        assert on_plane[0] == pytest.approx(on_plane[1], abs=1e-3)
    with pytest.raises(OptionError, match="No two photographs"):
        megadepth.epoch(data, 1, 0, least_bytes=10 ** 7)


def test_epochs_differ_and_repeat_by_seed(data):
    one = key(megadepth.epoch(data, 1, 0))
    assert len(one) == 100 and one == key(megadepth.epoch(data, 1, 0))
    assert one != key(megadepth.epoch(data, 1, 1)) and one != key(megadepth.epoch(data, 2, 0))
    checks = key(megadepth.validation(data))
    assert len(checks) == 25 and checks == key(megadepth.validation(data))
    pair = megadepth.epoch(data, 1, 0)[0]
    first, second = megadepth.draw(pair), megadepth.draw(pair)
    assert np.array_equal(first.target, second.target) and np.array_equal(first.target_cells, second.target_cells)


def test_the_scenes_of_an_epoch_are_mixed(data, tmp_path):
    folder, scene = shutil.copytree(data, tmp_path / "data"), read(data / "scenes" / "plane.npz")
    seen = [(scene.points[part], scene.xy[part]) for part in (slice(*scene.offsets[index:index + 2]) for index in (1, 2))]
    write(folder / "scenes" / "few.npz", scene.image_paths[1:3], scene.depth_paths[1:3], scene.intrinsics[1:3], scene.poses[1:3], seen)
    (folder / "train.txt").write_text("few\nplane", encoding="utf-8")
    pairs = key(megadepth.epoch(folder, 1, 0, 20))
    assert len(pairs) == 40 and any(0 in pair[:2] for pair in pairs[:20])


def test_a_pair_with_too_few_cells_or_pixels_is_skipped(data):
    pair = megadepth.epoch(data, 1, 0)[0]
    count = len(megadepth.draw(pair).reference_cells)
    assert megadepth.draw(pair, least=count) and megadepth.draw(pair, least=count + 1) is None
    assert megadepth.draw(pair, size=264) is None
    assert megadepth.draw(pair, size=64, least=1).reference.shape == (3, 64, 64)


def test_files_that_do_not_fit_are_told(data, tmp_path):
    arrays = dict(np.load(data / "scenes" / "plane.npz"))

    def told(words, **changed):
        np.savez(tmp_path / "bad.npz", **{**arrays, **changed})
        with pytest.raises(OptionError, match=words):
            read(tmp_path / "bad.npz")

    told("pickled objects, which are never read", image_paths=np.array([*arrays["image_paths"][:4], None], object))
    told("poses of the shape", poses=arrays["poses"].reshape(5, 16))
    told("do not run from 0", offsets=arrays["offsets"][::-1])
    (tmp_path / "bad.npz").write_text("nothing")
    for name in ("bad.npz", "none.npz"):
        with pytest.raises(OptionError, match=name):
            read(tmp_path / name)
    with pytest.raises(OptionError, match="list of scenes"):
        megadepth.validation(tmp_path)
    pair = megadepth.validation(data)[0]
    np.save(tmp_path / "small.npy", np.ones((3, 4)))
    (tmp_path / "empty.png").touch()
    for changed in ({"image": tmp_path / "none.png"}, {"image": tmp_path / "empty.png"}, {"image": tmp_path / "small.npy"},
                    {"depth": tmp_path / "small.npy"}):
        with pytest.raises(RasterError):
            megadepth.draw(replace(pair, target=replace(pair.target, **changed)))
    blank = replace(read(data / "scenes" / "plane.npz"), points=np.arange(len(arrays["points"])))
    with pytest.raises(OptionError, match="share no point"):
        megadepth._of_scene(blank, data, np.random.default_rng(0), 3, 1000)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """As published, of a small network."""
    path = tmp_path_factory.mktemp("begin") / "small.safetensors"
    d2net_weights.save(path, D2Net.random(0, (4, 8, 16, 32)), OWN)
    return replace(PUBLISHED, width=4, start=str(path), checks=4, steps=6)


def test_photographs_come_epoch_by_epoch(data, settings):
    learner, rng = PhotographLearner(data, settings), np.random.default_rng
    for epoch in (0, 1):
        pairs = megadepth.epoch(data, 1, epoch)
        for place in (0, 7, 99):
            wanted, found = megadepth.draw(pairs[place]), learner.draw(rng(0), 100 * epoch + place)
            assert np.array_equal(found.target, wanted.target) and np.array_equal(found.target_cells, wanted.target_cells)
    assert len(learner.checks(lambda: None)) == 4 and learner.checksum == PhotographLearner(data, settings).checksum
    # what shows too little is replaced by another pair of the epoch, where there is one
    few, three = PhotographLearner(data, settings), megadepth.epoch(data, 1, 0)[:3]
    few._epoch = lambda number: [replace(three[0], target=replace(three[0].target, pose=pose(turn(180, (0, 1, 0))))), *three[1:]]
    assert any(np.array_equal(few.draw(rng(0)).target, megadepth.draw(one).target) for one in three[1:])
    with pytest.raises(OptionError, match="shows 128 cells in both"):
        PhotographLearner(data, replace(settings, size=320)).draw(rng(0))


def test_the_published_training_runs_goes_on_and_trains_conv4_3_only(data, tmp_path, settings):
    torch.set_num_threads(1)

    class Stopping(Silent):
        told = 0

        def step(self, fraction, message=""):
            Stopping.told += message.startswith("Training")
            if Stopping.told == 7:
                raise Cancelled

    whole = train(PhotographLearner(data, settings), tmp_path / "whole", 600)
    with pytest.raises(Cancelled):
        train(PhotographLearner(data, settings), tmp_path / "parts", 600, progress=Stopping())
    parts = train(PhotographLearner(data, settings), tmp_path / "parts", 600, workers=2)
    begun = D2Net.random(0, (4, 8, 16, 32)).state_dict()
    moved = [name for name, value in whole.network.state_dict().items() if not torch.equal(value, begun[name])]
    assert moved == ["features.21.weight", "features.21.bias"] and parts.step == 6
    assert all(torch.equal(value, whole.network.state_dict()[name]) for name, value in parts.network.state_dict().items())
    exact, near, far = whole.curve[-1]["all"]
    assert 0.02 < exact <= near <= far < 1 and set(whole.curve[-1]) == {"step", "seconds", "loss", "all"}


def test_cells_of_equal_photographs_are_found(data, settings):
    learner = PhotographLearner(data, settings)
    one = learner.draw(np.random.default_rng(0))
    cells = np.argwhere(np.ones((32, 32), bool))
    network = learner.initial()
    # the ground has texture all over, so that no two cells are alike
    same = replace(one, target=one.reference, reference_cells=cells, target_cells=cells + 0.0)
    assert learner.validate(network, [same], "cpu", lambda: None) == {"all": (1.0, 1.0, 1.0)}
    inner = cells[(cells < 31).all(1)]
    beside = replace(same, reference_cells=inner, target_cells=inner + [0.6, 0.4])
    assert learner.validate(network, [same, beside], "cpu", lambda: None) == {"all": (0.5, 1.0, 1.0)}


def test_the_command_trains_on_photographs_and_its_weights_are_exported(data, tmp_path, settings, capsys):
    run = str(tmp_path / "run")
    given = [str(data), run, "--steps", "2", "--width", "4", "--start", settings.start, "--checks", "2"]
    assert main(given) == 0 and "cells found within 0, 1, 4 cells: " in capsys.readouterr().out
    assert export(["d2net", run, str(tmp_path / "mine.safetensors"), "--photographs"]) == 0
    card = json.loads((tmp_path / "mine.json").read_text())
    assert card["command"].startswith("python -m tiepoint.core.training.d2net DATA RUN ") and "--last-only" in card["command"]
    assert "scenes of train.txt" in card["data"]["train"][0] and any(name.startswith("share of cells") for name in card["metrics"])
    assert main([str(data), run, *card["command"].split(" DATA RUN ")[1].split()]) == 0, "the command of the card is the same training"
    assert main([str(tmp_path), run]) == 1
    with pytest.raises(ModelError, match="4 channels in its first block, not 64"):
        PhotographLearner(data, replace(settings, width=64))
