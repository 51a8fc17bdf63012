"""Quantize a landmark model to int8: ``python -m model_build.to_int8 SIZE TARGET CLIPS_FOLDER``.

Static, per channel, weights int8, activations uint8, ranges from crops of the evaluation set's tuning clips
(``film_evaluation.py --only '^tuning' --clips CLIPS_FOLDER``); the heads, whose last layers give coordinates,
stay float32. Tried and not kept: docs/accuracy/frontier.md says why. Needs onnxruntime and onnx.
"""

import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import onnx
import onnxruntime as ort
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from formcheck.pose.blazepose import BlazePose, load
from formcheck.pose.detector import Detector
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.models import landmark_model, model_path
from formcheck.pose.pose import FloatArray
from formcheck.video.reader import open_clip

CLIPS, OF_A_CLIP, EVERY = 60, 2, 40
QUANTIZED = ["Conv", "Add", "Clip", "MaxPool", "Resize", "Pad"]


class Crops(CalibrationDataReader):  # type: ignore[misc]
    """Hands the quantizer what the landmark model is given in real use."""

    def __init__(self, tensors: Iterator[FloatArray]) -> None:
        self._tensors = tensors

    def get_next(self) -> dict[str, FloatArray] | None:
        """The next input, or None after the last."""
        tensor = next(self._tensors, None)
        return None if tensor is None else {"image": tensor}


def crops(clips: list[Path]) -> Iterator[FloatArray]:
    """Some crops of each clip, as the tracker cuts them."""
    given: list[FloatArray] = []
    detector, landmarker = load("lite")

    class Noting:
        def __call__(self, tensor: FloatArray) -> dict[str, FloatArray]:
            given.append(tensor)
            return network(tensor)

    network = landmarker._network

    def models(_: str, threads: int) -> tuple[Detector, Landmarker]:
        return detector, Landmarker(Noting())

    for path in clips:
        estimator = BlazePose(models=models)
        with open_clip(path) as clip:
            for frame in islice(clip, 0, EVERY * OF_A_CLIP, EVERY):
                given.clear()
                estimator(frame)
                yield from given[:1]


def plain(source: Path, target: Path) -> None:
    """Fold what is constant, such as weights stored as float16."""
    options: Any = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    ort.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def heads(model: onnx.ModelProto) -> list[str]:
    """Names of the last convolution before each output, and what follows it."""
    maker = {output: node for node in model.graph.node for output in node.output}
    found = []
    for output in model.graph.output:
        node = maker[output.name]
        found.append(node.name)
        while node.op_type != "Conv":
            node = maker[node.input[0]]
            found.append(node.name)
    return found


def quantize(size: str, target: Path, clips: list[Path]) -> None:
    """Write the int8 model."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folded = Path(folder) / "folded.onnx"
        plain(model_path(landmark_model(size)), folded)
        quantize_static(
            folded,
            target,
            Crops(crops(clips)),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=heads(onnx.load(folded)),
            op_types_to_quantize=QUANTIZED,
        )


if __name__ == "__main__":
    every_clip = sorted(Path(sys.argv[3]).glob("tuning_*.mp4"))
    quantize(sys.argv[1], Path(sys.argv[2]), every_clip[:: max(1, len(every_clip) // CLIPS)])
