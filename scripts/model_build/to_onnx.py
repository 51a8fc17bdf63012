"""Convert one BlazePose TFLite file to ONNX: ``python -m model_build.to_onnx SOURCE.tflite TARGET.onnx``.

Input stays as in TFLite, (batch, height, width, RGB) float32: on ONNX Runtime the layout made no difference
to speed (lite 2.9 ms, full 5.2 ms, detector 5.8 ms either way, one thread). Outputs get names, the
segmentation branch is dropped, and weights are stored as float16 wherever that is exact, which halves the
file: ONNX Runtime turns them back into float32 once, at load.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tf2onnx.convert
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from model_build.densify import densify

# tf2onnx's names for the TFLite outputs, in the TFLite file's order; Identity_2 is the segmentation mask.
LANDMARK_OUTPUTS = {
    "Identity": "landmarks",
    "Identity_1": "score",
    "Identity_3": "heatmap",
    "Identity_4": "world",
}
DETECTOR_OUTPUTS = {"Identity": "boxes", "Identity_1": "scores"}
OPSET = 17
# Shorter ones are scales and limits, which ONNX Runtime wants as plain constants.
SMALLEST_WEIGHT = 8


def convert(source: Path, target: Path) -> None:
    """Write ``target`` from ``source``."""
    with tempfile.TemporaryDirectory() as folder:
        dense = Path(folder) / source.name
        dense.write_bytes(densify(source.read_bytes()))
        model, _ = tf2onnx.convert.from_tflite(str(dense), opset=OPSET)
    outputs = LANDMARK_OUTPUTS if "landmark" in source.name else DETECTOR_OUTPUTS
    keep_outputs(model.graph, set(outputs))
    rename(model.graph, {model.graph.input[0].name: "image", **outputs})
    free_batch(model.graph)
    store_float16(model.graph)
    make_repeatable(model.graph)
    # tf2onnx names the graph after the folder it read from, which is random here
    model.graph.name, model.graph.doc_string = target.stem, ""
    onnx.checker.check_model(model, full_check=True)
    target.write_bytes(model.SerializeToString())


def keep_outputs(graph: onnx.GraphProto, names: set[str]) -> None:
    """Drop every other output, with the nodes and weights only they need."""
    needed, nodes = set(names), []
    for node in reversed(graph.node):
        if needed & set(node.output):
            nodes.append(node)
            needed |= set(node.input)
    _replace(graph.node, nodes[::-1])
    _replace(graph.output, [output for output in graph.output if output.name in names])
    _replace(graph.initializer, [weight for weight in graph.initializer if weight.name in needed])
    del graph.value_info[:]


def rename(graph: onnx.GraphProto, names: dict[str, str]) -> None:
    """Rename inputs and outputs, old name to new."""
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for value in (*graph.input, *graph.output):
        value.name = names.get(value.name, value.name)


def free_batch(graph: onnx.GraphProto) -> None:
    """Let the first axis be of any length, so that several crops run in one call."""
    for value in (*graph.input, *graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    targets = {node.input[1] for node in graph.node if node.op_type == "Reshape"}
    for weight in graph.initializer:
        if weight.name in targets:
            weight.CopyFrom(numpy_helper.from_array(_batch_shape(weight), weight.name))


def _batch_shape(weight: onnx.TensorProto) -> NDArray[np.int64]:
    shape = np.array(numpy_helper.to_array(weight), np.int64)
    if shape[0] == 1:
        shape[0] = 0  # ONNX Reshape: 0 keeps the axis of the input
    return shape


def store_float16(graph: onnx.GraphProto) -> None:
    """Store float32 weights as float16 plus a Cast where not one bit is lost; TFLite had stored them so."""
    casts = []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.size >= SMALLEST_WEIGHT and _survives_float16(values):
            name, half = weight.name, f"{weight.name}_float16"
            weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [name], to=TensorProto.FLOAT))
    _replace(graph.node, [*casts, *graph.node])


def _survives_float16(values: NDArray[np.float32]) -> bool:
    with np.errstate(over="ignore"):
        return bool(np.array_equal(values.astype(np.float16).astype(np.float32), values))


def make_repeatable(graph: onnx.GraphProto) -> None:
    """Order and name nodes and weights by their place in the flow: tf2onnx numbers them anew each run."""
    maker = {output: node for node in graph.node for output in node.output}
    weights = {weight.name: weight for weight in graph.initializer}
    flow = list(_backwards([output.name for output in graph.output], maker))[::-1]
    fixed = {value.name for value in (*graph.input, *graph.output)} | {""}
    for index, name in enumerate(flow):
        if name in maker:
            maker[name].name = f"{maker[name].op_type}_{index}"
    names = {name: f"value_{index}" for index, name in enumerate(flow) if name not in fixed}
    _replace(graph.node, [maker[name] for name in flow if name in maker])
    _replace(graph.initializer, [weights[name] for name in flow if name in weights])
    rename(graph, names)
    for weight in graph.initializer:
        weight.name = names[weight.name]


def _backwards(names: list[str], maker: dict[str, onnx.NodeProto]) -> Iterator[str]:
    """Yield every value once, after all values that are made from it."""
    readers = Counter(name for node in maker.values() for name in node.input)
    ready = list(names)
    while ready:
        name = ready.pop()
        yield name
        for source in maker[name].input if name in maker else ():
            readers[source] -= 1
            if readers[source] == 0:
                ready.append(source)


def _replace(field: Any, items: list[Any]) -> None:
    del field[:]
    field.extend(items)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
