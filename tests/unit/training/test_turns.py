"""Parts take turns, numbers keep to their limits, gradients are limited."""
from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from tiepoint.core.errors import OptionError
from tiepoint.core.training import clipping, limits, turns

SHARES = {"one": 1.0, "two": 3.0, "three": 4.0}


@pytest.mark.parametrize(("named", "wanted"), [("", ("one", "two", "three")), ("three,one", ("one", "three")), (" two , two,", ("two",)),
                                               (",", ("one", "two", "three"))])
def test_parts_are_chosen_in_their_order(named, wanted):
    assert turns.chosen(named, tuple(SHARES)) == wanted


@pytest.mark.parametrize("named", ["four", "one,two,Three", "one;two", "*"])
def test_unknown_parts_are_refused(named):
    with pytest.raises(OptionError, match="There is no part '") as caught:
        turns.chosen(named, tuple(SHARES))
    assert "one, two, three" in caught.value.hint


def test_parts_take_turns_as_long_as_their_shares():
    found = [turns.turn(SHARES, tuple(SHARES), share) for share in (np.arange(8000) + 0.5) / 8000]
    names = [name for name, _ in found]
    assert [names.count(name) for name in SHARES] == [1000, 3000, 4000] and names == sorted(names, key=list(SHARES).index)
    for name in SHARES:
        done = [value for part, value in found if part == name]
        assert done[0] < 0.001 and done[-1] > 0.999 and done == sorted(done)
    assert turns.turn(SHARES, ("two",), 0.25) == ("two", 0.25)
    assert turns.turn(SHARES, ("one", "three"), 1.0) == ("three", 1.0) and turns.turn(SHARES, ("one", "three"), 0.0) == ("one", 0.0)


def test_the_rate_rises_at_once_and_falls():
    rates = [turns.falling(done) for done in np.linspace(0, 1, 101)]
    assert 0 < rates[0] < 0.1 and max(rates) > 0.95 and rates.index(max(rates)) < 5 and 0 < rates[-1] < 0.01
    assert rates[5:] == sorted(rates[5:], reverse=True)


@pytest.mark.parametrize("value", [0, 11, -1e300, math.inf, math.nan])
def test_numbers_that_make_no_sense_are_refused(value):
    limits.check(SimpleNamespace(batch=10), {"batch": (1, 10)})
    with pytest.raises(OptionError, match="BATCH is .*, outside 1 ... 10"):
        limits.check(SimpleNamespace(batch=value), {"batch": (1, 10)})


def test_gradients_are_limited_in_length_or_number_by_number():
    values = torch.nn.Parameter(torch.zeros(2))
    values.grad = torch.tensor([3.0, 4.0])
    clipping.by_norm([values])
    assert torch.allclose(values.grad, torch.tensor([0.6, 0.8]), atol=1e-5)
    clipping.by_value([values], 0.7)
    assert torch.allclose(values.grad, torch.tensor([0.6, 0.7]), atol=1e-5)
