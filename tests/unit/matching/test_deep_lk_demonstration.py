"""What can be shown of how a window found its place."""
import numpy as np
import pytest
import torch
from tiepoint.core.matching.deep_lk import DeepLucasKanade
from tiepoint.core.matching.demonstration import Demonstrating
from tiepoint.core.matching.phase import Phase
from tiepoint.core.models.deep_lk import DeepLK
from tiepoint.core.progress import Silent

CENTRE = np.array([240.0, 236.0])


@pytest.fixture(scope="module")
def matcher():
    """With untrained networks, which see in equal images the same."""
    return DeepLucasKanade(DeepLK.random(0, width=8, bands=6, regressions=0, special=False), torch.device("cpu"))


def shifted(x, y):
    return np.array([[1.0, 0, x], [0, 1, y], [0, 0, 1]])


def nowhere(xy):
    return xy + 1000.0


def test_only_matchers_that_go_in_steps_can_show_them(matcher):
    assert isinstance(matcher, Demonstrating) and not isinstance(Phase, Demonstrating)


def test_the_trace_leads_from_where_it_began_to_where_it_belongs(matcher, raster_pair):
    pair = raster_pair(shifted(6.4, -3.2), noise=0.02)
    found = matcher.demonstrate(pair, CENTRE, 1.0, lambda xy: xy, 64)
    (image, image_valid), (template, template_valid) = found.image, found.template
    assert image.shape == image_valid.shape == (160, 160) and template.shape == template_valid.shape == (128, 128)
    np.testing.assert_allclose(found.trace[0][1], shifted(16, 16), atol=1e-9)
    assert [level for level, _ in found.trace] == sorted((level for level, _ in found.trace), reverse=True) and not found.why
    middle = np.array([63.5, 63.5, 1.0])
    end = found.trace[-1][1] @ middle
    np.testing.assert_allclose(end[:2] / end[2] - 63.5 - 16, [6.4, -3.2], atol=0.1)
    # The pictures are those the trace is of: a whole pixel off, they agree there.
    there = image[16 - 3 : 16 - 3 + 128, 16 + 6 : 16 + 6 + 128]
    assert np.corrcoef(template.ravel(), there.ravel())[0, 1] > 0.95
    assert [level.shape for level in found.image_maps] == [(160, 160), (80, 80), (40, 40)]
    assert [level.shape for level in found.template_maps] == [(128, 128), (64, 64), (32, 32)]
    # It is what the matcher measures.
    measured = matcher.measure(pair, CENTRE[None], 1.0, lambda xy: xy, 64, Silent())
    np.testing.assert_allclose(measured.nominal_xy[0] - measured.reference_xy[0], end[:2] / end[2] - 79.5, atol=0.02)


def test_what_cannot_be_shown_or_believed(matcher, raster_pair):
    pair = raster_pair(shifted(0, 0), unrelated=True)
    assert matcher.demonstrate(pair, CENTRE, 1.0, nowhere, 64) is None
    doubted = [matcher.demonstrate(pair, CENTRE + step, 1.0, lambda xy: xy, 64).why for step in (-90, 0, 90)]
    assert any(doubted) and all(why == "" or "would move" in why or "other places" in why for why in doubted)
