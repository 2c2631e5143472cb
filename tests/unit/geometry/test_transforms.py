"""Every transform of the list: fit, forward, inverse, serialise, fail clearly."""
from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiepoint.core.errors import GeometryError
from tiepoint.core.geometry.linear import Affine, Similarity
from tiepoint.core.geometry.projective import Projective
from tiepoint.core.geometry.shift import Shift
from tiepoint.core.geometry.transform import Chain, from_dict
from tiepoint.core.methods import TRANSFORMS

IDS = TRANSFORMS.ids()
LINEAR = ("shift", "similarity", "affine", "projective")
FREEDOM = {"shift": 2, "similarity": 4, "affine": 6, "projective": 8, "polynomial2": 12, "polynomial3": 20}
seeds = st.integers(0, 2**32 - 1)
every = pytest.mark.parametrize("transform_id", IDS)
examples = settings(max_examples=15, deadline=None, derandomize=True)


def fit(transform_id, source, destination, weights=None):
    options = {"smoothing": 1e-3} if transform_id == "tps" else {}
    return TRANSFORMS.load(transform_id).fit(source, destination, weights, **options)


def pairs(seed, count=40, offset=0.0, extent=1000.0):
    """Points of an extent at an offset, gently and smoothly moved."""
    rng = np.random.default_rng(seed)
    source = rng.uniform(0, extent, (count, 2)) + offset
    angle, place = rng.uniform(-np.pi, np.pi), (source - offset) / extent
    turned = source @ (rng.uniform(0.5, 2) * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])).T
    return source, turned + rng.normal(0, 100, 2) + 0.01 * extent * np.sin(3 * place[:, ::-1])


@every
def test_parameters_are_the_degrees_of_freedom(transform_id):
    source, destination = pairs(1)
    transform = fit(transform_id, source, destination)
    assert transform.id == transform_id
    if transform_id == "tps":
        assert 6 < transform.parameters < 80
    else:
        assert transform.parameters == FREEDOM[transform_id] == 2 * transform.min_points


@every
@examples
@given(seed=seeds, offset=st.sampled_from([0.0, 5e6]))
def test_inverse_undoes_forward(transform_id, seed, offset):
    source, destination = pairs(seed, offset=offset)
    transform = fit(transform_id, source, destination)
    inside = np.random.default_rng(seed).uniform(50, 950, (50, 2)) + offset
    back = transform.inverse(transform.forward(inside))
    # A point may lie where a random warp is not one to one; none may come back wrong.
    solved = np.isfinite(back).all(axis=1)
    assert solved.mean() > 0.95
    assert np.abs(back - inside)[solved].max() < 1e-6


@every
@examples
@given(seed=seeds)
def test_a_record_gives_the_same_transform(transform_id, seed):
    source, destination = pairs(seed)
    transform = fit(transform_id, source, destination)
    again = from_dict(json.loads(json.dumps(transform.to_dict())))
    assert again.id == transform_id
    assert np.array_equal(again.forward(source), transform.forward(source))
    assert np.array_equal(again.inverse(destination), transform.inverse(destination), equal_nan=True)


@every
@examples
@given(seed=seeds, angle=st.floats(-np.pi, np.pi), scale=st.floats(0.01, 100), shift=st.floats(-1e4, 1e4))
def test_fit_does_not_depend_on_the_coordinate_system(transform_id, seed, angle, scale, shift):
    source, destination = pairs(seed)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    plain = fit(transform_id, source, destination).forward(source)
    moved = fit(transform_id, source @ turn.T + shift, destination @ turn.T + shift).forward(source @ turn.T + shift)
    assert np.abs((moved - shift) @ np.linalg.inv(turn).T - plain).max() < 1e-4


@every
def test_repeated_fits_are_identical(transform_id):
    source, destination = pairs(3, 60)
    assert fit(transform_id, source, destination).to_dict() == fit(transform_id, source, destination).to_dict()


