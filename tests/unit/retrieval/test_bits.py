"""Codes are packed and compared as their bits say, for any length."""
import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.retrieval.bits import as_text, binarised, hamming, pack, row_bytes, unpack, words

LENGTHS = (16, 24, 32, 48, 64, 100)


def random_bits(count, bits, seed=0):
    return np.random.default_rng(seed).random((count, bits)) < 0.5


@pytest.mark.parametrize("bits", (1, 7, 8, *LENGTHS, 256))
def test_packed_codes_unpack_to_the_same_bits(bits):
    given = random_bits(200, bits)
    codes = pack(given)
    assert codes.shape == (200, row_bytes(bits)) and codes.dtype == np.uint8
    assert (unpack(codes, bits) == given).all()
    # Nothing but the bits themselves is in a code: what is compared are they alone.
    assert np.unpackbits(codes, axis=1).sum() == given.sum()


@pytest.mark.parametrize("bits", LENGTHS)
def test_popcount_counts_what_a_loop_over_bits_counts(bits):
    one, other = random_bits(1000, bits, 1), random_bits(1000, bits, 2)
    looped = [sum(int(a) != int(b) for a, b in zip(*pair)) for pair in zip(one, other)]
    codes, queries = pack(one), pack(other)
    assert [int(hamming(codes[i : i + 1], queries[i])[0]) for i in range(1000)] == looped


@pytest.mark.parametrize("bits", LENGTHS)
def test_hamming_is_a_metric(bits):
    codes = pack(random_bits(60, bits, 3))
    table = np.stack([hamming(codes, code) for code in codes]).astype(int)
    assert (np.diag(table) == 0).all() and (table == table.T).all()
    assert (table[:, None, :] <= table[:, :, None] + table[None, :, :]).all()
    assert (table[~np.eye(60, dtype=bool)] > 0).all(), "no two of these codes are equal"


def test_all_bits_of_the_longest_code_can_differ():
    codes = pack(np.array([np.zeros(1024, bool), np.ones(1024, bool)]))
    assert hamming(codes, codes[0]).tolist() == [0, 1024]


def test_rows_are_whole_machine_words():
    assert [row_bytes(bits) for bits in (1, 8, 9, 16, 17, 24, 32, 33, 64, 65, 100, 128, 129)] == [1, 1, 2, 2, 4, 4, 4, 8, 8, 16, 16, 16, 24]
    assert words(np.zeros((3, 24), np.uint8)).shape == (3, 3)
    for bits in (0, 1025):
        with pytest.raises(OptionError):
            row_bytes(bits)


def test_a_half_is_no_bit():
    assert unpack(binarised(np.array([[0.5, 0.5000001, 0.4999999, 1.0, 0.0, 0.75, 0.25, 0.5]])), 8).tolist() == [
        [False, True, False, True, False, True, False, False]]


def test_codes_as_text_are_their_bytes_in_hexadecimal():
    given = random_bits(50, 100)
    texts = as_text(pack(given), 100)
    assert all(len(text) == 26 for text in texts)
    assert (np.array([list(f"{int(text, 16):0104b}"[:100]) for text in texts]) == np.where(given, "1", "0")).all()
    assert as_text(pack(random_bits(0, 32)), 32).shape == (0,)
