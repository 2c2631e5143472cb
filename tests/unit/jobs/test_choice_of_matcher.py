"""`auto` takes the learned features where they are what works: a photograph and a map of the same generated ground.

The scenes were searched for: on most pairs of these two the matchers differ by less.
"""
import numpy as np
import pytest
from tiepoint.core.errors import AlignmentError

MAP = {"dates": (0, 1), "target_modality": "map", "oversample": 1.5}
USELESS_PX = 3.0


@pytest.fixture
def aligned(generate, job, out, tmp_path):
    """By a method: (which matcher was used, true RMSE in pixels); where it is refused (None, infinite)."""
    def align(seed, method):
        pair = generate(tmp_path / method, "similarity", 320, seed, **MAP)
        try:
            results = job("coregister", reference=pair.reference, target=pair.target, method=method, output=out / f"{method}.tif",
                          solution=out / f"{method}.json")
        except AlignmentError:
            return None, np.inf
        job("warp", target=pair.sister, solution=out / f"{method}.json", resampling="bilinear", output=out / f"{method}_places.tif")
        return results["METHOD_USED"], pair.rmse(out / f"{method}_places.tif")

    return align


@pytest.mark.parametrize("seed", [29])
def test_auto_takes_learned_features_where_only_they_work(aligned, seed):
    assert min(aligned(seed, method)[1] for method in ("phase", "sift")) > USELESS_PX
    method, error = aligned(seed, "auto")
    assert method == "dense"
    assert error < 1.5