@every
def test_a_weight_of_two_is_a_point_given_twice(transform_id):
    source, destination = pairs(4)
    weights = np.where(np.arange(40) % 3 == 0, 2.0, 1.0)
    doubled = weights == 2
    weighted = fit(transform_id, source, destination, weights).forward(source)
    repeated = fit(transform_id, np.vstack([source, source[doubled]]), np.vstack([destination, destination[doubled]])).forward(source)
    assert np.abs(weighted - repeated).max() < 1e-6


@every
def test_points_of_weight_zero_do_not_count(transform_id):
    source, destination = pairs(5)
    spoiled = destination.copy()
    spoiled[:5] += 1e5
    weights = np.r_[np.zeros(5), np.ones(35)]
    expected = fit(transform_id, source[5:], destination[5:]).forward(source)
    assert np.allclose(fit(transform_id, source, spoiled, weights).forward(source), expected)


@every
def test_jacobian_is_the_derivative(transform_id):
    source, destination = pairs(6)
    transform, places, step = fit(transform_id, source, destination), source[:10] + 3.0, 1e-3
    numeric = np.stack([(transform.forward(places + offset) - transform.forward(places - offset)) / (2 * step)
                        for offset in step * np.eye(2)], axis=2)
    assert np.abs(transform.jacobian(places) - numeric).max() < 1e-6


@every
def test_no_points_in_no_points_out(transform_id):
    transform = fit(transform_id, *pairs(7))
    assert transform.forward(np.zeros((0, 2))).shape == transform.inverse([]).shape == (0, 2)


@every
def test_too_few_points_are_refused_with_the_number_needed(transform_id):
    cls = TRANSFORMS.load(transform_id)
    source, destination = pairs(8, cls.min_points)
    cls.fit(source, destination)
    with pytest.raises(GeometryError, match=f"at least {cls.min_points} points, there are {cls.min_points - 1}"):
        cls.fit(source[1:], destination[1:])


@every
def test_impossible_points_are_refused(transform_id):
    source, destination = pairs(9)
    broken = destination.copy()
    broken[3, 1] = np.nan
    with pytest.raises(GeometryError, match="not finite"):
        fit(transform_id, source, broken)
    with pytest.raises(GeometryError, match="40 source points but 39"):
        fit(transform_id, source, destination[1:])
    with pytest.raises(GeometryError, match="negative"):
        fit(transform_id, source, destination, -np.ones(40))
    with pytest.raises(GeometryError, match="shape"):
        fit(transform_id, np.zeros((5, 3)), np.zeros((5, 3)))


@pytest.mark.parametrize("transform_id", [name for name in IDS if name not in ("shift", "similarity")])
def test_points_on_a_line_are_refused(transform_id):
    along = np.linspace(0, 1000, 30)[:, None]
    source = along * [0.6, 0.8] + 1e5
    with pytest.raises(GeometryError, match=r"line|curve"):
        fit(transform_id, source, source + 5)


def test_coincident_points_determine_no_similarity():
    with pytest.raises(GeometryError, match="coincide"):
        Similarity.fit(np.full((5, 2), 7.0), np.random.default_rng(0).uniform(size=(5, 2)))


def test_three_of_four_points_on_a_line_determine_no_homography():
    with pytest.raises(GeometryError, match="line"):
        Projective.fit([[0, 0], [50, 50], [100, 100], [0, 100]], [[0, 0], [60, 60], [100, 100], [0, 100]])


def test_a_quadratic_is_not_determined_on_a_circle():
    angle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    circle = 100 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    with pytest.raises(GeometryError, match="curve"):
        fit("polynomial2", circle, circle)


