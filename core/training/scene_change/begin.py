"""The network a training begins with."""
from __future__ import annotations

from ...errors import ModelError
from ...models import store, tensors
from ...models.corrfusion import imagenet, weights
from ...models.corrfusion.legend import Legend
from ...models.corrfusion.network import CorrFusionNet
from ...models.preprocessing import Preprocessing
from .settings import Settings

#: A start that means: the weights that are published for the backbone.
PUBLISHED = "imagenet"
_HEAD = ".head."


def begin(settings: Settings, legend: Legend) -> tuple[CorrFusionNet, Preprocessing]:
    """The network, and what tiles it is to be shown.

    Random weights; or a backbone trained on ImageNet before what is random; or a scene-change model, all of it where its classes are the
    same, or else all but what names them.

    Raises:
        ModelError: the weights are not here, damaged, or of another network.
    """
    network = CorrFusionNet.random(settings.seed, classes=len(legend), **settings.network)
    if not settings.start:
        return network, weights.PREPROCESSING
    path = None if settings.start == PUBLISHED else store.find(settings.start, weights.FAMILY.kind, imagenet.TASK)
    if path is None or store.task_of(tensors.about(path)) == imagenet.TASK:
        found, preprocessing = imagenet.load(settings.backbone, "" if path is None else settings.start)
        for branch in network.branches:
            # Counts of batches are not published.
            branch.backbone.load_state_dict(found, strict=False)
        return network, preprocessing
    model = weights.load(path)
    other = [name for name, value in settings.network.items() if model.network.settings[name] != value]
    if other:
        had, wanted = (", ".join(f"{name} {given[name]}" for name in other) for given in (model.network.settings, settings.network))
        raise ModelError(f"The model {settings.start} has {had}, not {wanted}.", "Give its settings, or train from scratch.")
    kept = model.network.state_dict()
    if model.legend.names != legend.names:
        kept = {name: value for name, value in kept.items() if _HEAD not in name}
    network.load_state_dict(kept, strict=False)
    return network, model.preprocessing
