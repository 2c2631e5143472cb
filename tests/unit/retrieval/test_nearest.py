"""The nearest codes are those of a sort of all, in order, however many there are and whoever looks."""
import numpy as np
import pytest
from tiepoint.core.errors import OptionError
from tiepoint.core.retrieval import nearest as module
from tiepoint.core.retrieval.bits import hamming, pack
from tiepoint.core.retrieval.nearest import has_faiss, nearest, nearest_many

ENGINES = pytest.mark.parametrize("engine", ("numpy", pytest.param("faiss", marks=pytest.mark.skipif(
    not has_faiss(), reason="faiss-cpu is not installed, which is optional"))))


def codes_of(count, bits, seed=0):
    """Codes of which many are equally far from each other."""
    return pack(np.random.default_rng(seed).random((count, bits)) < 0.2)


def sorted_all(codes, code, count, ties=False):
    far = hamming(codes, code)
    order = np.lexsort((np.arange(len(codes)), far))
    end = min(count, len(codes))
    if ties and end:
        end = int(np.searchsorted(far[order], far[order[end - 1]], side="right"))
    return order[:end], far[order[:end]]


@ENGINES
@pytest.mark.parametrize("ties", (False, True))
@pytest.mark.parametrize("bits", (8, 16, 24, 32, 48, 64, 100, 256))
def test_it_finds_what_sorting_finds(monkeypatch, bits, ties, engine):
    monkeypatch.setattr(module, "_PIECE_BYTES", 4096)
    codes = codes_of(5000, bits)
    for count in (1, 10, 777, 4999, 5000, 9000):
        for query in (codes[3], codes_of(1, bits, 9)[0]):
            found, expected = nearest(codes, query, count, ties, engine=engine), sorted_all(codes, query, count, ties)
            assert (found[0] == expected[0]).all() and (found[1] == expected[1]).all()


@ENGINES
def test_threads_change_nothing(monkeypatch, engine):
    monkeypatch.setattr(module, "_LEAST_PART", 500)
    codes = codes_of(5000, 24)
    for ties in (False, True):
        alone = nearest(codes, codes[0], 20, ties, 1, engine)
        for threads in (2, 3, 7):
            shared = nearest(codes, codes[0], 20, ties, threads, engine)
            assert all((a == b).all() for a, b in zip(alone, shared))


def test_a_code_is_nearest_to_itself_and_the_first_of_equals_comes_first():
    codes = codes_of(500, 64)
    codes[[40, 400]] = codes[4]
    rows, far = nearest(codes, codes[400], 3)
    assert rows.tolist() == [4, 40, 400] and far.tolist() == [0, 0, 0]


@pytest.mark.skipif(has_faiss(), reason="faiss-cpu is installed")
def test_an_engine_that_is_not_there_is_told():
    with pytest.raises(OptionError, match="FAISS is not installed"):
        nearest_many(codes_of(9, 32), codes_of(1, 32), 4, engine="faiss")


def test_nothing_is_found_in_nothing():
    assert [part.size for part in nearest(codes_of(0, 32), codes_of(1, 32)[0], 5)] == [0, 0]
    assert [part.size for part in nearest(codes_of(9, 32), codes_of(1, 32)[0], 0)] == [0, 0]
    assert nearest_many(codes_of(9, 32), codes_of(0, 32), 4) == []


@ENGINES
@pytest.mark.parametrize("ties", (False, True))
def test_many_queries_find_what_each_finds(engine, ties):
    for bits in (16, 24, 64, 100):
        codes = codes_of(3000, bits)
        for found, query in zip(nearest_many(codes, codes[:20], 10, ties, engine), codes):
            expected = sorted_all(codes, query, 10, ties)
            assert (found[0] == expected[0]).all() and (found[1] == expected[1]).all()