@examples
@given(seed=seeds)
def test_known_matrices_are_recovered(seed):
    rng = np.random.default_rng(seed)
    source = rng.uniform(0, 5000, (20, 2))
    assert np.allclose(Shift.fit(source, source + [3, -4]).vector, [3, -4])
    matrix = np.array([[1.1, 0.2, 30], [-0.1, 0.9, -20], [0, 0, 1.0]])
    assert np.allclose(Affine.fit(source, source @ matrix[:2, :2].T + matrix[:2, 2]).matrix, matrix, atol=1e-8)
    matrix = np.array([[0.9, 0.3, 100], [-0.3, 0.9, 50], [0, 0, 1.0]])
    assert np.allclose(Similarity.fit(source, source @ matrix[:2, :2].T + matrix[:2, 2]).matrix, matrix, atol=1e-8)
    matrix = np.array([[1.1, 0.2, 30], [-0.1, 0.9, -20], [2e-5, -1e-5, 1.0]])
    image = np.column_stack([source, np.ones(20)]) @ matrix.T
    found = Projective.fit(source, image[:, :2] / image[:, 2:])
    assert np.allclose(found.matrix / found.matrix[2, 2], matrix, rtol=1e-6, atol=1e-9)


def test_a_homography_has_no_value_beyond_the_horizon():
    horizon = Projective([[1, 0, 0], [0, 1, 0], [1e-3, 0, 1]])
    assert np.isfinite(horizon.forward([[500, 0]])).all()
    assert np.isnan(horizon.forward([[-2000, 0], [-1000, 0]])).all()
    assert np.allclose(horizon.inverse(horizon.forward([[-900.0, 5.0]])), [[-900, 5]])


@pytest.mark.parametrize(("transform_id", "degree"), [("polynomial2", 2), ("polynomial3", 3)])
def test_polynomials_are_recovered(transform_id, degree):
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 1000, (60, 2))
    terms = np.column_stack([(source[:, 0] / 500 - 1) ** i * (source[:, 1] / 500 - 1) ** j
                             for i in range(degree + 1) for j in range(degree + 1 - i)])
    destination = source + terms @ rng.normal(0, 5, (terms.shape[1], 2))
    assert np.abs(fit(transform_id, source, destination).forward(source) - destination).max() < 1e-8


def test_a_folded_polynomial_has_no_inverse_where_it_takes_no_value():
    axis = np.linspace(0, 1, 8)
    source = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    destination = np.column_stack([source[:, 0] - 0.8 * source[:, 0] ** 2, source[:, 1]])
    folded = fit("polynomial2", source, destination)
    assert np.isnan(folded.inverse([[0.5, 0.5]])).all()
    assert np.allclose(folded.inverse(folded.forward([[0.3, 0.4]])), [[0.3, 0.4]])


def test_a_chain_applies_one_after_the_other():
    first, second = Affine([[1.1, 0.1, 5], [0, 0.9, 2], [0, 0, 1]]), fit("polynomial2", *pairs(11))
    chain, places = Chain(first, second), pairs(12)[0]
    assert np.allclose(chain.forward(places), second.forward(first.forward(places)))
    assert np.allclose(chain.inverse(chain.forward(places)), places, atol=1e-6)
    assert chain.parameters == 18
    again = from_dict(json.loads(json.dumps(chain.to_dict())))
    assert np.array_equal(again.forward(places), chain.forward(places))
    step = 1e-3
    numeric = np.stack([(chain.forward(places + o) - chain.forward(places - o)) / (2 * step) for o in step * np.eye(2)], axis=2)
    assert np.abs(chain.jacobian(places) - numeric).max() < 1e-6
    assert np.allclose(Chain(first, Shift.fit([[0, 0]], [[1, 2]])).matrix[:2, 2], [6, 4])
    with pytest.raises(AttributeError):
        _ = chain.matrix


@pytest.mark.parametrize("record", [None, {}, {"transform": "affine"}, {"transform": "wobble"}, {"transform": "affine", "matrix": [[1, 2]]},
                                    {"transform": "affine", "matrix": "x"}, {"transform": "tps", "nodes": []}, {"transform": "chain"},
                                    {"transform": "shift", "matrix": [[1, 0, float("nan")], [0, 1, 0], [0, 0, 1]]}, [], "affine"])
def test_a_damaged_record_is_refused(record):
    with pytest.raises(GeometryError):
        from_dict(record)
