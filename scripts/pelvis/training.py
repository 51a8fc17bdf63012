"""Training, and the file that comes out of it."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx.compose import merge_models
from torch import Tensor

from pelvis.backbone import CELLS, CHANNELS, LAYER
from pelvis.features import Ints, Pass
from pelvis.net import Head
from pelvis.square import MARKS

_SETS_A_STEP = 24
# Of the pelvis' left, its up, the chest's left.
_WEIGHTS = (1.0, 0.4, 0.3)
# What differs between moments of one set is what a repetition is judged by; what all have in common is not.
_WITHIN, _COMMON = 2.0, 0.5
_RATE, _DECAY = 3e-3, 5e-2


def loss_of(answer: Tensor, truth: Tensor, sets: Tensor) -> Tensor:
    """Squared error of the unit vectors: what a set's moments have in common, and what differs.

    Args:
        answer: (N, 3, 3) unit vectors.
        truth: the same.
        sets: (N,) each row's set, 0, 1, ... without gaps.
    """
    error = (answer - truth) * torch.tensor(_WEIGHTS).reshape(1, 3, 1).sqrt()
    count = int(sets.max()) + 1
    sums = torch.zeros(count, *error.shape[1:]).index_add_(0, sets, error)
    sizes = torch.bincount(sets, minlength=count).reshape(-1, 1, 1)
    common = (sums / sizes)[sets]
    return (_COMMON * common**2 + _WITHIN * (error - common) ** 2).sum((1, 2)).mean()


def new_head(given: Pass, *, picture: bool) -> Head:
    """An untrained head for features like these."""
    features = given.features.astype(np.float32)
    return Head(features.mean((0, 2, 3)), features.std((0, 2, 3)) + 1e-3, picture=picture)


def train(head: Head, given: list[Pass], sets: Ints, epochs: int, seed: int = 0) -> None:
    """Train in place: each epoch on one of the passes.

    Args:
        head: what is trained.
        given: all pictures, several times over.
        sets: (N,) each picture's set.
        epochs: how many.
        seed: of the order.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=_DECAY)
    first, counts = np.unique(sets, return_index=True, return_counts=True)[1:]
    steps = len(first) // _SETS_A_STEP
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, _RATE, total_steps=steps * epochs, pct_start=0.1
    )
    head.train()
    for epoch in range(epochs):
        one, losses = given[epoch % len(given)], []
        for chosen in np.array_split(rng.permutation(len(first))[: steps * _SETS_A_STEP], steps):
            rows = np.concatenate([first[s] + np.arange(counts[s]) for s in chosen])
            numbers = np.repeat(np.arange(len(chosen)), counts[chosen])
            loss = loss_of(answer(head, one, rows), tensor(one.truth[rows]), torch.from_numpy(numbers))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)
    head.eval()


def tensor(values: NDArray[np.floating]) -> Tensor:
    """As the network wants it."""
    return torch.from_numpy(values.astype(np.float32))


def answer(head: Head, one: Pass, rows: Ints) -> Tensor:
    """The head's vectors for some of a pass's pictures."""
    return head(tensor(one.features[rows]), tensor(one.marks[rows]))


def export(head: Head, lower: onnx.ModelProto, path: Path) -> None:
    """Write lower layers and head as one ONNX file, opset 17: ``image`` and ``marks`` to ``directions``."""
    upper, batch = path.with_suffix(".head.onnx"), {0: "batch"}
    torch.onnx.export(
        head,
        (torch.zeros(1, CHANNELS, CELLS, CELLS), torch.zeros(1, MARKS)),
        str(upper),
        input_names=["features", "marks"],
        output_names=["directions"],
        dynamic_axes={"features": batch, "marks": batch, "directions": batch},
        opset_version=17,
        dynamo=False,
    )
    if "features" not in {given.name for given in onnx.load(upper).graph.input}:
        # it reads the landmarks alone
        upper.replace(path)
        return
    head_model = onnx.compose.add_prefix(onnx.load(upper), "head_", rename_inputs=False, rename_outputs=False)
    head_model.ir_version = lower.ir_version
    onnx.save(merge_models(lower, head_model, io_map=[(LAYER, "features")]), path)
    upper.unlink()
