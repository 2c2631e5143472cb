"""Checkpoints of TensorFlow are read to the bit without it; what is damaged or made to harm ends in one sentence."""
from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiepoint.core.errors import ModelError
from tiepoint.core.models import sstable, tensorflow_checkpoint
from tiepoint.core.models.crc32c import crc32c, masked

# TensorFlow 2.15 wrote these: keras.Model subclasses with the published names of attributes, 3 channels (features) and 1 to 8 (regression,
# 2 hidden), all variables moved by random amounts, then save_weights("feature") and save_weights("regression").
GENUINE = Path(__file__).parent / "data" / "tensorflow"


@pytest.mark.parametrize(("content", "known"), [
    (b"", 0), (b"123456789", 0xE3069283), (bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43), (bytes(range(32)), 0x46DD794E),
    (bytes(range(31, -1, -1)), 0x113FDB5C),
])
def test_checksums_are_those_of_rfc_3720(content, known):
    assert crc32c(content) == known


@pytest.mark.parametrize("length", [1, 3, 63, 64, 65, 127, 128, 129, 1000, 64 * 37, 5000])
def test_lanes_side_by_side_give_what_bit_by_bit_gives(checkpoints, length):
    content = np.random.default_rng(length).bytes(length)
    assert crc32c(content) == checkpoints.crc32c(content)
    assert masked(crc32c(content)) == checkpoints.masked(content)


def test_a_genuine_checkpoint_is_read():
    found = tensorflow_checkpoint.read(GENUINE / "feature.index")
    assert len(found) == 50 and all(name.endswith("/.ATTRIBUTES/VARIABLE_VALUE") for name in found)
    shapes = {name.removesuffix("/.ATTRIBUTES/VARIABLE_VALUE"): value.shape for name, value in found.items()}
    assert shapes["conv1_pre/kernel"] == (3, 3, 3, 3) and shapes["bn_1f/moving_variance"] == (3,) and shapes["conv1_forge/bias"] == (3,)
    assert all(value.dtype == np.float32 and np.isfinite(value).all() for value in found.values())
    assert all((value > 0).all() for name, value in found.items() if "variance" in name)
    guess = tensorflow_checkpoint.read(GENUINE / "regression")
    assert len(guess) == 76 and guess["conv_final_pre/kernel/.ATTRIBUTES/VARIABLE_VALUE"].shape == (288, 2)


@pytest.mark.parametrize("place", [0, 1000, 3000])
def test_a_flipped_bit_of_a_genuine_checkpoint_is_noticed(tmp_path, place):
    for path in GENUINE.glob("feature.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    data = tmp_path / "feature.data-00000-of-00001"
    content = bytearray(data.read_bytes())
    content[place] ^= 4
    data.write_bytes(content)
    with pytest.raises(ModelError, match="The checkpoint feature cannot be read: .* does not have its checksum"):
        tensorflow_checkpoint.read(tmp_path / "feature")


ARRAYS = st.tuples(st.sampled_from(["f2", "f4", "f8", "i4", "i8"]), st.lists(st.integers(0, 5), max_size=4))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abc/é._", min_size=1, max_size=30), ARRAYS, max_size=30), st.integers(1, 4), st.integers(1, 20),
       st.integers(1, 50), st.booleans(), st.integers(0, 99))
def test_what_is_written_is_read_to_the_bit(checkpoints, tmp_path_factory, kinds, shards, restart, per_block, checksums, seed):
    rng = np.random.default_rng(seed)
    given = {name: (rng.normal(size=shape) * 100).astype(dtype) for name, (dtype, shape) in kinds.items()}
    path = checkpoints.write(tmp_path_factory.mktemp("w") / "one", given, shards, restart, per_block, checksums)
    found = tensorflow_checkpoint.read(path)
    assert found.keys() == given.keys()
    for name, value in given.items():
        assert found[name].dtype == value.dtype and found[name].shape == value.shape and np.array_equal(found[name], value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_happens_to_the_index_it_is_read_or_refused(checkpoints, tmp_path_factory, data):
    """Bytes are changed behind correct checksums too."""
    folder = tmp_path_factory.mktemp("w")
    pairs = [(b"", checkpoints.header(data.draw(st.integers(0, 2**33)) if data.draw(st.booleans()) else 1))]
    numbers = st.one_of(st.integers(0, 9), st.integers(0, 2**64))
    for name in (b"a", b"b", b"c"):
        value = bytearray(checkpoints.entry(data.draw(st.integers(0, 20)), data.draw(st.lists(numbers, max_size=9)), data.draw(numbers),
                                            data.draw(numbers), data.draw(numbers), 7))
        if data.draw(st.booleans()):
            value[data.draw(st.integers(0, len(value) - 1))] = data.draw(st.integers(0, 255))
        pairs.append((name, bytes(value)))
    content = bytearray(checkpoints.table(pairs))
    for _ in range(data.draw(st.integers(0, 2))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "x.index").write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
    (folder / "x.data-00000-of-00001").write_bytes(bytes(64))
    try:
        found = tensorflow_checkpoint.read(folder / "x")
    except ModelError as error:
        assert error.message.startswith("The checkpoint x ") and "\n" not in str(error) and len(error.message) < 400
    else:
        assert sum(value.nbytes for value in found.values()) <= 64


@pytest.mark.parametrize(("shape", "size", "more", "told"), [
    ((2**40,), 2**42, {}, "absurd shape"), ((2,) * 9, 2048, {}, "absurd shape"),
    ((2**20, 2**20), 2**42, {}, "its tensors have 4398046511104 bytes, its data 64"),
    ((4,), 12, {}, r"shape \(4,\) would not have 12 bytes"), ((8,), 32, {"offset": 40}, "is cut"),
    ((8,), 32, {"shard": 3}, "lacks a file: x.data-00003-of-00001"), ((8,), 32, {"checksum": 1}, "weights does not have its checksum"),
    ((8,), 2**64 - 1, {}, "an entry of its index is damaged"), ((8,), 32, {"more": b"\x3a\x00"}, "in slices"),
    ((8,), 32, {"more": b"\x3a\x7f"}, "is cut"),
])
def test_a_hostile_entry_is_refused(checkpoints, tmp_path, shape, size, more, told):
    entry = checkpoints.entry(1, shape, size=size, **more)
    (tmp_path / "x.index").write_bytes(checkpoints.table([(b"", checkpoints.header()), (b"weights", entry)]))
    (tmp_path / "x.data-00000-of-00001").write_bytes(bytes(64))
    with pytest.raises(ModelError, match=told):
        tensorflow_checkpoint.read(tmp_path / "x")


def test_tensors_of_the_same_bytes_cannot_fill_the_memory(checkpoints, tmp_path):
    entry = checkpoints.entry(1, (16,), size=64)
    pairs = [(b"", checkpoints.header()), *((b"%05d" % index, entry) for index in range(2000))]
    (tmp_path / "x.index").write_bytes(checkpoints.table(pairs))
    (tmp_path / "x.data-00000-of-00001").write_bytes(bytes(64))
    with pytest.raises(ModelError, match="its tensors have 128000 bytes, its data 64"):
        tensorflow_checkpoint.read(tmp_path / "x")


def test_tables_that_cannot_be_indices_are_refused(checkpoints, monkeypatch):
    whole, long = checkpoints.table([(b"", b"")]), checkpoints.table([(b"", b""), (b"a" * 3000, b"")])
    for content, told in (
        (b"", "does not end as a table"), (bytes(48), "does not end as a table"), (long, "an entry does not fit"),
        (checkpoints.table([(b"", b"")], compression=1), "compressed"), (bytes(sstable.LARGEST + 1), "larger than"),
        (struct.pack("<40xQ", checkpoints.MAGIC), "lies outside"), (b"\xff" * 40 + struct.pack("<Q", checkpoints.MAGIC), "too long"),
        (whole[:1] + b"x" + whole[2:], "does not have its checksum"),
    ):
        with pytest.raises(ValueError, match=told):
            list(sstable.entries(content))
    monkeypatch.setattr(sstable, "MOST_ENTRIES", 99)
    with pytest.raises(ValueError, match="more than 99 entries"):
        list(sstable.entries(checkpoints.table([(b"%05d" % index, b"") for index in range(100)])))


def test_the_same_block_many_times_is_refused(checkpoints):
    """An index block that names one data block again and again."""
    body = checkpoints.block([(b"a", b"b" * 500)]) + b"\0"
    data = body + struct.pack("<I", checkpoints.masked(body))
    handle = checkpoints.varint(0) + checkpoints.varint(len(body) - 1)
    index = checkpoints.block([(b"%05d" % number, handle) for number in range(200)]) + b"\0"
    content = data + index + struct.pack("<I", checkpoints.masked(index))
    footer = (checkpoints.varint(0) * 2 + checkpoints.varint(len(data)) + checkpoints.varint(len(index) - 1)).ljust(40, b"\0")
    with pytest.raises(ValueError, match="blocks are longer than the file"):
        list(sstable.entries(content + footer + struct.pack("<Q", checkpoints.MAGIC)))


def test_missing_files_other_files_and_big_endian_are_told(checkpoints, tmp_path):
    with pytest.raises(ModelError, match="The checkpoint none lacks a file: none.index"):
        tensorflow_checkpoint.read(tmp_path / "none")
    (tmp_path / "folder.index").mkdir()
    with pytest.raises(ModelError, match="The checkpoint folder cannot be read"):
        tensorflow_checkpoint.read(tmp_path / "folder")
    for name, pairs, told in (("big", [(b"", checkpoints.header(more=checkpoints.field(2, 1)))], "big-endian"),
                              ("bare", [(b"a", checkpoints.entry(1, (), size=4))], "has no header"), ("empty", [], "has no header")):
        (tmp_path / f"{name}.index").write_bytes(checkpoints.table(pairs))
        with pytest.raises(ModelError, match=told):
            tensorflow_checkpoint.read(tmp_path / name)
    path = checkpoints.write(tmp_path / "two", {"a": np.ones(3, np.float32), "b": np.zeros(2, np.uint8)}, shards=2)
    assert list(tensorflow_checkpoint.read(path)) == ["a"], "types that no network has are left out"
    (tmp_path / "two.data-00001-of-00002").unlink()
    with pytest.raises(ModelError, match="The checkpoint two lacks a file: two.data-00001-of-00002"):
        tensorflow_checkpoint.read(path)
